"""Questions others may ask of cases."""

import datetime as dt
from typing import NamedTuple

from django.db.models import F

from hirfa.accounts.models import User
from hirfa.reference.queries import list_pieces

from .choices import CaseState, PieceState
from .models import Case, CaseQuerySet, Decision, Piece
from .rules import missing_pieces

# What an officer of a body works on, by what is to be done.
TO_EXAMINE = (CaseState.RECEIVED, CaseState.UNDER_REVIEW, CaseState.BEFORE_SITTING)
TO_SIGN = (CaseState.PROPOSED,)
AWAITED = (CaseState.PIECES_AWAITED,)


class PieceAsked(NamedTuple):
    """A piece that a case asks for, with the one in hand and whether it still lacks."""

    code: str
    label: str
    is_required: bool
    one_of: str
    shows_cin: bool
    held: Piece | None
    is_missing: bool


def list_queue(
    *, user: User, states: tuple[CaseState, ...] = (), act: str = "", mine: bool = False, number: str = ""
) -> CaseQuerySet:
    """Return the open cases of someone's territory, those due first at the head, whose clock stands still at the end."""
    cases = Case.objects.visible_to(user).open().select_related("assigned_to", "chamber")
    if states:
        cases = cases.filter(state__in=states)
    if act:
        cases = cases.filter(act=act)
    if mine:
        cases = cases.filter(assigned_to=user)
    if number:
        cases = cases.filter(number__icontains=number)
    return cases.order_by(F("due_on").asc(nulls_last=True), "number")


def list_late(*, user: User, on: dt.date) -> CaseQuerySet:
    """Return the cases of someone's territory whose last day has passed, the latest first."""
    return (
        Case.objects.visible_to(user).late_on(on).select_related("assigned_to", "chamber").order_by("due_on", "number")
    )


def find_standing_decision(case: Case) -> Decision | None:
    """Return what is proposed or decided of a case."""
    standing = case.decisions.filter(returned_at__isnull=True)
    return standing.select_related("proposed_by", "signed_by", "delegation__giver").first()


def list_pieces_asked(case: Case) -> list[PieceAsked]:
    """Return the pieces that a case asks for, in the order of the list; two queries."""
    asked = list_pieces(case.act, on=case.received_on)
    held = {piece.code: piece for piece in case.pieces.filter(replaced_at__isnull=True).select_related("file")}
    usable = {code for code, piece in held.items() if piece.state != PieceState.UNFIT}
    missing = set(missing_pieces([(rule.code, rule.is_required, rule.one_of) for rule in asked], usable))
    return [
        PieceAsked(
            rule.code,
            rule.label,
            rule.is_required,
            rule.one_of,
            rule.shows_cin,
            held.get(rule.code),
            rule.code in missing,
        )
        for rule in asked
    ]


def shows_cin(piece: Piece) -> bool:
    """Say whether a piece in hand is of a kind that shows the CIN, by the list of the day its case came in."""
    asked = list_pieces(piece.case.act, on=piece.case.received_on)
    return any(rule.shows_cin for rule in asked if rule.code == piece.code)
