"""Who may ask for what."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.utils import IntegrityError

from hirfa.accounts.choices import Permission, Role
from hirfa.accounts.operations import AccountNotCreated, create_account
from hirfa.accounts.permissions import may
from hirfa.accounts.rules import DESCRIPTIONS, GRANTS
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("who", "permission", "answer"),
    [
        ({}, Permission.PERSON_OPEN, True),
        ({}, Permission.CARD_REVOKE, False),
        ({"signatory": True}, Permission.CARD_REVOKE, True),
        ({"analyst": True}, Permission.FIGURE_DRILL, True),
        ({"analyst": True}, Permission.PERSON_OPEN, False),
        ({"administrator": True}, Permission.PERSON_OPEN, False),
        ({"signatory": True, "is_active": False}, Permission.CARD_REVOKE, False),
    ],
)
def test_a_role_grants_what_its_description_says(who, permission, answer):
    assert may(UserFactory(**who), permission) is answer


def test_a_stranger_may_nothing():
    assert not any(may(AnonymousUser(), permission) for permission in Permission)


def test_every_role_is_described_and_every_permission_granted_to_someone():
    assert set(DESCRIPTIONS) == set(GRANTS) == set(Role)
    assert set().union(*GRANTS.values()) == set(Permission)


@pytest.mark.parametrize("scope", ["", "chamber:3", "chamber:٠٣", "province:03", "nation "])
def test_an_account_without_a_real_territory_is_refused(scope, at):
    with pytest.raises(AccountNotCreated):
        create_account(username="hafsa", password="a long password", role=Role.COUNTER, scope=scope, by="test", at=at)


def test_the_database_refuses_an_unknown_territory():
    with pytest.raises(IntegrityError):
        UserFactory(scope="moon")
