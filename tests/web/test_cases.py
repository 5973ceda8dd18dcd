"""The officer's desk: a case from the queue to the signature, each at their own place."""

import datetime as dt
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from hirfa.accounts.models import Delegation
from hirfa.audit.models import DiaryLine
from hirfa.casework.models import Case, PageReview, Sitting
from hirfa.casework.operations import take_up_case
from hirfa.register.models import Entry
from tests.factories.accounts import UserFactory
from tests.factories.applications import sent
from tests.factories.casework import AT, karim, nadia, proposed_case, received_case, reviewed_case, samira, youssef
from tests.factories.issuing import lay_keys

pytestmark = pytest.mark.django_db
REASONS = {"reasons_ar": "الوثائق كافية", "reasons_fr": "Les pièces suffisent"}


def at(name, *ids):
    return reverse(f"web:{name}", args=ids).replace("/ar/", "/en/")


@pytest.fixture(autouse=True)
def keys_of_today():
    lay_keys(at=timezone.now())


@pytest.fixture
def officer(client):
    client.force_login(samira())
    return samira()


def taken_up():
    """Fatima's application in Samira's hands."""
    _application, case = sent()
    return take_up_case(case=case, by=samira(), at=AT)


def photo():
    made = BytesIO()
    Image.new("RGB", (40, 30), "white").save(made, "JPEG")
    return SimpleUploadedFile("minutes.jpg", made.getvalue(), "image/jpeg")


def test_the_queue_shows_what_is_due_first_and_says_what_is_late(client, officer):
    late = received_case(at=AT - dt.timedelta(days=400))
    recent = received_case(at=timezone.now())

    page = client.get(at("cases")).content.decode()

    assert page.index(late.number) < page.index(recent.number)
    assert "late: its last day has passed" in page


@pytest.mark.parametrize(("which", "shown"), [("examine", 1), ("sign", 1), ("awaited", 0), ("late", 2), ("", 2)])
def test_the_queue_is_cut_by_what_is_to_be_done(client, officer, which, shown):
    received_case(at=AT - dt.timedelta(days=400))
    proposed_case(at=AT - dt.timedelta(days=400))

    table = client.get(at("cases"), {"which": which}).context["table"]

    assert len(table.rows) == shown


@pytest.mark.parametrize("number", [1, 30])
def test_the_queue_asks_the_same_questions_however_many_cases(client, officer, django_assert_max_num_queries, number):
    for _each in range(number):
        received_case()

    with django_assert_max_num_queries(9):
        client.get(at("cases"))


def test_opening_a_case_is_recorded_and_shows_what_is_asked_for(client, officer):
    _application, case = sent()

    page = client.get(at("case", case.pk)).content.decode()

    assert "فاطمة" in page
    assert "ab 123456" in page
    assert DiaryLine.objects.filter(verb="case.file_opened", actor="user:samira").count() == 1


def test_who_may_not_read_a_cin_sees_none(client):
    _application, case = sent()
    client.force_login(youssef())

    page = client.get(at("case", case.pk)).content.decode()

    assert "ab 123456" not in page
    assert "Douar Ouled Ali" not in page


def test_a_case_of_another_chamber_does_not_exist(client):
    case = reviewed_case()
    client.force_login(UserFactory(role="INSTRUCTING", scope="chamber:07"))

    assert client.get(at("case", case.pk)).status_code == 404
    for name in ("case_take_up", "case_ask", "case_propose", "case_sign", "case_return", "case_note", "case_assign"):
        assert client.post(at(name, case.pk)).status_code == 404, name


@pytest.mark.parametrize(
    ("role", "refused"),
    [
        (
            "COUNTER",
            ("case_take_up", "case_ask", "case_propose", "case_sign", "case_return", "case_assign", "case_sit"),
        ),
        ("INSTRUCTING", ("case_sign", "case_return", "case_assign")),
        ("SIGNATORY", ("case_take_up", "case_ask", "case_propose", "case_sit")),
        ("COMMISSION", ("case_take_up", "case_propose", "case_sign")),
    ],
)
def test_each_does_what_their_place_allows(client, role, refused):
    case = reviewed_case()
    client.force_login(UserFactory(role=role))

    for name in refused:
        assert client.post(at(name, case.pk)).status_code == 403, name


@pytest.mark.parametrize("role", ["MINISTRY_ANALYST", "PRINT_OPERATOR", "PARTNER", "ADMINISTRATOR"])
def test_those_who_see_no_cases_are_refused(client, role):
    case = received_case()
    client.force_login(UserFactory(role=role, scope="nation"))

    assert client.get(at("cases")).status_code == 403
    assert client.get(at("case", case.pk)).status_code == 403


def test_from_the_queue_to_the_signature(client, officer):
    _application, case = sent()

    client.post(at("case_take_up", case.pk))
    for piece in case.pieces.all():
        client.post(at("case_read_page", case.pk, piece.pk), {"page": 1, "remark": "CLEAR"})
        client.post(at("case_judge", case.pk, piece.pk), {"state": "FIT"})
    client.post(at("case_propose", case.pk), {"outcome": "ACCEPTED", **REASONS})
    client.force_login(karim())
    answer = client.post(at("case_sign", case.pk), follow=True)

    assert "Signed: it holds from now on" in answer.content.decode()
    assert Case.objects.get().state == "ACCEPTED"
    assert Entry.objects.count() == 1


def test_what_was_typed_stays_when_something_is_wrong(client, officer):
    case = taken_up()

    answer = client.post(
        at("case_propose", case.pk), {"outcome": "ACCEPTED", "reasons_ar": "لا بأس", "reasons_fr": "Rien à redire"}
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Not accepted without" in page
    assert "Rien à redire" in page


def test_two_officers_at_once_get_one_decision_and_a_sentence(client):
    _application, case = sent()
    client.force_login(samira())
    client.post(at("case_take_up", case.pk))
    client.post(at("case_propose", case.pk), {"outcome": "REFUSED", "ground": "NOT_A_CRAFT", **REASONS})
    client.force_login(karim())

    client.post(at("case_sign", case.pk))
    again = client.post(at("case_sign", case.pk), follow=True)

    assert "Nothing is proposed" in again.content.decode()
    assert DiaryLine.objects.filter(verb="decision.signed").count() == 1


def test_pieces_are_asked_for_in_words_that_stay_on_the_page(client, officer):
    _application, case = sent()
    client.post(at("case_take_up", case.pk))

    client.post(at("case_ask", case.pk), {"codes": ["CIN"], "words": "<b>صورة أوضح</b>"})

    page = client.get(at("case", case.pk)).content.decode()
    assert "صورة أوضح" in page
    assert "<b>صورة" not in page


def test_a_page_that_is_not_there_is_not_read(client, officer):
    case = taken_up()
    piece = case.pieces.get(code="CIN")

    answer = client.post(at("case_read_page", case.pk, piece.pk), {"page": 9, "remark": "CLEAR"})

    assert answer.status_code == 422
    assert not PageReview.objects.exists()
    assert client.get(at("case_piece_page", case.pk, piece.pk, 9)).status_code == 404


def test_the_signatory_delegates_and_the_delegate_signs(client):
    _application, case = sent()
    client.force_login(samira())
    client.post(at("case_take_up", case.pk))
    client.post(at("case_propose", case.pk), {"outcome": "REFUSED", "ground": "NOT_A_CRAFT", **REASONS})
    delegate = nadia()
    client.force_login(delegate)
    refused = client.post(at("case_sign", case.pk), follow=True).content.decode()
    client.force_login(karim())
    today = timezone.now().date()
    client.post(
        at("delegations"),
        {
            "taker": str(delegate.pk),
            "acts": ["ENTRY_ARTISAN"],
            "valid_from": today,
            "valid_to": today + dt.timedelta(1),
        },
    )
    client.force_login(delegate)
    client.post(at("case_sign", case.pk))

    assert "No delegation lets you sign" in refused
    assert Case.objects.get().state == "REFUSED"
    assert "by delegation of" in client.get(at("case", case.pk)).content.decode()


def test_a_delegation_is_withdrawn_by_who_gave_it_alone(client):
    samira()
    given = Delegation.objects.create(
        giver=karim(), taker=nadia(), acts=["CLOSURE"], valid_from=AT.date(), valid_to=AT.date(), recorded_at=AT
    )
    client.force_login(UserFactory(signatory=True))
    assert client.post(at("delegation_withdraw", given.pk)).status_code == 404

    client.force_login(karim())
    client.post(at("delegation_withdraw", given.pk))

    given.refresh_from_db()
    assert given.withdrawn_at is not None


def test_an_instructing_officer_gives_no_delegation(client, officer):
    assert client.post(at("delegations"), {}).status_code == 403


def test_a_sitting_is_called_gives_its_opinion_and_is_closed_with_minutes(client, officer):
    case = reviewed_case("CIN", "EXPERIENCE", act="TITLE_MAALEM")
    member = UserFactory(role="COMMISSION")
    client.post(at("sittings"), {"held_on": "2026-01-20", "members": [str(member.pk)]})
    sitting = Sitting.objects.get()
    client.post(at("case_sit", case.pk), {"sitting": str(sitting.pk)})
    early = client.post(at("sitting_close", sitting.pk), {"minutes": photo()})
    opinion = sitting.opinions.get()
    client.post(at("sitting_opinion", sitting.pk, opinion.pk), {"outcome": "ACCEPTED"})

    client.post(at("sitting_close", sitting.pk), {"minutes": photo()})

    sitting.refresh_from_db()
    assert early.status_code == 422
    assert sitting.closed_at is not None


def test_a_sitting_of_another_chamber_does_not_exist(client, officer):
    received_case()
    sitting = Sitting.objects.create(chamber_id="07", held_on=AT.date(), recorded_at=AT)

    assert client.get(at("sitting", sitting.pk)).status_code == 404
