"""Who may ask for what with cards. Which cards: `CardQuerySet.visible_to`."""

from hirfa.accounts.choices import Permission
from hirfa.accounts.models import User
from hirfa.accounts.permissions import may


def can_issue_card(user: User) -> bool:
    return may(user, Permission.CARD_ISSUE)


def can_revoke_card(user: User) -> bool:
    """Revoking, suspending and reinstating."""
    return may(user, Permission.CARD_REVOKE)


def can_print_card(user: User) -> bool:
    return may(user, Permission.CARD_PRINT)
