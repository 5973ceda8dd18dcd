"""What happens to fairs."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from hirfa.audit.operations import record
from hirfa.core.bulk import load_rows

from .models import Exhibitor, Fair, ProgrammeContract, SalesReturn, Stand, VisitCount
from .records import ContractRecord, ExhibitorRecord, FairRecord, SalesRecord, StandRecord, VisitRecord

_OF_EXHIBITOR = ("id", "fair_id", "holder_id", "stand_id", "recorded_at")


@transaction.atomic
def load_fairs(
    *,
    contracts: Iterable[ContractRecord],
    fairs: Iterable[FairRecord],
    stands: Iterable[StandRecord],
    exhibitors: Iterable[ExhibitorRecord],
    visits: Iterable[VisitRecord],
    sales: Iterable[SalesRecord],
    by: object,
    at: dt.datetime,
) -> int:
    """Load fairs with all that is known of them, in one transaction, and return how many there were.

    Raises KeyError for an exhibitor on a stand that does not exist.
    """
    load_rows(ProgrammeContract, ContractRecord._fields, contracts)
    wanted = list(fairs)
    loaded = load_rows(Fair, FairRecord._fields, wanted)
    load_rows(Stand, StandRecord._fields, stands)
    ours = {fair.id for fair in wanted}
    numbers = {
        (fair, number): pk
        for pk, fair, number in Stand.objects.order_by("pk").values_list("pk", "fair_id", "number")
        if fair in ours
    }
    load_rows(
        Exhibitor,
        _OF_EXHIBITOR,
        ((*row[:3], numbers[row.fair_id, row.stand_number], row.recorded_at) for row in exhibitors),
    )
    load_rows(VisitCount, VisitRecord._fields, visits)
    load_rows(SalesReturn, SalesRecord._fields, sales)
    record(verb="fairs.loaded", subject="fairs.fair", by=by, at=at, facts={"fairs": loaded})
    return loaded
