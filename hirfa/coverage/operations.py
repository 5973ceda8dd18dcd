"""What happens to social cover."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from hirfa.audit.operations import record
from hirfa.core.bulk import load_rows

from .models import CoverStatus
from .records import CoverRecord


@transaction.atomic
def load_cover(*, statuses: Iterable[CoverRecord], by: object, at: dt.datetime) -> int:
    """Load where holders stand with the fund, in one transaction, and return how many rows there were."""
    loaded = load_rows(CoverStatus, CoverRecord._fields, statuses)
    record(verb="cover.loaded", subject="coverage.coverstatus", by=by, at=at, facts={"rows": loaded})
    return loaded
