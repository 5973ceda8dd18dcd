"""Papers signed: their codes hold what was ordered, are withdrawn as cards are, and their numbers are used once."""

import datetime as dt

import pytest

from hirfa import credentials
from hirfa.audit.models import DiaryLine
from hirfa.core.dates import end_of_day, start_of_day
from hirfa.documents.letters import digest_of
from hirfa.issuing import rules
from hirfa.issuing.choices import CredentialKind, CredentialState
from hirfa.issuing.models import Credential, StatusList
from hirfa.issuing.operations import PaperNotIssuable, change_credential_state
from hirfa.issuing.queries import NoSigningKey, get_trust_list, list_live_status_lists
from tests.factories.issuing import AT
from tests.factories.papers import DAY, certificate, refusal, signed

pytestmark = pytest.mark.django_db


def check(text, at=AT):
    return credentials.verify(text, get_trust_list(at=at), list_live_status_lists(at=at), at)


def test_a_letter_is_signed_and_kept():
    letter = refusal()

    credential = signed(letter)

    said = check(credential.text).paper
    assert (credential.kind, credential.serial, credential.expires_at) == (CredentialKind.PAPER, letter.number, None)
    assert (said.serial, said.kind, said.outcome, said.subject) == (
        "D/03/2026/000017",
        "DECISION",
        "REFUSED",
        "2026-03-000412",
    )
    assert (said.name, said.second_name, said.chamber) == ("Fatima El Idrissi", "فاطمة الإدريسي", "03")
    assert said.digest == digest_of(letter)
    assert said.not_before == int(start_of_day(DAY).timestamp())
    assert StatusList.objects.get().taken == 1


def test_the_diary_names_the_paper_and_nobody():
    credential = signed(refusal())

    line = DiaryLine.objects.get(verb="paper.issued")
    assert line.subject == f"issuing.credential:{credential.pk}"
    assert set(line.facts) == {"kind", "outcome", "chamber", "digest"}


def test_a_certificate_is_good_to_the_end_of_its_last_day():
    text = signed(certificate()).text
    end = end_of_day(dt.date(2026, 7, 14))

    assert check(text, end - dt.timedelta(minutes=1)).is_valid
    assert check(text, end).reason == "expired"
    assert Credential.objects.get().expires_at == end


def test_a_paper_that_is_withdrawn_is_refused_everywhere():
    credential = signed(refusal())

    change_credential_state(credential=credential, state=CredentialState.REVOKED, by="tests", at=AT)

    assert check(credential.text).reason == "revoked"


def test_a_number_is_used_once():
    signed(refusal())

    with pytest.raises(PaperNotIssuable, match="before"):
        signed(refusal())
    assert Credential.objects.count() == 1


@pytest.mark.parametrize("number", ["", "d/03", "D 03", "قرار-3", "D" * 33, "/3", "D\n"])
def test_a_number_that_cannot_be_read_out_is_refused(number):
    with pytest.raises(PaperNotIssuable, match="capital letters"):
        signed(refusal(number=number))


def test_without_a_key_nothing_is_signed(settings, tmp_path, monkeypatch):
    settings.HIRFA_VAR = tmp_path
    monkeypatch.setattr("tests.factories.papers.lay_keys", list)

    with pytest.raises(NoSigningKey):
        signed(refusal())
    assert not DiaryLine.objects.filter(verb="paper.issued").exists()


@pytest.mark.parametrize(
    ("name", "held"),
    [
        ("", None),
        ("  ", None),
        ("Fatima  El Idrissi ", "Fatima El Idrissi"),
        ("x" * 100, "x" * 100),
        ("x" * 101, "x" * 99 + "…"),
    ],
)
def test_a_name_is_held_in_a_bounded_place(name, held):
    assert rules.paper_name(name) == held
