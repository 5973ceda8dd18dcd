"""Khadija manages the Dar Sanaa of Taounate and applies for Fatima, whom the space serves and who stands before her."""

import datetime as dt
import re

import pytest
from django.utils import timezone

from hirfa.accounts.choices import Role
from hirfa.audit.models import DiaryLine
from hirfa.casework.models import Case
from hirfa.casework.operations import take_up_case
from hirfa.cooperatives.models import MemberApplication
from hirfa.cooperatives.operations import appoint_space_manager
from hirfa.notifications.models import Notification
from hirfa.processes.papers import give_certificate
from hirfa.processes.telling import ask_person_for_pieces
from hirfa.register.models import Application
from hirfa.register.operations import ApplicationRefused, close_draft, content_of, renew_code
from hirfa.register.rules import nia_of
from tests.factories.accounts import UserFactory
from tests.factories.applications import begun, lay_conditions
from tests.factories.casework import AT, samira
from tests.factories.cooperatives import SpaceBeneficiaryFactory, WomenSpaceFactory
from tests.factories.register import lay_reference, register_artisan
from tests.web.applying import ANSWERS, open_file, upload

pytestmark = pytest.mark.django_db
HERE = "/en/applications"
AGREED = {"consent_text": "135 MAD", "consented_at": AT}


def manager_of(space, name="khadija"):
    user = UserFactory(username=name, role=Role.SPACE_MANAGER, scope="region:03")
    appoint_space_manager(user=user, space=space, by="tests", at=AT)
    return user


@pytest.fixture
def space():
    lay_reference()
    lay_conditions()
    return WomenSpaceFactory()


@pytest.fixture
def khadija(client, space):
    user = manager_of(space)
    client.force_login(user)
    return user


@pytest.fixture
def fatima(space):
    return SpaceBeneficiaryFactory(space=space)


def begin_for(client, member, **values):
    return client.post(f"/en/space/members/{member.pk}/", {"language": "fr"} | values)


@pytest.fixture
def address(client, khadija, fatima):
    """The address of a draft that she began for Fatima."""
    begin_for(client, fatima)
    return f"{HERE}/{Application.objects.get().pk}"


def write_all(client, address):
    for step, values in ANSWERS.items():
        if step != "region":
            assert client.post(f"{address}/steps/{step}/", values).status_code == 302, step
    for piece in ("cin", "practice"):
        client.post(f"{address}/steps/piece-{piece}/", {"file": upload()})
    client.post(f"{address}/steps/terms/", {"agree": "on"})


def write_title(client, address):
    client.post(f"{address}/steps/contact/", ANSWERS["contact"])
    since = {"practice_since_day": "1", "practice_since_month": "3", "practice_since_year": "2010"}
    client.post(f"{address}/steps/practice/", since)
    for piece in ("cin", "experience"):
        client.post(f"{address}/steps/piece-{piece}/", {"file": upload()})
    client.post(f"{address}/steps/terms/", {"agree": "on"})


def test_her_page_lists_whom_her_space_serves_and_nobody_else(client, khadija, fatima):
    elsewhere = SpaceBeneficiaryFactory(space=WomenSpaceFactory())
    left = SpaceBeneficiaryFactory(space=fatima.space, valid_to=fatima.valid_from.replace(year=2022))

    page = client.get("/en/space/").content.decode()

    assert "Dar Sanaa de Taounate" in page
    assert f"/en/space/members/{fatima.pk}/" in page
    assert str(elsewhere.pk) not in page
    assert str(left.pk) not in page


def test_she_begins_at_the_chamber_of_the_space_and_hands_over_the_code(client, khadija, fatima):
    page = begin_for(client, fatima).content.decode()

    application = Application.objects.get()
    assert (application.channel, application.chamber_id, application.kind) == ("SPACE", "03", "ARTISAN")
    assert application.language == "fr"
    assert MemberApplication.objects.get().member == fatima
    assert re.search(r'translate="no">(\w{4} ){2}\w{4}<', page)
    [line] = DiaryLine.objects.filter(verb="member_application.begun")
    assert (line.actor, line.facts["space"]) == ("user:khadija", fatima.space.code)


def test_she_writes_and_sends_and_it_lies_on_the_desk_of_the_chamber(client, address):
    assert client.get(f"{address}/steps/region/").status_code == 404
    write_all(client, address)

    answered = client.post(f"{address}/send/")

    case = Case.objects.get()
    assert answered["Location"] == f"{address}/"
    assert (case.chamber_id, case.channel) == ("03", "SPACE")
    assert case.number in client.get(f"{address}/").content.decode()
    assert {line.actor for line in DiaryLine.objects.filter(verb="application.sent")} == {"user:khadija"}
    assert "فاطمة الإدريسي" in client.get("/en/space/").content.decode()


def test_the_consent_says_that_fatima_was_there_and_that_the_manager_recorded_it(client, address):
    client.post(f"{address}/steps/terms/", {"agree": "on"})

    text = Application.objects.get().consent_text
    assert "The person was there in person." in text
    assert "The manager records her agreement here" in text
    assert DiaryLine.objects.get(verb="application.consented").actor == "user:khadija"


def test_what_happens_is_told_to_fatima_s_telephone_in_her_language(client, address):
    write_all(client, address)
    client.post(f"{address}/send/")

    told = Notification.objects.get(kind="case.received")
    assert (told.language, told.recipient) == ("fr", "+212612345678")


def test_she_hands_in_what_the_chamber_asks_fatima_for(client, address, monkeypatch):
    write_all(client, address)
    client.post(f"{address}/send/")
    case, officer, now = Case.objects.get(), samira(), timezone.now() + dt.timedelta(minutes=10)
    take_up_case(case=case, by=officer, at=now)
    ask_person_for_pieces(case=case, codes=["CIN"], words="La photo est floue.", by=officer, at=now)
    monkeypatch.setattr(timezone, "now", lambda: now + dt.timedelta(minutes=10))

    assert "La photo est floue." in client.get(f"{address}/").content.decode()
    assert "La photo est floue." in client.get(f"{address}/pieces/").content.decode()
    answered = client.post(f"{address}/pieces/", {"code": "CIN", "file": upload()})

    case.refresh_from_db()
    assert answered["Location"] == f"{address}/"
    assert case.state == "UNDER_REVIEW"
    assert case.pieces.get(code="CIN", replaced_at__isnull=True).handed_in_by == "user:khadija"


def test_fatima_goes_on_at_home_with_the_code_of_the_slip(client, khadija, fatima):
    page = begin_for(client, fatima).content.decode()
    client.logout()

    open_file(client, re.search(r'translate="no">([^<]+)<', page)[1])

    assert client.get("/ar/apply/steps/name/").status_code == 200


def test_one_application_at_a_time(client, address, fatima):
    answered = begin_for(client, fatima)

    assert answered.status_code == 422
    assert "under way" in answered.content.decode()
    assert Application.objects.count() == 1


def test_nobody_applies_for_who_has_left_the_space(client, khadija, space):
    left = SpaceBeneficiaryFactory(space=space, valid_to=AT.date())

    assert begin_for(client, left).status_code == 422
    assert not Application.objects.exists()


@pytest.fixture
def maalem_address(client, khadija, space):
    """The address of a draft for the title, begun for Fatima, whom the register knows."""
    entry = register_artisan()
    begin_for(client, SpaceBeneficiaryFactory(space=space, holder=entry.holder))
    return f"{HERE}/{Application.objects.get().pk}"


def test_who_is_registered_already_applies_for_the_title_under_her_number(client, maalem_address):
    application = Application.objects.get()

    assert application.kind == "MAALEM"
    assert content_of(application=application) == {"nia": application.holder.nia}
    assert application.holder.nia in client.get(f"{maalem_address}/steps/number/").content.decode()


def test_another_number_than_hers_is_kept_and_never_sent(client, maalem_address):
    other = register_artisan(given_name_latin="Zineb").holder.nia

    answered = client.post(f"{maalem_address}/steps/number/", {"nia": other, "cin": "AB123456"})
    write_title(client, maalem_address)
    sent = client.post(f"{maalem_address}/send/")

    assert answered.status_code == 422
    assert "the craft number of another person" in answered.content.decode()
    assert content_of(application=Application.objects.get())["nia"] == other
    assert sent.status_code == 422
    assert not Case.objects.exists()


def test_at_her_own_door_too_it_is_not_sent_under_another_number(client, maalem_address):
    application = Application.objects.get()
    code = renew_code(application=application, by="tests", at=AT)
    client.logout()
    open_file(client, code, language="en")

    other = register_artisan(given_name_latin="Zineb").holder.nia
    answered = client.post("/en/apply/steps/number/", {"nia": other, "cin": "AB123456"})

    assert answered.status_code == 422
    with pytest.raises(ApplicationRefused):
        close_draft(application=application, by="tests", at=AT)


def test_her_number_written_in_another_way_is_hers(client, maalem_address):
    number = Application.objects.get().holder.nia
    typed = f"{number[:4]} {number[4:]}".translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))

    answered = client.post(f"{maalem_address}/steps/number/", {"nia": typed, "cin": "AB123456"})

    assert answered.status_code == 302


def test_under_her_own_number_the_title_is_asked_for_at_the_chamber(client, maalem_address):
    client.post(f"{maalem_address}/steps/number/", {"nia": Application.objects.get().holder.nia, "cin": "AB123456"})
    write_title(client, maalem_address)

    assert client.post(f"{maalem_address}/send/")["Location"] == f"{maalem_address}/"
    assert Case.objects.get().act == "TITLE_MAALEM"


def test_before_she_is_admitted_the_code_opens_no_paper_of_hers(client, maalem_address):
    application = Application.objects.get()
    give_certificate(entry=application.holder.entry, by="tests", at=AT)
    open_file(client, renew_code(application=application, by="tests", at=AT), language="en")

    assert client.get("/en/apply/file/paper/certificate/").status_code == 404
    assert client.post("/en/apply/file/certificate/").status_code == 404


def test_who_was_admitted_by_her_first_application_is_known_from_then_on(client, khadija, fatima):
    begin_for(client, fatima)
    entry = register_artisan()
    Application.objects.update(state="ADMITTED", holder=entry.holder, sent_on=AT.date(), **AGREED)

    page = client.get(f"/en/space/members/{fatima.pk}/").content.decode()
    begin_for(client, fatima)

    assert entry.holder.nia in page
    assert 'name="nia"' not in page
    assert Application.objects.get(state="DRAFT").holder == entry.holder


def test_she_tells_the_number_that_the_space_does_not_know(client, khadija, fatima):
    number = register_artisan().holder.nia

    begin_for(client, fatima, nia=f"{number[:4]} {number[4:]}")

    application = Application.objects.get()
    assert (application.kind, content_of(application=application)) == ("MAALEM", {"nia": number})
    assert application.holder is None  # told, not known: the signature asks whether it is hers


def test_what_is_no_craft_number_begins_nothing(client, khadija, fatima):
    answered = begin_for(client, fatima, nia="1234567890")

    assert answered.status_code == 422
    assert "its check digits do not agree" in answered.content.decode()
    assert not Application.objects.exists()


def test_a_number_of_nobody_is_answered_as_any_other(client, khadija, fatima):
    """Who may begin an application does not learn from it who is in the register."""
    assert begin_for(client, fatima, nia=nia_of(99_999_999, digits=8)).status_code == 200


PAGES = ["", "steps/name/", "check/", "send/", "pieces/", "code/"]


@pytest.mark.parametrize("page", PAGES)
def test_for_the_manager_of_another_space_it_does_not_exist(client, address, page):
    client.force_login(manager_of(WomenSpaceFactory(), "zineb"))

    assert client.get(f"{address}/{page}").status_code == 404
    assert client.post(f"{address}/{page}").status_code in {404, 405}
    assert Application.objects.get().state == "DRAFT"


def test_another_space_s_member_does_not_exist(client, khadija):
    other = SpaceBeneficiaryFactory(space=WomenSpaceFactory())

    assert client.get(f"/en/space/members/{other.pk}/").status_code == 404
    assert begin_for(client, other).status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_what_others_write_is_not_read_by_a_manager(client, khadija, page):
    application, _code = begun()
    Application.objects.update(chamber_id="03", channel="COUNTER")

    assert client.get(f"{HERE}/{application.pk}/{page}").status_code == 404


@pytest.mark.parametrize("page", ["/en/applications/", "/en/cases/", "/en/register/", "/en/sector/"])
def test_the_offices_of_the_chamber_are_closed_to_her(client, khadija, page):
    assert client.get(page).status_code == 403


@pytest.mark.parametrize("role", ["COUNTER", "SIGNATORY", "AUDITOR"])
def test_the_page_of_a_space_is_for_its_manager(client, khadija, fatima, role):
    client.force_login(UserFactory(role=role))

    assert client.get("/en/space/").status_code == 403
    assert client.get(f"/en/space/members/{fatima.pk}/").status_code == 404


def test_an_account_without_a_space_is_told_so(client, space):
    client.force_login(UserFactory(role=Role.SPACE_MANAGER, scope="region:03"))

    page = client.get("/en/space/").content.decode()

    assert "This account manages no space" in page
    assert space.name_fr not in page


def test_reading_a_file_is_recorded_once_a_day_with_its_purpose(client, address):
    client.get(f"{address}/")
    client.get(f"{address}/check/")

    [line] = DiaryLine.objects.filter(verb="application.file_opened")
    assert (line.actor, line.facts["purpose"], line.chain) == ("user:khadija", "SERVICE", "chamber:03")


def test_her_page_asks_a_constant_number_of_times(client, khadija, space, django_assert_max_num_queries):
    for _ in range(6):
        begin_for(client, SpaceBeneficiaryFactory(space=space))

    with django_assert_max_num_queries(8):
        client.get("/en/space/")
