"""Erasing what may no longer be kept: a case that ended, and a whole person."""

import datetime as dt
from typing import Final

from django.db import transaction
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hirfa.cards.models import Card
from hirfa.casework.models import Case
from hirfa.casework.operations import erase_case
from hirfa.core.dates import legal_day
from hirfa.directory.operations import withdraw_from_directory
from hirfa.directory.queries import find_profile_of
from hirfa.issuing.operations import erase_texts
from hirfa.notifications.choices import Medium
from hirfa.notifications.models import Notification, NotificationQuerySet
from hirfa.notifications.operations import forget_messages
from hirfa.notifications.queries import recipient_hash
from hirfa.reference.queries import get_start_of_period
from hirfa.register.choices import ErasureGround, StandingState
from hirfa.register.models import Application, Entry, EntryRequest, Holder, Paper, Person, Portrait, Standing
from hirfa.register.operations import ErasureRefused, erase_application, erase_person_record, erase_request
from hirfa.register.operations.papers import erase_papers

from .holdings import HOLDINGS, Trail, trail_of

# Why a person is not erased, by the stable word of the reason, in the order in which it is asked.
OBSTACLES: Final[dict[str, Promise]] = {
    "ERASED": _("The data of this person was already erased."),
    "ENTRY_NOT_CLOSED": _("The entry is not closed: the register must keep it."),
    "DELAY_RUNS": _(
        "The entry was closed too short a time ago: what concerns it is kept until the legal delay is over."
    ),
    "CARD_LIVE": _("A card of this person is still good: revoke it first."),
    "CASE_OPEN": _("A request of this person is still being examined."),
    "MESSAGE_WAITS": _("A message to this person is still to be sent."),
}


def list_obstacles(person: Person, *, on: dt.date) -> list[str]:
    """Return why the law or the work keeps a person's data on a day: words of `OBSTACLES`, none when it may be erased."""
    trail = trail_of(person)
    standing = Standing.objects.get(entry=trail.entry, valid_to__isnull=True, retracted_at__isnull=True)
    closed = standing.state == StandingState.CLOSED
    live = Card.objects.live().filter(holder_id=trail.holder_id, expires_on__gte=on)
    answers = {
        "ERASED": person.erased_at is not None,
        "ENTRY_NOT_CLOSED": not closed,
        "DELAY_RUNS": closed and standing.valid_from >= get_start_of_period("personal.closed_entry_kept", on=on),
        "CARD_LIVE": live.exists(),
        "CASE_OPEN": Case.objects.open().filter(pk__in=trail.cases).exists(),
        "MESSAGE_WAITS": _messages(trail).filter(next_try_at__isnull=False).exists(),
    }
    return [word for word in OBSTACLES if answers[word]]


@transaction.atomic
def erase_person(*, holder: Holder, ground: ErasureGround, by: object, at: dt.datetime) -> Person:
    """Erase all that names a person whose entry is closed for longer than the law keeps it, in every app at once.

    What each field becomes stands in the table of personal fields. The craft number stays used, the diary whole, counts
    of the past true. Raises ErasureRefused while the law or the work keeps the data, with its reason.
    """
    Entry.objects.select_for_update(of=("self",)).get(holder=holder)  # acts on the entry wait for their turn
    person = Person.objects.get(pk=holder.pk)
    if obstacles := list_obstacles(person, on=legal_day(at)):
        raise ErasureRefused(OBSTACLES[obstacles[0]], reason=obstacles[0])
    trail = trail_of(person)
    for case in Case.objects.filter(pk__in=trail.cases).order_by("pk"):
        erase_case(case=case, by=by, at=at)
    profile = find_profile_of(holder=holder)
    if profile is not None:
        withdraw_from_directory(profile=profile, by=by, at=at)
    forget_messages(notifications=_messages(trail), by=by, at=at)
    erase_papers(papers=HOLDINGS[Paper](trail), by=by, at=at)
    erase_texts(credentials=trail.credentials, by=by, at=at)
    return erase_person_record(person=person, ground=ground, by=by, at=at)


@transaction.atomic
def erase_closed_case(*, case: Case, by: object, at: dt.datetime) -> Case:
    """Erase a case that has ended, and what the request behind it declared. Raises CaseNotErasable, ErasureRefused.

    A photograph that came with it and shows the person since stays as long as the entry.
    """
    shown = Portrait.objects.filter(file__piece__case=case).values_list("file_id", flat=True)
    case = erase_case(case=case, by=by, at=at, spared=list(shown))
    erase_papers(papers=Paper.objects.filter(case=case), by=by, at=at)
    model, _colon, ident = case.subject.partition(":")
    if case.appeal_of_id is not None:
        return case  # what was declared goes with the first case
    if model == "register.application":
        for application in Application.objects.filter(pk=ident):
            erase_application(application=application, by=by, at=at)
    elif model == "register.entryrequest":
        for request in EntryRequest.objects.filter(pk=ident):
            erase_request(request=request, by=by, at=at)
    return case


def _messages(trail: Trail) -> NotificationQuerySet:
    """What was said about the person's things, or to their telephone and e-mail."""
    person = trail.person
    hashes = [
        recipient_hash(medium=medium, to=to)
        for medium, to in ((Medium.SMS, person.phone), (Medium.EMAIL, person.email))
        if to
    ]
    found: NotificationQuerySet = Notification.objects.filter(
        Q(about__in=trail.all_subjects) | Q(recipient_hash__in=hashes)
    )
    return found
