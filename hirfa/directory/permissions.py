"""Who may keep a page of the directory. Which pages: `ProfileQuerySet.visible_to`; what the public sees: `shown_on`."""

from typing import Final

from django.contrib.auth.models import AnonymousUser

from hirfa.accounts.choices import Role
from hirfa.accounts.models import User
from hirfa.register.permissions import can_open_person

_KEEPERS: Final = frozenset({Role.COUNTER, Role.INSTRUCTING, Role.SIGNATORY, Role.DELEGATE})


def can_keep_profile(user: User | AnonymousUser) -> bool:
    """Record that a holder agrees to appear, and write their page with them: the chamber's officers who open people's files.

    A commission opens files too, to read what is before it: it serves nobody.
    """
    return can_open_person(user) and isinstance(user, User) and user.role in _KEEPERS
