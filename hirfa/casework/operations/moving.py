"""A case passes from state to state, and from hand to hand."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from hirfa.accounts.models import User
from hirfa.audit.operations import actor_text, record
from hirfa.core.dates import legal_day
from hirfa.core.errors import Refusal

from .. import rules
from ..choices import CaseState
from ..models import Case, CaseMove, Note


class CaseMoveRefused(Refusal):
    code = "case_move_refused"


def lock_case(case: Case) -> Case:
    """Return the case as it stands now, its row locked: two officers at once take turns."""
    return Case.objects.select_for_update(of=("self",)).get(pk=case.pk)


def chain_of(case: Case) -> str:
    return f"chamber:{case.chamber_id}"


def move(case: Case, new: CaseState, *, by: object, at: dt.datetime) -> None:
    """Note a move of a locked case, and when it is due then. Raises CaseMoveRefused."""
    if not rules.may_move(case.state, new):
        raise CaseMoveRefused(
            _("Case %(number)s is %(state)s: it cannot become %(new)s. Read the page again.")
            % {"number": case.number, "state": CaseState(case.state).label, "new": new.label}
        )
    day = legal_day(at)
    CaseMove.objects.create(case=case, old=case.state, new=new, on=day, by=actor_text(by), recorded_at=at)
    case.state = new
    case.due_on = _due_on(case)
    case.save(update_fields=["state", "due_on"])


def _due_on(case: Case) -> dt.date | None:
    if not case.is_open:
        return None
    stops = list(case.requests.order_by("pk").values_list("asked_on", "answered_on"))
    return rules.due_on(case.received_on, delay=case.delay, stops=stops)


@transaction.atomic
def take_up_case(*, case: Case, by: User, at: dt.datetime) -> Case:
    """Begin to examine a case that has come in: it is the officer's own from then on. Raises CaseMoveRefused.

    A case goes back under review from elsewhere by the operation that ends what was begun there: pieces that have come,
    a proposal that is sent back.
    """
    case = lock_case(case)
    if case.state != CaseState.RECEIVED:
        raise CaseMoveRefused(
            _("Case %(number)s is %(state)s: a case is taken up once, when it has come in. Read the page again.")
            % {"number": case.number, "state": CaseState(case.state).label}
        )
    move(case, CaseState.UNDER_REVIEW, by=by, at=at)
    case.assigned_to = by
    case.save(update_fields=["assigned_to"])
    record(verb="case.taken_up", subject=case, by=by, at=at, facts={"act": case.act}, chain=chain_of(case))
    return case


@transaction.atomic
def assign_case(*, case: Case, to: User, by: object, at: dt.datetime) -> Case:
    """Give an open case to an officer of its territory. Raises CaseMoveRefused."""
    case = lock_case(case)
    if not case.is_open:
        raise CaseMoveRefused(_("Case %(number)s has ended.") % {"number": case.number})
    if not Case.objects.visible_to(to).filter(pk=case.pk).exists():
        raise CaseMoveRefused(_("This person does not work for the chamber of the case."))
    case.assigned_to = to
    case.save(update_fields=["assigned_to"])
    record(verb="case.assigned", subject=case, by=by, at=at, facts={"to": to.username}, chain=chain_of(case))
    return case


@transaction.atomic
def withdraw_case(*, case: Case, by: object, at: dt.datetime) -> Case:
    """End a case at the person's wish, before it is decided. Raises CaseMoveRefused."""
    case = lock_case(case)
    case.requests.filter(answered_on__isnull=True).update(answered_on=legal_day(at))
    move(case, CaseState.WITHDRAWN, by=by, at=at)
    record(verb="case.withdrawn", subject=case, by=by, at=at, chain=chain_of(case))
    return case


@transaction.atomic
def leave_note(*, case: Case, text: str, by: object, at: dt.datetime) -> Note:
    """Leave a remark for the officers who read the case after."""
    note = Note.objects.create(case=case, text=text, by=actor_text(by), recorded_at=at)
    record(verb="case.noted", subject=case, by=by, at=at, chain=chain_of(case))
    return note
