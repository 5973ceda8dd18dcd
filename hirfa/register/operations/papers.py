"""A paper is signed and kept."""

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from hirfa.casework.models import Case
from hirfa.issuing.operations import PaperOrder, issue_paper

from ..models import Entry, Paper


@transaction.atomic
def keep_paper(
    *,
    order: PaperOrder,
    content: Mapping[str, Any],
    case: Case | None,
    entry: Entry | None,
    by: object,
    at: dt.datetime,
) -> Paper:
    """Sign a paper and keep what it prints, so that it can be printed again as it was.

    `content` is the paper as JSON knows it, days as YYYY-MM-DD. Raises PaperNotIssuable, NoSigningKey.
    """
    credential = issue_paper(order=order, by=by, at=at)
    return Paper.objects.create(
        kind=order.kind,
        number=order.number,
        case=case,
        entry=entry,
        credential=credential,
        content=json.dumps(content, ensure_ascii=False, sort_keys=True),
        issued_on=order.issued_on,
        recorded_at=at,
    )
