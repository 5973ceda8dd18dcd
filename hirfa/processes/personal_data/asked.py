"""Erasing, because they ask for it, what people sent who were not accepted (law 09-08, article 8): before the delay would."""

import datetime as dt
from typing import Final

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hirfa.audit.operations import record, subject_text
from hirfa.casework.choices import CaseState
from hirfa.casework.models import Case, CaseQuerySet, Decision
from hirfa.core.dates import legal_day
from hirfa.notifications.models import Notification, NotificationQuerySet
from hirfa.notifications.operations import forget_messages
from hirfa.register.operations import ErasureRefused

from .erasing import erase_closed_case

# Why a case is not erased though the person asks, by the stable word of the reason, in the order in which it is asked.
CASE_OBSTACLES: Final[dict[str, Promise]] = {
    "ERASED": _("What was sent with this case was already erased."),
    "CASE_OPEN": _("This case, or the appeal against it, is still open: it ends first, or the person withdraws it."),
    "ACCEPTED": _("What was asked for was accepted and stands in the register: close the entry first."),
    "APPEAL_POSSIBLE": _("The delay to appeal is not over: without its pieces an appeal could not be judged."),
    "MESSAGE_WAITS": _("A message to this person is still to be sent."),
}


def list_case_obstacles(case: Case, *, on: dt.date) -> list[str]:
    """Return why a case is not erased on a day though its person asks: words of `CASE_OBSTACLES`, none when it may be."""
    cases = _cases_of(case)
    appealable = Decision.objects.filter(case__in=cases, signed_at__isnull=False, appeal_until__gte=on)
    answers = {
        "ERASED": not cases.filter(erased_on__isnull=True).exists(),
        "CASE_OPEN": cases.open().exists(),
        "ACCEPTED": cases.filter(state=CaseState.ACCEPTED).exists(),
        "APPEAL_POSSIBLE": appealable.exclude(case__appeals__isnull=False).exists(),
        "MESSAGE_WAITS": _messages(cases).filter(next_try_at__isnull=False).exists(),
    }
    return [word for word in CASE_OBSTACLES if answers[word]]


@transaction.atomic
def erase_case_as_asked(*, case: Case, by: object, at: dt.datetime) -> Case:
    """Erase a case that ended without acceptance, with its appeal, what was declared, its letters and its messages.

    Its number, moves, days and outcome stay, and so does the diary. Raises ErasureRefused with its reason.
    """
    cases = list(_cases_of(case).select_for_update(of=("self",)))
    if obstacles := list_case_obstacles(case, on=legal_day(at)):
        raise ErasureRefused(CASE_OBSTACLES[obstacles[0]], reason=obstacles[0])
    for each in cases:
        erase_closed_case(case=each, by=by, at=at)
    forget_messages(notifications=_messages(_cases_of(case)), by=by, at=at)
    chain = f"chamber:{case.chamber_id}"
    record(verb="case.erasure_asked", subject=case, by=by, at=at, facts={"case": case.number}, chain=chain)
    case.refresh_from_db()
    return case


def _cases_of(case: Case) -> CaseQuerySet:
    """The case and the appeal against it, the first before the second: they speak of one thing that was asked for."""
    found: CaseQuerySet = Case.objects.about(case.subject).filter(act=case.act).order_by("received_on", "pk")
    return found


def _messages(cases: CaseQuerySet) -> NotificationQuerySet:
    about = {text for each in cases for text in (each.subject, subject_text(each))}
    found: NotificationQuerySet = Notification.objects.filter(about__in=about)
    return found
