"""What happens to fairs."""

import datetime as dt
import uuid
from collections.abc import Collection, Iterable

from django.db import models, transaction

from hirfa.audit.operations import record
from hirfa.audit.rules import NATIONAL
from hirfa.core.bulk import load_rows
from hirfa.core.dates import legal_day
from hirfa.register.choices import EntryReason

from .choices import FairState
from .models import Exhibitor, Fair, ProgrammeContract, SalesReturn, Stand, VisitCount, Withholding
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


def hold_exhibitors(*, holders: Collection[uuid.UUID]) -> list[Exhibitor]:
    """Return the admissions of these holders, locked until the transaction ends."""
    ours = Exhibitor.objects.filter(holder__in=holders, retracted_at__isnull=True)
    return list(ours.select_for_update().order_by("pk"))


@transaction.atomic
def withhold_admissions(*, holder: uuid.UUID, reason: EntryReason, by: object, at: dt.datetime) -> list[Withholding]:
    """Withhold a holder's admissions to fairs that run or are still to come, from the legal day of `at`.

    One already withheld stays as it is. The stand is kept: the fair's committee may still give it to nobody else.
    """
    withheld = Withholding.objects.filter(exhibitor=models.OuterRef("pk"), lifted_on__isnull=True)
    made = []
    for exhibitor in list(_coming(holder, at=at).filter(~models.Exists(withheld))):
        made.append(Withholding.objects.create(exhibitor=exhibitor, reason=reason, on=legal_day(at), recorded_at=at))
        _tell("exhibitor.withheld", exhibitor, reason=reason, by=by, at=at)
    return made


@transaction.atomic
def lift_withholdings(*, holder: uuid.UUID, by: object, at: dt.datetime) -> list[Withholding]:
    """Admit a holder again, from the legal day of `at`, to the fairs that run or are still to come."""
    lifted = []
    for exhibitor in list(_coming(holder, at=at)):
        held = Withholding.objects.filter(exhibitor=exhibitor, lifted_on__isnull=True).first()
        if held is not None:
            held.lifted_on, held.lift_recorded_at = legal_day(at), at
            held.save(update_fields=["lifted_on", "lift_recorded_at"])
            lifted.append(held)
            _tell("exhibitor.readmitted", exhibitor, reason=EntryReason(held.reason), by=by, at=at)
    return lifted


def _coming(holder: uuid.UUID, *, at: dt.datetime) -> models.QuerySet[Exhibitor]:
    """Return the admissions to fairs not over and not cancelled, in the order of the chains that will tell of them."""
    ours = Exhibitor.objects.filter(holder=holder, retracted_at__isnull=True, fair__ends_on__gte=legal_day(at))
    return ours.exclude(fair__state=FairState.CANCELLED).select_related("fair").order_by("fair__chamber_id", "pk")


def _tell(verb: str, exhibitor: Exhibitor, *, reason: EntryReason, by: object, at: dt.datetime) -> None:
    chamber = exhibitor.fair.chamber_id
    facts = {"fair": exhibitor.fair.code, "holder": str(exhibitor.holder_id), "reason": reason.value}
    chain = f"chamber:{chamber}" if chamber else NATIONAL
    record(verb=verb, subject=exhibitor, by=by, at=at, facts=facts, chain=chain)
