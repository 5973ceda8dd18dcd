"""What a case holds of people is erased; that it was, and how it ended, stays."""

import datetime as dt
import uuid
from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from hirfa.audit.operations import record
from hirfa.core.dates import legal_day
from hirfa.core.errors import Refusal
from hirfa.documents.operations import erase_file

from ..models import Case
from .moving import chain_of, lock_case


class CaseNotErasable(Refusal):
    code = "case_not_erasable"


@transaction.atomic
def erase_case(*, case: Case, by: object, at: dt.datetime, spared: Collection[uuid.UUID] = ()) -> Case:
    """Destroy the pieces of a case that has ended, and blank the words written on it: requests, notes, reasons.

    Its number, act, moves, outcome, ground and days stay, and so do the hashes of the pieces. `spared` are files that the
    case handed on to something else, which keeps them. Erased before, nothing changes. Raises CaseNotErasable for one that
    is still open.
    """
    case = lock_case(case)
    if case.is_open:
        raise CaseNotErasable(_("Case %(number)s is still open: nothing of it is erased.") % {"number": case.number})
    if case.erased_on is not None:
        return case
    pieces = list(case.pieces.exclude(file__in=spared).select_related("file").order_by("pk"))
    for piece in pieces:
        erase_file(file=piece.file, by=by, at=at)
    case.requests.update(words="")
    case.notes.update(text="")
    case.decisions.update(reasons_ar="", reasons_fr="")
    case.erased_on = legal_day(at)
    case.save(update_fields=["erased_on"])
    facts = {"case": case.number, "pieces": len(pieces)}
    record(verb="case.erased", subject=case, by=by, at=at, facts=facts, chain=chain_of(case))
    return case
