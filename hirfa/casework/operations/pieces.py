"""Pieces are handed in, read page by page, and asked for when they lack."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from hirfa.audit.operations import actor_text, record
from hirfa.core.dates import legal_day
from hirfa.core.errors import Refusal
from hirfa.documents.models import StoredFile
from hirfa.reference.queries import list_pieces

from ..choices import CaseState, PageRemark, PieceState
from ..models import Case, PageReview, Piece, PieceRequest
from .moving import chain_of, lock_case, move


class CasePieceRefused(Refusal):
    code = "case_piece_refused"


@transaction.atomic
def hand_in_piece(*, case: Case, code: str, file: StoredFile, pages: int, by: object, at: dt.datetime) -> Piece:
    """Add a piece to an open case; one of the same kind is replaced and stays readable. Raises CasePieceRefused.

    The file was checked and made anew by `documents` before: nothing that was sent is kept as it came.
    """
    case = lock_case(case)
    if not case.is_open or case.state == CaseState.PROPOSED:
        raise CasePieceRefused(
            _("Case %(number)s takes no more pieces: it is decided or about to be.") % {"number": case.number}
        )
    if code not in {rule.code for rule in list_pieces(case.act, on=case.received_on)}:
        raise CasePieceRefused(_("This piece is not one of those that the request asks for."))
    case.pieces.filter(code=code, replaced_at__isnull=True).update(replaced_at=at)
    piece = Piece.objects.create(
        case=case, code=code, file=file, pages=pages, handed_in_by=actor_text(by), recorded_at=at
    )
    facts = {"case": case.number, "code": code, "sha256": file.sha256}
    record(verb="piece.handed_in", subject=piece, by=by, at=at, facts=facts, chain=chain_of(case))
    return piece


@transaction.atomic
def ask_for_pieces(*, case: Case, codes: list[str], words: str, by: object, at: dt.datetime) -> PieceRequest:
    """Ask the person for pieces and stop the clock until they come. Raises CasePieceRefused and CaseMoveRefused."""
    case = lock_case(case)
    known = {rule.code for rule in list_pieces(case.act, on=case.received_on)}
    if not codes or not set(codes) <= known:
        raise CasePieceRefused(_("Choose the pieces to ask for."))
    if not words.strip():
        raise CasePieceRefused(_("Say in words what is lacking: the person reads them."))
    request = PieceRequest.objects.create(
        case=case, codes=codes, words=words, asked_on=legal_day(at), asked_by=actor_text(by), recorded_at=at
    )
    move(case, CaseState.PIECES_AWAITED, by=by, at=at)
    record(verb="pieces.asked_for", subject=case, by=by, at=at, facts={"codes": codes}, chain=chain_of(case))
    return request


@transaction.atomic
def note_pieces_complete(*, case: Case, by: object, at: dt.datetime) -> Case:
    """Take the case up again when every piece asked for has come: the clock goes on. Raises CasePieceRefused."""
    case = lock_case(case)
    request = case.requests.filter(answered_on__isnull=True).first()
    if request is None:
        raise CasePieceRefused(_("No piece is being awaited."))
    came = set(
        case.pieces.filter(recorded_at__gte=request.recorded_at, replaced_at__isnull=True).values_list(
            "code", flat=True
        )
    )
    if not set(request.codes) <= came:
        raise CasePieceRefused(_("Some of the pieces asked for have not come yet."))
    request.answered_on = legal_day(at)
    request.save(update_fields=["answered_on"])
    move(case, CaseState.UNDER_REVIEW, by=by, at=at)
    record(verb="pieces.complete", subject=case, by=by, at=at, chain=chain_of(case))
    return case


@transaction.atomic
def review_page(*, piece: Piece, page: int, remark: PageRemark, by: object, at: dt.datetime) -> PageReview:
    """Say what one page is worth; said again, the last word holds, and a fit piece whose page is not clear is judged anew.

    Raises CasePieceRefused for a page that is not there.
    """
    case = lock_case(piece.case)
    if case.state != CaseState.UNDER_REVIEW:
        raise CasePieceRefused(_("Pieces are read while the case is under review."))
    if not 1 <= page <= piece.pages:
        raise CasePieceRefused(_("This piece has no page %(page)s.") % {"page": page})
    review, _made = PageReview.objects.update_or_create(
        piece=piece, page=page, defaults={"remark": remark, "by": actor_text(by), "recorded_at": at}
    )
    if remark != PageRemark.CLEAR:
        Piece.objects.filter(pk=piece.pk, state=PieceState.FIT).update(state=PieceState.RECEIVED)
    facts = {"case": case.number, "page": page, "remark": remark}
    record(verb="piece.page_reviewed", subject=piece, by=by, at=at, facts=facts, chain=chain_of(case))
    return review


@transaction.atomic
def judge_piece(*, piece: Piece, state: PieceState, by: object, at: dt.datetime) -> Piece:
    """Call a piece fit or not. Raises CasePieceRefused for a fit one with pages that nobody called clear."""
    case = lock_case(piece.case)
    if case.state != CaseState.UNDER_REVIEW:
        raise CasePieceRefused(_("Pieces are read while the case is under review."))
    piece = Piece.objects.select_for_update(of=("self",)).get(pk=piece.pk)
    clear = piece.reviews.filter(remark=PageRemark.CLEAR).count()
    if state == PieceState.FIT and clear < piece.pages:
        raise CasePieceRefused(
            _("Read every page first: %(clear)s of %(pages)s are clear.") % {"clear": clear, "pages": piece.pages}
        )
    piece.state = state
    piece.save(update_fields=["state"])
    record(verb="piece.judged", subject=piece, by=by, at=at, facts={"state": state}, chain=chain_of(case))
    return piece
