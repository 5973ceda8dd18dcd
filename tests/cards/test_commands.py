"""`hirfa issue_cards`, `verify_card`, `revoke_card`, `publish_lists`: what they print and how they end."""

import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from hirfa.cards.choices import MoveReason
from hirfa.cards.management.speech import terminal_language
from hirfa.cards.models import Card
from hirfa.cards.operations import revoke_card
from hirfa.cards.printing import card_png, cards_pdf
from tests.factories.cards import issued_card, lay_card_rules
from tests.factories.issuing import lay_keys
from tests.factories.papers import refusal, signed
from tests.factories.register import artisan, of_marrakech, register

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english_terminal(monkeypatch):
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


def run(*words):
    """Run a command; return what it printed and its exit status."""
    out = io.StringIO()
    try:
        call_command(*words, stdout=out)
    except SystemExit as end:
        return out.getvalue(), end.code
    return out.getvalue(), 0


@pytest.fixture
def card():
    lay_keys(at=timezone.now())
    return issued_card(at=timezone.now())


def test_everyone_who_waits_gets_a_card_and_the_second_run_finds_nobody():
    lay_keys(at=timezone.now())
    lay_card_rules()
    register([artisan(local_number=str(number), cin=f"X{number}") for number in range(3)] + [of_marrakech(cin="Y1")])

    first, _status = run("issue_cards", "--chamber", "03", "--limit", "2")
    second, _status = run("issue_cards")
    third, _status = run("issue_cards")

    assert [line.split()[0] for line in (first, second, third)] == ["2", "2", "0"]
    assert Card.objects.count() == 4


def test_an_unknown_chamber_is_named():
    with pytest.raises(CommandError, match="99"):
        run("issue_cards", "--chamber", "99")


@pytest.mark.parametrize("form", ["text", "png", "pdf"])
def test_a_card_is_checked_from_its_text_its_picture_or_its_document(card, form, tmp_path):
    given = card.credential.text
    if form != "text":
        path = tmp_path / f"card.{form}"
        path.write_bytes(card_png(card)[1] if form == "png" else cards_pdf([card], at=timezone.now()))
        given = str(path)

    printed, status = run("verify_card", given)

    assert status == 0
    assert printed.startswith("Valid (valid)")
    assert "Fatima El Idrissi" in printed
    assert card.number in printed


def test_json_has_stable_words(card):
    printed, status = run("verify_card", card.credential.text, "--json")

    answer = json.loads(printed)
    assert status == 0
    assert (answer["reason"], answer["valid"], answer["status_list_age"]) == ("valid", True, 0)
    assert answer["card"]["number"] == card.number
    assert answer["card"]["expires_on"] == card.expires_on.isoformat()


def test_a_revoked_card_is_refused_with_its_own_status(card):
    printed, _status = run("revoke_card", card.number, "--reason", "STOLEN")
    assert card.number in printed

    printed, status = run("verify_card", card.credential.text)

    assert status == 3
    assert printed.startswith("Revoked (revoked)")


def test_a_letter_is_said_to_be_one_and_is_no_card_at_the_gate(card):
    letter = signed(refusal()).text

    printed, status = run("verify_card", letter)
    answer, _status = run("verify_card", letter, "--json")

    assert status == 6
    assert printed.startswith("Genuine (valid)")
    assert "Paper D/03/2026/000017 of 15/01/2026, about 2026-03-000412" in printed
    assert (json.loads(answer)["card"], json.loads(answer)["paper"]["outcome"]) == (None, "REFUSED")


def test_what_is_no_card_is_refused_and_shows_no_name(card):
    answer, status = run("verify_card", "https://example.com/", "--json")

    assert status == 3
    assert json.loads(answer) == {
        "reason": "malformed",
        "valid": False,
        "kid": None,
        "trust_list_age": None,
        "status_list_age": None,
        "card": None,
    }


def test_a_file_without_a_code_says_so(card, tmp_path):
    path = tmp_path / "front.png"
    path.write_bytes(card_png(card)[0])

    with pytest.raises(CommandError, match="No QR code") as caught:
        run("verify_card", str(path))
    assert caught.value.returncode == 5


def test_a_file_that_is_no_picture_says_so(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_bytes(b"\x00\x01 not a picture")

    with pytest.raises(CommandError, match="neither a picture") as caught:
        run("verify_card", str(path))
    assert caught.value.returncode == 5


def test_a_gate_checks_with_files_alone_and_its_old_files_do_not_know_of_a_later_loss(card, tmp_path):
    run("publish_lists", str(tmp_path / "before"))
    revoke_card(card=card, reason=MoveReason.LOST, by="tests", at=timezone.now())
    run("publish_lists", str(tmp_path / "after"))

    def check(folder, *more):
        lists = ("--trust-list", f"{tmp_path}/{folder}/trust-list.cwt", "--root", f"{tmp_path}/{folder}/root.pem")
        return run("verify_card", card.credential.text, "--json", *lists, *more)

    old, old_status = check("before", "--status-list", f"{tmp_path}/before/status-1.cwt")
    new, new_status = check("after", "--status-list", f"{tmp_path}/after/status-1.cwt")
    none, none_status = check("after")

    assert [json.loads(answer)["reason"] for answer in (old, new, none)] == ["valid", "revoked", "status_unknown"]
    assert [old_status, new_status, none_status] == [0, 3, 4]


def test_a_list_that_was_tampered_with_is_not_used(card, tmp_path):
    run("publish_lists", str(tmp_path))
    path = tmp_path / "trust-list.cwt"
    path.write_bytes(path.read_bytes()[:-1] + b"\x00")

    with pytest.raises(CommandError, match="cannot be used"):
        run("verify_card", card.credential.text, "--trust-list", str(path))


def test_a_status_list_needs_its_trust_list(tmp_path):
    with pytest.raises(CommandError) as caught:
        run("verify_card", "X", "--status-list", str(tmp_path / "x"))

    assert caught.value.returncode == 2


def test_a_card_is_revoked_once(card):
    run("revoke_card", card.number, "--reason", "LOST")

    with pytest.raises(CommandError, match="cannot become"):
        run("revoke_card", card.number, "--reason", "LOST")
    with pytest.raises(CommandError, match="no card C9"):
        run("revoke_card", "C9", "--reason", "LOST")


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({"LC_ALL": "", "LANG": "fr_MA.UTF-8"}, "fr"),
        ({"LC_ALL": "", "LANG": "ar_MA"}, "ar"),
        ({"LC_ALL": "C.UTF-8", "LANG": "fr_MA"}, "en"),
        ({"LC_ALL": "", "LC_MESSAGES": "", "LANG": ""}, "en"),
        ({"LC_ALL": "", "LANG": "de_DE"}, "en"),
    ],
)
def test_a_command_speaks_the_terminal_s_language(monkeypatch, variables, language):
    monkeypatch.delenv("LC_MESSAGES", raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)

    assert terminal_language() == language
