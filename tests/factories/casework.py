"""Cases as the operations make them, by how far they have come."""

import datetime as dt
from typing import Any

from hirfa.accounts.choices import Role
from hirfa.accounts.models import User
from hirfa.casework.choices import Channel, Outcome, PageRemark, PieceState
from hirfa.casework.models import Case, Piece
from hirfa.casework.operations import (
    hand_in_piece,
    judge_piece,
    open_case,
    propose_decision,
    review_page,
    sign_decision,
    take_up_case,
)
from hirfa.core.ids import new_id
from hirfa.documents.models import StoredFile
from hirfa.reference.files import read_procedure
from hirfa.reference.models import Act, Chamber, Ground, PieceRule
from tests.factories.accounts import UserFactory
from tests.factories.register import lay_reference

AT = dt.datetime(2026, 1, 15, 10, 0, tzinfo=dt.UTC)
REASONS = {"reasons_ar": "الوثائق تثبت المزاولة.", "reasons_fr": "Les pièces établissent l'exercice."}


def lay_procedure() -> None:
    """The acts, pieces and grounds that ship with the product. Twice changes nothing."""
    lay_reference()
    rows = read_procedure()
    for model, name in ((Act, "acts"), (PieceRule, "pieces"), (Ground, "grounds")):
        if not model.objects.exists():
            model.objects.bulk_create([model(**row) for row in rows[name]])


def samira() -> User:
    """The officer who examines files in Fes."""
    return _officer("samira", Role.INSTRUCTING)


def karim() -> User:
    """The signatory of the chamber of Fes."""
    return _officer("karim", Role.SIGNATORY)


def nadia() -> User:
    """The delegate of the chamber of Fes."""
    return _officer("nadia", Role.DELEGATE)


def youssef() -> User:
    """The officer of the regional directorate."""
    return _officer("youssef", Role.DIRECTORATE, scope="region:03")


def _officer(name: str, role: Role, scope: str = "chamber:03") -> User:
    found = User.objects.filter(username=name).first()
    return found or UserFactory(username=name, role=role, scope=scope)


def received_case(*, act: str = "ENTRY_ARTISAN", at: dt.datetime = AT, **how: Any) -> Case:
    """A request of Fatima's that has just come in."""
    lay_procedure()
    usual: dict[str, Any] = {"subject": f"register.application:{new_id()}", "channel": Channel.COUNTER, "by": "tests"}
    chamber = Chamber.objects.get(code=how.pop("chamber", "03"))
    return open_case(act=act, chamber=chamber, at=at, **(usual | how))


def stored_file() -> StoredFile:
    """A file as documents keeps it, without its content."""
    return StoredFile.objects.create(name="piece.jpg", kind="JPEG", size=1000, sha256="ab" * 32, stored_at=AT)


def handed_in(case: Case, *codes: str, at: dt.datetime = AT) -> list[Piece]:
    return [hand_in_piece(case=case, code=code, file=stored_file(), pages=1, by="tests", at=at) for code in codes]


def called_fit(piece: Piece) -> Piece:
    """A piece whose every page was read and found clear."""
    officer = samira()
    for page in range(1, piece.pages + 1):
        review_page(piece=piece, page=page, remark=PageRemark.CLEAR, by=officer, at=AT)
    return judge_piece(piece=piece, state=PieceState.FIT, by=officer, at=AT)


def reviewed_case(*codes: str, **how: Any) -> Case:
    """A case under review in Samira's hands, the pieces named being fit."""
    case = received_case(**how)
    pieces = handed_in(case, *codes)
    case = take_up_case(case=case, by=samira(), at=AT)
    for piece in pieces:
        called_fit(piece)
    return case


def proposed_case(outcome: Outcome = Outcome.REFUSED, **how: Any) -> Case:
    """A case on which Samira has proposed to accept (pieces fit) or to refuse."""
    codes = ("CIN", "PRACTICE") if outcome == Outcome.ACCEPTED else ()
    case = reviewed_case(*codes, **how)
    ground = "" if outcome == Outcome.ACCEPTED else "PIECES_MISSING"
    propose_decision(case=case, outcome=outcome, ground=ground, **REASONS, by=samira(), at=AT)
    case.refresh_from_db()
    return case


def decided_case(outcome: Outcome = Outcome.REFUSED, **how: Any) -> Case:
    """A case that Karim has signed."""
    case = proposed_case(outcome, **how)
    sign_decision(case=case, by=karim(), at=AT)
    case.refresh_from_db()
    return case
