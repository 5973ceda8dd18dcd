"""A piece comes in from the person: when it is the last of those asked for, the case goes on by itself."""

import datetime as dt

from django.db import transaction

from hirfa.casework.choices import CaseState
from hirfa.casework.models import Case, Piece
from hirfa.casework.operations import hand_in_piece, note_pieces_complete
from hirfa.documents.models import StoredFile


@transaction.atomic
def answer_case(*, case: Case, code: str, file: StoredFile, pages: int, by: object, at: dt.datetime) -> Piece:
    """Hand in a piece to a case; with the last of those asked for it goes on. Raises CasePieceRefused."""
    piece = hand_in_piece(case=case, code=code, file=file, pages=pages, by=by, at=at)
    request = case.requests.filter(answered_on__isnull=True).first()
    if request is not None and case.state == CaseState.PIECES_AWAITED:
        came = case.pieces.filter(recorded_at__gte=request.recorded_at, replaced_at__isnull=True)
        if set(request.codes) <= set(came.values_list("code", flat=True)):
            note_pieces_complete(case=case, by=by, at=at)
    return piece
