"""A picture of an identity card shows the CIN: who sees it is who may read one, or who has to judge it."""

import pytest
from django.utils import timezone

from hirfa.accounts.choices import Role
from hirfa.casework.choices import Outcome
from hirfa.casework.operations import hand_in_piece, propose_decision, take_up_case
from hirfa.casework.permissions import can_see_identity_pieces
from hirfa.documents.operations import store_file
from hirfa.processes.deciding import decide_case
from tests.factories.accounts import UserFactory
from tests.factories.applications import sent
from tests.factories.casework import AT, REASONS, received_case, samira, youssef
from tests.web.applying import picture
from tests.web.test_cases_shown import appealed, at, page_of

pytestmark = pytest.mark.django_db
WITHHELD = "Its picture is withheld"


def photographed(case, code):
    """A real photograph in a case, and the address of its one page."""
    file = store_file(content=picture(), name=code, by="tests", at=AT)
    piece = hand_in_piece(case=case, code=code, file=file, pages=1, by="tests", at=AT)
    return at("case_piece_page", case.pk, piece.pk, 1)


def test_the_officer_who_examines_sees_the_photograph_and_no_browser_keeps_it(client):
    page = photographed(received_case(), "CIN")
    client.force_login(samira())

    answer = client.get(page)

    assert answer.status_code == 200
    assert answer.content.startswith(b"\x89PNG")
    assert answer["Content-Type"] == "image/png"
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_member_of_the_commission_sees_the_proof_of_skill_and_not_the_identity_card(client):
    _application, case = sent()
    card, proof = photographed(case, "CIN"), photographed(case, "PRACTICE")
    member = UserFactory(role=Role.COMMISSION, scope="chamber:03")

    page = page_of(client, case, member)

    assert WITHHELD in page
    assert (card in page, proof in page) == (False, True)
    assert (client.get(card).status_code, client.get(proof).status_code) == (403, 200)


def test_the_directorate_sees_it_while_it_has_an_appeal_to_judge_and_no_longer(client):
    _application, first = sent()
    piece = first.pieces.get(code="CIN")
    assert WITHHELD in page_of(client, first, youssef())

    case = appealed(first)
    while_open = page_of(client, case, youssef())
    case = take_up_case(case=case, by=youssef(), at=timezone.now())
    propose_decision(
        case=case, outcome=Outcome.REFUSED, ground="NOT_A_CRAFT", **REASONS, by=youssef(), at=timezone.now()
    )
    decide_case(case=case, by=UserFactory(role=Role.DIRECTORATE, scope="region:03"), at=timezone.now())
    afterwards = page_of(client, case, youssef())

    address = at("case_piece_page", first.pk, piece.pk, 1)
    assert (WITHHELD in while_open, address in while_open) == (False, True)
    assert (WITHHELD in afterwards, address in afterwards) == (True, False)
    assert client.get(address).status_code == 403


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        (Role.COUNTER, True),
        (Role.INSTRUCTING, True),
        (Role.SIGNATORY, True),
        (Role.DELEGATE, False),
        (Role.COMMISSION, False),
        (Role.DIRECTORATE, False),
        (Role.AUDITOR, False),
        (Role.MINISTRY_ANALYST, False),
        (Role.ADMINISTRATOR, False),
    ],
)
def test_of_a_chambers_case_its_officers_who_read_a_cin_see_the_identity_card(role, sees):
    scope = "region:03" if role == Role.DIRECTORATE else "chamber:03"

    assert can_see_identity_pieces(UserFactory(role=role, scope=scope), received_case()) is sees
