"""A name that was wrong, or that has changed by judgment."""

import datetime as dt

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from hirfa.core.dates import legal_day
from hirfa.core.errors import Refusal
from hirfa.names import ALGORITHM_VERSION, sort_key

from ..building import name_keys
from ..models import Affiliation, Entry, FormerName, NameKey, Person
from .acts import ActDayRefused, NothingToChange, check_not_closed, lock_entry, open_row, tell
from .loading import learn_names, lock_counter

_PARTS = ("given_name_ar", "family_name_ar", "given_name_latin", "family_name_latin")


class NameRefused(Refusal):
    code = "name_refused"


@transaction.atomic
def correct_name(
    *,
    entry: Entry,
    given_name_ar: str,
    family_name_ar: str,
    given_name_latin: str,
    family_name_latin: str,
    on: dt.date,
    by: object,
    at: dt.datetime,
) -> Person:
    """Give a person the names that they bear from a day on, in each script; the former ones stay readable.

    Sort keys and look-up keys are made anew. The diary names the parts that changed, never a name. Raises NameRefused,
    EntryIsClosed, NothingToChange, ActDayRefused.
    """
    names = dict(zip(_PARTS, (given_name_ar, family_name_ar, given_name_latin, family_name_latin), strict=True))
    entry = lock_entry(entry=entry)
    check_not_closed(entry=entry)
    person = Person.objects.select_for_update(of=("self",)).filter(pk=entry.holder_id).first()
    if person is None or not (family_name_ar or family_name_latin):
        raise NameRefused(_("A person has a family name in Arabic or in Latin letters: write it in one of them."))
    old = {part: getattr(person, part) for part in _PARTS}
    if old == names:
        raise NothingToChange(_("The person bears this name already."))
    _check_day(entry, on=on, at=at)
    lock_counter()  # words of names are counted by one at a time
    FormerName.objects.create(person=person, borne_until=on, recorded_at=at, **old)
    _drop_keys(person)
    for part, value in names.items():
        setattr(person, part, value)
    person.sort_ar, person.sort_latin = (
        sort_key(family_name_ar, given_name_ar),
        sort_key(family_name_latin, given_name_latin),
    )
    person.save(update_fields=[*_PARTS, "sort_ar", "sort_latin"])
    _make_keys(person, chamber=open_row(model=Affiliation, entry=entry).chamber_id)
    learn_names({value: 1 for part, value in names.items() if value and value != old[part]})
    changed = [part for part in _PARTS if old[part] != names[part]]
    tell(verb="person.name_corrected", entry=entry, by=by, at=at, facts={"parts": changed, "on": on.isoformat()})
    return person


def _check_day(entry: Entry, *, on: dt.date, at: dt.datetime) -> None:
    since = FormerName.objects.filter(person_id=entry.holder_id).aggregate(last=Max("borne_until"))["last"]
    if not (since or entry.registered_on) <= on <= legal_day(at):
        raise ActDayRefused(
            _("A name is changed from a day between the last change, on %(day)s, and today.")
            % {"day": since or entry.registered_on}
        )


def _drop_keys(person: Person) -> None:
    """Drop the keys of the names as they are: an index leads from the keys to the person, none the other way."""
    keys = {key for _kind, key in name_keys(person)}
    NameKey.objects.filter(key__in=keys, person=person).delete()


def _make_keys(person: Person, *, chamber: str) -> None:
    NameKey.objects.bulk_create(
        NameKey(kind=kind, key=key, algorithm=ALGORITHM_VERSION, chamber_id=chamber, person=person)
        for kind, key in name_keys(person)
    )
