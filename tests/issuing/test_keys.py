"""Keys: made once, kept sealed outside the database, rotated without losing what the old one signed."""

import datetime as dt
import stat
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from hirfa.audit.models import DiaryLine
from hirfa.cards.queries import check_text
from hirfa.credentials import kid_of
from hirfa.issuing import keystore
from hirfa.issuing.choices import KeyRole, KeyState
from hirfa.issuing.models import IssuerKey
from hirfa.issuing.operations import make_keys
from hirfa.issuing.queries import NoSigningKey, get_signing_key, get_trust_list, public_key_of
from tests.factories.cards import issued_card
from tests.factories.issuing import AT, lay_keys

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_place(settings, tmp_path):
    settings.HIRFA_VAR = tmp_path
    return tmp_path


def test_an_installation_makes_its_root_and_its_signer_once():
    made = make_keys(by="tests", at=AT)

    assert [key.role for key in made] == [KeyRole.ROOT, KeyRole.SIGNER]
    assert make_keys(by="tests", at=AT) == []
    assert DiaryLine.objects.filter(verb="issuer_key.made").count() == 2


def test_a_key_is_named_by_its_public_half_which_alone_is_in_the_database():
    for key in lay_keys():
        signer = keystore.find_signer(key.kid)

        assert bytes.fromhex(key.kid) == kid_of(public_key_of(key)) == kid_of(signer.public_key())


def test_the_private_half_is_encrypted_and_only_its_owner_reads_it(own_place):
    lay_keys()
    files = sorted(Path(own_place / "keys" / "issuer").iterdir())

    assert len(files) == 3
    for path in files:
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    for path in files[:2]:
        assert path.read_text().startswith("-----BEGIN ENCRYPTED PRIVATE KEY-----")
        with pytest.raises(ValueError, match="password"):
            load_pem_private_key(path.read_bytes(), b"wrong")


def test_the_passphrase_may_come_from_the_environment(monkeypatch, own_place):
    monkeypatch.setenv("HIRFA_KEY_PASSPHRASE", "open sesame")

    key = lay_keys()[0]

    pem = (own_place / "keys" / "issuer" / f"{key.kid}.pem").read_bytes()
    assert load_pem_private_key(pem, b"open sesame")
    assert not (own_place / "keys" / "issuer" / "passphrase").exists()


def test_a_keystore_that_was_lost_is_replaced_and_old_cards_stay_good(settings, tmp_path):
    text = issued_card().credential.text
    settings.HIRFA_VAR = tmp_path / "elsewhere"
    with pytest.raises(NoSigningKey, match="make_keys"):
        get_signing_key(at=AT)

    made = make_keys(by="tests", at=AT + dt.timedelta(seconds=1))

    assert {key.role for key in made} == {KeyRole.ROOT, KeyRole.SIGNER}
    assert get_signing_key(at=AT + dt.timedelta(seconds=2))[0] in made
    assert check_text(text, AT + dt.timedelta(seconds=2)).is_valid


def test_after_its_year_another_key_signs_and_both_are_believed():
    old = issued_card().credential
    later = AT + dt.timedelta(days=400)
    with pytest.raises(NoSigningKey):
        get_signing_key(at=later)

    made = make_keys(by="tests", at=later)

    new = issued_card(at=later, cin="X1", local_number="2").credential
    assert [key.role for key in made] == [KeyRole.SIGNER]
    assert (new.key_id, old.key_id == made[0].kid) == (made[0].kid, False)
    assert check_text(old.text, later).is_valid
    assert check_text(new.text, later).is_valid


def test_a_revoked_key_takes_all_its_cards_with_it():
    text = issued_card().credential.text

    IssuerKey.objects.filter(role=KeyRole.SIGNER).update(state=KeyState.REVOKED)

    assert check_text(text, AT).reason == "unknown_issuer"


def test_a_retired_key_signs_no_more_but_is_believed():
    text = issued_card().credential.text

    IssuerKey.objects.filter(role=KeyRole.SIGNER).update(state=KeyState.RETIRED)

    assert check_text(text, AT).is_valid
    with pytest.raises(NoSigningKey):
        get_signing_key(at=AT)


def test_the_root_signs_no_cards_and_is_not_in_its_own_list():
    root, signer = lay_keys()

    assert [key.kid.hex() for key in get_trust_list(at=AT).keys] == [signer.kid]
    assert get_signing_key(at=AT)[0] == signer != root
