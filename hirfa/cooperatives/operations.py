"""What happens to cooperatives and women's spaces."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from hirfa.audit.operations import record
from hirfa.core.bulk import load_rows
from hirfa.core.errors import Refusal
from hirfa.register.models import Unit

from .models import (
    AnnualFiling,
    Cooperative,
    Mandate,
    Member,
    SectorActivity,
    SpaceBeneficiary,
    SpaceTrade,
    WomenSpace,
)
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
