"""What happens to cooperatives and women's spaces."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from hirfa.audit.operations import record
from hirfa.core.bulk import load_rows

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
