"""What happens to export declarations."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from hirfa.audit.operations import record
from hirfa.core.bulk import load_rows

from .models import Declaration, DeclarationRevision
from .records import DeclarationRecord, RevisionRecord


@transaction.atomic
def load_declarations(
    *, declarations: Iterable[DeclarationRecord], revisions: Iterable[RevisionRecord], by: object, at: dt.datetime
) -> int:
    """Load export declarations with their revisions, in one transaction, and return how many revisions there were."""
    load_rows(Declaration, DeclarationRecord._fields, declarations)
    loaded = load_rows(DeclarationRevision, RevisionRecord._fields, revisions)
    record(verb="exports.loaded", subject="exports.declarationrevision", by=by, at=at, facts={"revisions": loaded})
    return loaded
