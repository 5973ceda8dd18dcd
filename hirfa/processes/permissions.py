"""Who may ask for what about people's data."""

from django.contrib.auth.models import AnonymousUser

from hirfa.accounts.choices import Permission
from hirfa.accounts.models import User
from hirfa.accounts.permissions import may


def can_give_own_data(user: User | AnonymousUser) -> bool:
    """Give people of one's territory a copy of their data."""
    return may(user, Permission.DATA_RIGHTS)


def can_follow_reads(user: User | AnonymousUser) -> bool:
    """See who read a person's file: whoever answers people and reads the diary."""
    return may(user, Permission.DATA_RIGHTS) and may(user, Permission.DIARY_READ)


def can_erase_people(user: User | AnonymousUser) -> bool:
    """Erase what may no longer be kept: the same as follow who read it, so never an officer of a counter."""
    return can_follow_reads(user)
