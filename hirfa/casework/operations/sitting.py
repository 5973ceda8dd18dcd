"""A qualification commission sits: cases are put before it, it gives its opinion, its minutes close the sitting."""

import datetime as dt
from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from hirfa.accounts.choices import Role
from hirfa.accounts.models import User
from hirfa.audit.operations import record
from hirfa.core.errors import Refusal
from hirfa.documents.models import StoredFile
from hirfa.reference.choices import Body
from hirfa.reference.models import Chamber

from ..choices import CaseState, Outcome
from ..models import Case, Opinion, Sitting
from .moving import chain_of, lock_case, move


class SittingRefused(Refusal):
    code = "sitting_refused"


@transaction.atomic
def call_sitting(
    *, chamber: Chamber, held_on: dt.date, members: Collection[User], by: object, at: dt.datetime
) -> Sitting:
    """Call a sitting of a chamber's commission. Raises SittingRefused without members, or for a second one on a day."""
    if not members or any(member.role != Role.COMMISSION for member in members):
        raise SittingRefused(_("Name the members of the commission who sit."))
    if Sitting.objects.filter(chamber=chamber, held_on=held_on).exists():
        raise SittingRefused(_("The commission already sits on this day."))
    sitting = Sitting.objects.create(chamber=chamber, held_on=held_on, recorded_at=at)
    sitting.members.set(members)
    facts = {"held_on": f"{held_on}", "members": sorted(member.username for member in members)}
    record(verb="sitting.called", subject=sitting, by=by, at=at, facts=facts, chain=f"chamber:{chamber.code}")
    return sitting


@transaction.atomic
def put_before_sitting(*, case: Case, sitting: Sitting, by: object, at: dt.datetime) -> Opinion:
    """Put a case on a sitting's list. Raises SittingRefused, CaseMoveRefused."""
    case = lock_case(case)
    if case.body != Body.COMMISSION:
        raise SittingRefused(_("The commission does not decide this act."))
    sitting = Sitting.objects.select_for_update(of=("self",)).get(pk=sitting.pk)
    if sitting.closed_at is not None or sitting.chamber_id != case.chamber_id:
        raise SittingRefused(_("This sitting is closed, or is of another chamber."))
    move(case, CaseState.BEFORE_SITTING, by=by, at=at)
    opinion = Opinion.objects.create(sitting=sitting, case=case, recorded_at=at)
    facts = {"sitting": str(sitting.pk)}
    record(verb="case.put_before_sitting", subject=case, by=by, at=at, facts=facts, chain=chain_of(case))
    return opinion


@transaction.atomic
def give_opinion(*, opinion: Opinion, outcome: Outcome, by: object, at: dt.datetime) -> Opinion:
    """Note what the commission thinks of a case, until the sitting is closed. Raises SittingRefused."""
    sitting = Sitting.objects.select_for_update(of=("self",)).get(pk=opinion.sitting_id)
    if sitting.closed_at is not None:
        raise SittingRefused(_("This sitting is closed: its minutes are signed."))
    opinion.outcome = outcome
    opinion.save(update_fields=["outcome"])
    facts = {"outcome": outcome, "sitting": str(sitting.pk)}
    record(verb="opinion.given", subject=opinion.case, by=by, at=at, facts=facts, chain=chain_of(opinion.case))
    return opinion


@transaction.atomic
def close_sitting(*, sitting: Sitting, minutes: StoredFile, by: object, at: dt.datetime) -> Sitting:
    """Close a sitting with its minutes; its cases go on. Raises SittingRefused while an opinion lacks."""
    sitting = Sitting.objects.select_for_update(of=("self",)).get(pk=sitting.pk)
    if sitting.closed_at is not None:
        raise SittingRefused(_("This sitting is closed: its minutes are signed."))
    if sitting.opinions.filter(outcome="").exists():
        raise SittingRefused(_("The commission has not given its opinion on every case."))
    sitting.closed_at, sitting.minutes = at, minutes
    sitting.save(update_fields=["closed_at", "minutes"])
    facts = {"sha256": minutes.sha256, "cases": sitting.opinions.count()}
    chain = f"chamber:{sitting.chamber_id}"
    record(verb="sitting.closed", subject=sitting, by=by, at=at, facts=facts, chain=chain)
    return sitting
