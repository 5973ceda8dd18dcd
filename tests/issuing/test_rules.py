import pytest

from hirfa.issuing import rules
from hirfa.issuing.choices import CredentialState


@pytest.mark.parametrize(
    ("old", "new", "may"),
    [
        ("VALID", "SUSPENDED", True),
        ("VALID", "REVOKED", True),
        ("SUSPENDED", "VALID", True),
        ("SUSPENDED", "REVOKED", True),
        ("VALID", "VALID", False),
        ("REVOKED", "VALID", False),
        ("REVOKED", "SUSPENDED", False),
    ],
)
def test_how_a_credential_moves(old, new, may):
    assert rules.may_move(old, new) is may


def test_every_state_has_its_moves_and_its_bits():
    assert set(rules.MOVES) == set(rules.STATUS_VALUE) == set(CredentialState.values)
    assert all(value < 1 << rules.STATUS_BITS for value in rules.STATUS_VALUE.values())


def test_the_address_of_a_list_is_short():
    assert rules.status_uri("https://hirfa.example/", 1) == "https://hirfa.example/status/1"
