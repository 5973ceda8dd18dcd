"""A paper is signed and kept."""

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from django.db import models, transaction

from hirfa.casework.models import Case
from hirfa.issuing.models import Credential
from hirfa.issuing.operations import PaperOrder, erase_texts, issue_paper

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


@transaction.atomic
def erase_papers(*, papers: models.QuerySet[Paper], by: object, at: dt.datetime) -> int:
    """Erase what papers print and the texts that were signed over it; return how many. Number, kind and day stay.

    Whoever still holds one on paper can have its code checked no more than to learn that it was. Raises
    CredentialStateRefused for a certificate that has not run out.
    """
    held = list(papers.order_by("pk"))
    erase_texts(credentials=Credential.objects.filter(paper__in=held), by=by, at=at)
    Paper.objects.filter(pk__in=[paper.pk for paper in held]).update(content="")
    return len(held)
