import pytest
from django.contrib.auth.models import AnonymousUser

from hirfa.accounts.choices import Role
from hirfa.cards.permissions import can_issue_card, can_print_card, can_revoke_card
from tests.factories.accounts import UserFactory


@pytest.mark.parametrize(
    ("permission", "roles"),
    [
        (can_issue_card, {Role.INSTRUCTING, Role.SIGNATORY, Role.DELEGATE}),
        (can_revoke_card, {Role.SIGNATORY, Role.DELEGATE}),
        (can_print_card, {Role.COUNTER, Role.SIGNATORY, Role.PRINT_OPERATOR}),
    ],
)
def test_few_roles_may(permission, roles):
    assert {role for role in Role if permission(UserFactory.build(role=role))} == roles


def test_who_left_and_who_is_not_signed_in_may_nothing():
    assert not can_issue_card(UserFactory.build(role=Role.SIGNATORY, is_active=False))
    assert not can_revoke_card(AnonymousUser())
