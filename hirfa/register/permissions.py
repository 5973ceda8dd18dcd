"""Who may ask what of the register. Which rows they then see is `visible_to`."""

from django.contrib.auth.models import AnonymousUser

from hirfa.accounts.choices import Permission
from hirfa.accounts.models import User
from hirfa.accounts.permissions import may
from hirfa.reference.models import Chamber


def can_view_entries(user: User | AnonymousUser) -> bool:
    """Find entries by number, trade and chamber."""
    return may(user, Permission.ENTRY_VIEW)


def can_open_person(user: User | AnonymousUser) -> bool:
    """See names: search by name and open a person's file."""
    return may(user, Permission.PERSON_OPEN)


def can_read_identity(user: User | AnonymousUser) -> bool:
    """Read a CIN and contacts, and search by CIN."""
    return may(user, Permission.IDENTITY_READ)


def can_take_applications(user: User | AnonymousUser) -> bool:
    """Write applications for people at the counter: officers of a chamber who take in requests, for that chamber."""
    return may(user, Permission.CASE_RECEIVE) and isinstance(user, User) and user.chamber_code is not None


def can_import_register(user: User | AnonymousUser, chamber: Chamber) -> bool:
    """Load a chamber's file: that chamber's own officers, or those of its region or of the nation who hold the right."""
    if not may(user, Permission.REGISTER_IMPORT) or not isinstance(user, User):
        return False
    if user.chamber_code:
        return user.chamber_code == chamber.code
    return user.region_code in {None, chamber.region_id}
