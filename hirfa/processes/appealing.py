"""An appeal against what was decided: a refusal, or an act that was carried out against the person it concerns."""

import datetime as dt
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from hirfa.casework.choices import CaseState, Channel
from hirfa.casework.models import Case
from hirfa.casework.operations import AppealRefused, leave_note, open_appeal
from hirfa.casework.queries import find_standing_decision

# Acts that take something from a person: accepted and carried out, they are appealed against all the same.
AGAINST_THE_PERSON: Final = frozenset({"SUSPENSION", "CLOSURE"})


def is_against_an_act(case: Case) -> bool:
    """Say whether a case is an appeal against an act that was carried out: to accept it is to undo the act."""
    return case.appeal_of is not None and case.appeal_of.state == CaseState.ACCEPTED


def may_be_appealed(case: Case, *, on: dt.date) -> bool:
    """Say whether what was decided of a case can be appealed against on a day; two queries."""
    if not _is_appealable(case):
        return False
    decision = find_standing_decision(case)
    in_time = decision is not None and decision.appeal_until is not None and on <= decision.appeal_until
    return in_time and not case.appeals.exclude(state=CaseState.WITHDRAWN).exists()


@transaction.atomic
def appeal_decision(*, case: Case, channel: Channel, words: str, by: object, at: dt.datetime) -> Case:
    """Open a case against a refusal, a suspension or a closure; what the person says of it is left on it as a note.

    Raises CaseRefused; AppealRefused when nothing was decided that can be appealed against, its delay has passed, or it
    was done before.
    """
    if not _is_appealable(case):
        raise AppealRefused(_("There is no decision here that can be appealed against."))
    appeal = open_appeal(case=case, channel=channel, by=by, at=at)
    if words.strip():
        leave_note(case=appeal, text=words.strip(), by=by, at=at)
    return appeal


def _is_appealable(case: Case) -> bool:
    if case.appeal_of_id is not None:
        return False
    carried_out = case.state == CaseState.ACCEPTED and case.act in AGAINST_THE_PERSON
    return case.state == CaseState.REFUSED or carried_out
