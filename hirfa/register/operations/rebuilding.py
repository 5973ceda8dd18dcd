"""Making the keys of names anew: after the algorithm of `hirfa.names` changed, or when they are suspected."""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count

from hirfa.audit.operations import record
from hirfa.core.bulk import load_rows
from hirfa.core.locks import exclusively
from hirfa.names import ALGORITHM_VERSION
from hirfa.reference.models import Chamber

from ..building import COLUMNS, name_keys
from ..models import Affiliation, NameKey, NameWord, Person
from .loading import learn_names, lock_counter

_PEOPLE_A_TRANSACTION = 20_000
_NAMES = ("given_name_ar", "family_name_ar", "given_name_latin", "family_name_latin")


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How many people were keyed anew, under how many keys, and of how many words their names are made."""

    people: int
    keys: int
    words: int


def rebuild_name_keys(*, by: object, at: dt.datetime, progress: Callable[[int], None] | None = None) -> Rebuilt:
    """Replace the keys of every person's names, and the words that a search is completed from, by those of today's algorithm.

    Runs its own transactions, one for so many people, each of whom is found before and after: not to be called inside
    one. Cut off and run again it ends the same. `progress` is called with the number of people done. Raises Busy while a
    chamber's file is being imported, and keeps files out until it ends.
    """
    people = keys = 0
    last: uuid.UUID | None = None
    with ExitStack() as held:
        for code in Chamber.objects.order_by("code").values_list("code", flat=True):
            held.enter_context(exclusively(f"import:{code}"))
        while True:
            count, made, last = _rekey(after=last)
            if last is None:
                break
            people, keys = people + count, keys + made
            if progress:
                progress(people)
        words = _relearn(people=people, keys=keys, by=by, at=at)
    return Rebuilt(people, keys, words)


@transaction.atomic
def _rekey(*, after: uuid.UUID | None) -> tuple[int, int, uuid.UUID | None]:
    """Key the next people anew; return how many, under how many keys, and the last one, None when nobody was left."""
    lock_counter()  # nobody enters between the two questions
    everyone = Person.objects.order_by("pk")
    some = list(
        (everyone.filter(pk__gt=after) if after else everyone).values_list("pk", flat=True)[:_PEOPLE_A_TRANSACTION]
    )
    if not some:
        return 0, 0, None
    # by range and not by id, of which a statement takes only so many
    these = (some[0], some[-1])
    kept = Affiliation.objects.filter(entry__holder__id__range=these, retracted_at__isnull=True).order_by("valid_from")
    chambers = dict(kept.values_list("entry__holder_id", "chamber_id"))  # the last one told
    rows = [
        (kind, key, ALGORITHM_VERSION, chambers[row.pk], row.pk)
        for row in Person.objects.filter(holder__id__range=these).values_list("pk", *_NAMES, named=True)
        for kind, key in name_keys(row)
    ]
    NameKey.objects.filter(person__holder__id__range=these).delete()
    load_rows(NameKey, COLUMNS["NameKey"], sorted(rows, key=lambda row: row[1]))
    return len(some), len(rows), some[-1]


@transaction.atomic
def _relearn(*, people: int, keys: int, by: object, at: dt.datetime) -> int:
    """Learn the words of names anew from the people who stand in the register, and note the whole in the diary."""
    lock_counter()
    met: Counter[str] = Counter()
    for column in _NAMES:
        told = Person.objects.current().values_list(column).annotate(times=Count("pk")).order_by()
        for name, times in told:
            met[name] += times
    NameWord.objects.all().delete()
    learn_names(met)
    words = NameWord.objects.count()
    facts = {"algorithm": ALGORITHM_VERSION, "people": people, "keys": keys, "words": words}
    record(verb="names.rebuilt", subject="register.namekey", by=by, at=at, facts=facts)
    return words
