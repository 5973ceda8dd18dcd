"""One log-in for each role, written in docs/demo-country.md. They exist in demonstrations only.

They bear no name: pages then show the role, in the language of the page.
"""

from typing import Final, NamedTuple

from hirfa.accounts.choices import Role
from hirfa.accounts.models import User
from hirfa.accounts.operations import create_account
from hirfa.cooperatives.models import WomenSpace
from hirfa.cooperatives.operations import appoint_space_manager

from .country import BY, NOW

PASSWORD: Final = "hirfa-demonstration"  # noqa: S105 - printed on purpose: nothing here is real


class LogIn(NamedTuple):
    username: str
    role: Role
    scope: str


LOG_INS: Final = (
    LogIn("guichet", Role.COUNTER, "chamber:03"),
    LogIn("instruction", Role.INSTRUCTING, "chamber:03"),
    LogIn("signataire", Role.SIGNATORY, "chamber:03"),
    LogIn("delegue", Role.DELEGATE, "chamber:03"),
    LogIn("commission", Role.COMMISSION, "chamber:03"),
    LogIn("direction", Role.DIRECTORATE, "region:03"),
    LogIn("analyste", Role.MINISTRY_ANALYST, "nation"),
    LogIn("impression", Role.PRINT_OPERATOR, "nation"),
    LogIn("salon", Role.FAIR_AGENT, "region:07"),
    LogIn("partenaire", Role.PARTNER, "nation"),
    LogIn("espace", Role.SPACE_MANAGER, "region:03"),
    LogIn("audit", Role.AUDITOR, "nation"),
    LogIn("donnees", Role.DATA_PROTECTION, "nation"),
    LogIn("admin", Role.ADMINISTRATOR, "nation"),
)


def make_accounts() -> int:
    """Make the log-ins that are missing and return how many were."""
    there = set(User.objects.values_list("username", flat=True))
    missing = [log_in for log_in in LOG_INS if log_in.username not in there]
    for log_in in missing:
        user = create_account(
            username=log_in.username,
            password=PASSWORD,
            role=log_in.role,
            scope=log_in.scope,
            by=BY,
            at=NOW,
        )
        if user.role == Role.SPACE_MANAGER:
            spaces = WomenSpace.objects.visible_to(user).filter(closed_on__isnull=True)
            appoint_space_manager(user=user, space=spaces.earliest("code"), by=BY, at=NOW)
    return len(missing)
