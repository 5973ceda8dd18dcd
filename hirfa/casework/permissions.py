"""Who may ask what of cases. Which ones they then see is `visible_to`; what may be done to a case is for the rules."""

from typing import Final

from django.contrib.auth.models import AnonymousUser

from hirfa.accounts.choices import Permission, Role
from hirfa.accounts.models import User
from hirfa.accounts.permissions import may
from hirfa.reference.choices import Body

from .models import Case

_OF_THE_CHAMBER: Final = frozenset({Role.COUNTER, Role.INSTRUCTING, Role.SIGNATORY, Role.DELEGATE, Role.COMMISSION})
# Who works for a body. A commission's opinion is signed by the chamber.
_WORKS_FOR: Final[dict[str, frozenset[Role]]] = {
    Body.CHAMBER: _OF_THE_CHAMBER,
    Body.COMMISSION: _OF_THE_CHAMBER,
    Body.DIRECTORATE: frozenset({Role.DIRECTORATE}),
}


def can_view_cases(user: User | AnonymousUser) -> bool:
    """See the cases of one's territory."""
    return may(user, Permission.CASE_VIEW)


def can_receive_case(user: User | AnonymousUser) -> bool:
    """Take in requests and pieces at the counter."""
    return may(user, Permission.CASE_RECEIVE)


def can_receive_appeal(user: User | AnonymousUser) -> bool:
    """Take in an appeal: at a chamber's counter, or at that of the directorate which will decide it."""
    return may(user, Permission.CASE_RECEIVE) or may(user, Permission.CASE_PREPARE)


def can_assign_case(user: User | AnonymousUser, case: Case) -> bool:
    """Give a case to an officer: those who answer for the body that decides it."""
    return may(user, Permission.CASE_ASSIGN) and _works_for(user, case)


def can_prepare_case(user: User | AnonymousUser, case: Case) -> bool:
    """Examine a case and propose: officers of the body that decides it."""
    return may(user, Permission.CASE_PREPARE) and _works_for(user, case)


def can_sign_case(user: User | AnonymousUser, case: Case) -> bool:
    """Sign: those who sign in their own name for the body that decides, and those who may sign under a delegation."""
    signs = may(user, Permission.CASE_SIGN) or may(user, Permission.CASE_SIGN_FOR)
    return signs and _works_for(user, case)


def can_see_identity_pieces(user: User | AnonymousUser, case: Case) -> bool:
    """See the pieces of a case that show a CIN: who may read one, and whoever has to judge them.

    Those judge them who prepare the case, or the appeal against it, while it is open.
    """
    if may(user, Permission.IDENTITY_READ):
        return True
    if case.is_open and can_prepare_case(user, case):
        return True
    if not may(user, Permission.CASE_PREPARE):
        return False
    return any(can_prepare_case(user, appeal) for appeal in case.appeals.open())


def can_keep_sittings(user: User | AnonymousUser) -> bool:
    """Call the sittings of a commission and keep their minutes."""
    return may(user, Permission.SITTING_KEEP)


def _works_for(user: User | AnonymousUser, case: Case) -> bool:
    return isinstance(user, User) and user.role in _WORKS_FOR[case.body]
