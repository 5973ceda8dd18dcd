"""Log-in, log-out, and who one is."""

import pytest

from hirfa.audit.models import DiaryLine
from hirfa.indicators.queries import NEUTRAL_VERBS
from hirfa.reference.models import Chamber, Region
from hirfa.web.accounts.forms import TRIES_OF_AN_ADDRESS
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
LOGIN = "/en/login/"


@pytest.fixture
def amina():
    user = UserFactory(username="amina", full_name="Amina", signatory=True)
    user.set_password("a long passphrase")
    user.save()
    return user


def log_in(client, password="a long passphrase", **more):
    address = {"REMOTE_ADDR": more.pop("REMOTE_ADDR")} if "REMOTE_ADDR" in more else {}
    return client.post(LOGIN, {"username": "amina", "password": password, **more}, **address)


def test_amina_logs_in_and_comes_to_her_account(client, amina):
    answer = log_in(client)

    assert answer["Location"] == "/en/account/"
    assert client.session["_auth_user_id"] == str(amina.pk)


def test_her_account_leads_on_to_the_register(client, amina):
    client.force_login(amina)

    page = client.get("/en/account/").content.decode()

    assert '<a class="btn btn-primary" href="/en/register/">' in page
    assert "/en/imports/" not in page  # a signatory loads no file


def test_she_comes_to_the_page_that_she_wanted(client, amina):
    assert log_in(client, next="/fr/account/")["Location"] == "/fr/account/"


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"])
def test_nobody_is_led_to_another_site(client, amina, elsewhere):
    assert log_in(client, next=elsewhere)["Location"] == "/en/account/"


def test_a_wrong_password_and_an_unknown_name_get_the_same_words(client, amina):
    wrong = log_in(client, "not this one").content.decode()
    unknown = client.post(LOGIN, {"username": "nobody", "password": "not this one"}).content.decode()

    assert "do not go together" in wrong
    assert "do not go together" in unknown


def test_after_eight_wrong_tries_even_the_right_password_waits(client, amina):
    for _ in range(8):
        log_in(client, "not this one")

    assert "Too many tries" in log_in(client).content.decode()
    assert "_auth_user_id" not in client.session


def test_a_right_password_forgives_the_wrong_ones(client, amina):
    for _ in range(7):
        log_in(client, "not this one")
    log_in(client)

    for _ in range(7):
        log_in(client, "not this one")
    assert log_in(client)["Location"] == "/en/account/"


def test_one_password_is_not_tried_on_every_log_in_from_one_address(client, amina):
    for number in range(TRIES_OF_AN_ADDRESS):
        client.post(LOGIN, {"username": f"amina{number}", "password": "a common one"})

    assert "Too many tries" in log_in(client).content.decode()
    assert log_in(client, REMOTE_ADDR="10.0.0.2").status_code == 302


def test_who_came_in_and_who_was_refused_stand_in_the_diary_and_what_strangers_typed_does_not(client, amina):
    log_in(client, "not this one")
    client.post(LOGIN, {"username": "my secret passphrase", "password": "x"})
    log_in(client)

    lines = DiaryLine.objects.order_by("pk").values_list("verb", "subject", "actor", "facts")
    assert list(lines) == [
        ("account.login_refused", f"accounts.user:{amina.pk}", "login", {}),
        ("account.login_refused", "accounts.user:unknown", "login", {}),
        ("account.logged_in", f"accounts.user:{amina.pk}", "user:amina", {}),
    ]


def test_a_log_in_does_not_make_figures_stale():
    assert {"account.logged_in", "account.login_refused"} <= set(NEUTRAL_VERBS)


def test_who_left_cannot_log_in(client, amina):
    amina.is_active = False
    amina.save()

    assert "do not go together" in log_in(client).content.decode()


def test_a_link_alone_logs_nobody_out(client, amina):
    client.force_login(amina)

    assert client.get("/en/logout/").status_code == 405
    assert client.post("/en/logout/").status_code == 302
    assert "_auth_user_id" not in client.session


def test_her_account_says_her_role_and_her_chamber_in_words(client, amina):
    region = Region.objects.create(code="03", label_ar="فاس مكناس", label_fr="Fès-Meknès", population=1)
    Chamber.objects.create(
        code="03", region=region, label_ar="غرفة", label_fr="Chambre de Fès", label_en="Chamber of Fes"
    )
    client.force_login(amina)

    page = client.get("/en/account/").content.decode()

    assert "Signatory" in page
    assert "Chamber of Fes" in page
    assert "Revoke and suspend cards" in page


def test_an_analyst_works_for_the_whole_country(client):
    client.force_login(UserFactory(analyst=True))

    assert "The whole country" in client.get("/en/account/").content.decode()
