"""Cases whose last day has passed are told to those above, once."""

import datetime as dt

from django.db import transaction

from hirfa.audit.operations import record
from hirfa.core.dates import legal_day

from ..models import Case
from .moving import chain_of


@transaction.atomic
def escalate_late_cases(*, by: object, at: dt.datetime, most: int = 500) -> list[Case]:
    """Mark the late cases that were not told yet, and return them. Called by `hirfa run_due`; twice a day does no harm."""
    day = legal_day(at)
    late = Case.objects.late_on(day).filter(escalated_on__isnull=True).select_for_update(of=("self",), skip_locked=True)
    cases = list(late.order_by("due_on", "pk")[:most])
    for case in cases:
        case.escalated_on = day
        case.save(update_fields=["escalated_on"])
        record(
            verb="case.escalated", subject=case, by=by, at=at, facts={"due_on": f"{case.due_on}"}, chain=chain_of(case)
        )
    return cases
