"""What happens to cooperatives and women's spaces."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from hirfa.accounts.choices import Role
from hirfa.accounts.models import User
from hirfa.audit.operations import record
from hirfa.casework.choices import Channel
from hirfa.core.bulk import load_rows
from hirfa.core.errors import Refusal
from hirfa.reference.models import Chamber
from hirfa.register.choices import ApplicationState
from hirfa.register.faults import SENTENCES
from hirfa.register.models import Application, Unit
from hirfa.register.operations import begin_application, write_application
from hirfa.register.searching import nia_typed

from .models import (
    AnnualFiling,
    Cooperative,
    Mandate,
    Member,
    MemberApplication,
    SectorActivity,
    SpaceBeneficiary,
    SpaceManagement,
    SpaceTrade,
    WomenSpace,
)
from .queries import find_holder
from .records import (
    ActivityRecord,
    BeneficiaryRecord,
    CooperativeRecord,
    FilingRecord,
    MandateRecord,
    MemberRecord,
    SpaceRecord,
    SpaceTradeRecord,
)
from .rules import member_kind


@transaction.atomic
def load_cooperatives(
    *,
    cooperatives: Iterable[CooperativeRecord],
    activities: Iterable[ActivityRecord],
    members: Iterable[MemberRecord],
    mandates: Iterable[MandateRecord],
    filings: Iterable[FilingRecord],
    by: object,
    at: dt.datetime,
) -> int:
    """Load cooperatives with their members and filings, in one transaction, and return how many there were.

    Each is a unit that the register already holds.
    """
    loaded = load_rows(Cooperative, CooperativeRecord._fields, cooperatives)
    load_rows(SectorActivity, ActivityRecord._fields, activities)
    load_rows(Member, MemberRecord._fields, members)
    load_rows(Mandate, MandateRecord._fields, mandates)
    load_rows(AnnualFiling, FilingRecord._fields, filings)
    record(verb="cooperatives.loaded", subject="cooperatives.cooperative", by=by, at=at, facts={"cooperatives": loaded})
    return loaded


class ManagerRefused(Refusal):
    code = "manager_refused"


class MemberRefused(Refusal):
    code = "member_refused"


@transaction.atomic
def appoint_space_manager(*, user: User, space: WomenSpace, by: object, at: dt.datetime) -> SpaceManagement:
    """Make an account that of the manager of a women's space, from now on.

    Raises ManagerRefused for a closed account or space, another role or territory, and while it manages a space.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    if space.closed_on is not None:
        raise ManagerRefused(_("This space has closed: it has no manager any more."))
    if user.role != Role.SPACE_MANAGER:
        raise ManagerRefused(_("Only an account of a manager of a women's space is given a space."))
    if not user.is_active or not WomenSpace.objects.visible_to(user).filter(pk=space.pk).exists():
        raise ManagerRefused(_("This account is closed, or works in another territory."))
    if SpaceManagement.objects.in_office().filter(user=user).exists():
        raise ManagerRefused(_("This account manages a space already."))
    management = SpaceManagement.objects.create(user=user, space=space, recorded_at=at)
    record(verb="space.manager_appointed", subject=space, by=by, at=at, facts={"manager": user.username})
    return management


@transaction.atomic
def end_space_manager(*, management: SpaceManagement, by: object, at: dt.datetime) -> SpaceManagement:
    """End a management at once: what was begun under it stays with the space. Raises ManagerRefused for one that has ended."""
    locked = SpaceManagement.objects.select_for_update(of=("self",)).select_related("space", "user")
    management = locked.get(pk=management.pk)
    if management.ended_at is not None:
        raise ManagerRefused(_("This person no longer manages the space."))
    management.ended_at = at
    management.save(update_fields=["ended_at"])
    facts = {"manager": management.user.username}
    record(verb="space.manager_ended", subject=management.space, by=by, at=at, facts=facts)
    return management


@transaction.atomic
def begin_member_application(
    *, member: SpaceBeneficiary, language: str, nia: str = "", by: object, at: dt.datetime
) -> tuple[Application, str]:
    """Begin an application for somebody whom a space serves, at the chamber of its region; return it with her code.

    Who is not in the register applies to enter it, who is applies for the title of maalem, under her own craft number.
    `nia` is the one that she tells where the space knows none: then it is kept as at a counter, and the signature asks
    whether it is hers. Raises MemberRefused for a text that is no such number, for who has left the space, a space that
    has closed, and while another application of hers is written or examined.
    """
    member = (
        SpaceBeneficiary.objects.select_for_update(of=("self",))
        .select_related("space__province", "holder")
        .get(pk=member.pk)
    )
    if member.valid_to is not None or member.retracted_at is not None or member.space.closed_on is not None:
        raise MemberRefused(_("She is no longer among those whom this space serves."))
    if member.applications.filter(application__state__in=[ApplicationState.DRAFT, ApplicationState.SENT]).exists():
        raise MemberRefused(_("An application of hers is under way: go on with that one."))
    holder = find_holder(member)
    number = (holder.nia or "") if holder else nia_typed(nia)
    if nia and number is None:
        raise MemberRefused(str(SENTENCES["not_nia"]))
    application, code = begin_application(
        kind=member_kind(is_registered=holder is not None or bool(number)),
        channel=Channel.SPACE,
        language=language,
        chamber=Chamber.objects.filter(region_id=member.space.province.region_id).earliest("code"),
        holder=holder,
        by=by,
        at=at,
    )
    if number:
        application = write_application(application=application, content={"nia": number}, chamber=None, by=by, at=at)
    MemberApplication.objects.create(application=application, member=member)
    facts = {"space": member.space.code, "kind": application.kind}
    record(verb="member_application.begun", subject=application, by=by, at=at, facts=facts)
    return application, code


class CooperativeAlreadyKnown(Refusal):
    code = "cooperative_already_known"


@transaction.atomic
def enter_cooperative(
    *, unit: Unit, odco_number: str, founded_on: dt.date, on: dt.date, by: object, at: dt.datetime
) -> Cooperative:
    """Enter a unit that the register has just admitted among the cooperatives, operating in the craft sector from a day.

    Raises CooperativeAlreadyKnown when another bears its number in the central register (law 112-12).
    """
    if Cooperative.objects.filter(odco_number=odco_number).exists():
        raise CooperativeAlreadyKnown(
            _(
                "Another cooperative bears this number of the register of cooperatives. If it is the same one, decide on a"
                " change or on a return to the register; if it was mistyped, ask for the extract again."
            )
        )
    cooperative = Cooperative.objects.create(unit=unit, odco_number=odco_number, founded_on=founded_on, recorded_at=at)
    SectorActivity.objects.create(cooperative=cooperative, valid_from=on, recorded_at=at)
    facts = {"founded_on": founded_on.isoformat(), "operates_from": on.isoformat()}
    record(verb="cooperative.entered", subject=cooperative, by=by, at=at, facts=facts)
    return cooperative


@transaction.atomic
def load_spaces(
    *,
    spaces: Iterable[SpaceRecord],
    trades: Iterable[SpaceTradeRecord],
    beneficiaries: Iterable[BeneficiaryRecord],
    by: object,
    at: dt.datetime,
) -> int:
    """Load women's spaces with those whom they serve, in one transaction, and return how many spaces there were."""
    loaded = load_rows(WomenSpace, SpaceRecord._fields, spaces)
    load_rows(SpaceTrade, SpaceTradeRecord._fields, trades)
    load_rows(SpaceBeneficiary, BeneficiaryRecord._fields, beneficiaries)
    record(verb="spaces.loaded", subject="cooperatives.womenspace", by=by, at=at, facts={"spaces": loaded})
    return loaded
