"""One log-in for each role, written in docs/demo-country.md. They exist in demonstrations only."""

from typing import Final, NamedTuple

from hirfa.accounts.choices import Role
from hirfa.accounts.models import User
from hirfa.accounts.operations import create_account

from .country import BY, NOW

PASSWORD: Final = "hirfa-demonstration"  # noqa: S105 - printed on purpose: nothing here is real


class LogIn(NamedTuple):
    username: str
    role: Role
    scope: str
    full_name: str


LOG_INS: Final = (
    LogIn("guichet", Role.COUNTER, "chamber:03", "Demonstration: counter, Fès-Meknès"),
    LogIn("instruction", Role.INSTRUCTING, "chamber:03", "Demonstration: instructing officer, Fès-Meknès"),
    LogIn("signataire", Role.SIGNATORY, "chamber:03", "Demonstration: signatory, Fès-Meknès"),
    LogIn("delegue", Role.DELEGATE, "chamber:03", "Demonstration: delegate, Fès-Meknès"),
    LogIn("commission", Role.COMMISSION, "chamber:03", "Demonstration: commission, Fès-Meknès"),
    LogIn("direction", Role.DIRECTORATE, "region:03", "Demonstration: directorate, Fès-Meknès"),
    LogIn("analyste", Role.MINISTRY_ANALYST, "nation", "Demonstration: ministry analyst"),
    LogIn("impression", Role.PRINT_OPERATOR, "nation", "Demonstration: print operator"),
    LogIn("salon", Role.FAIR_AGENT, "region:07", "Demonstration: fair agent, Marrakech-Safi"),
    LogIn("partenaire", Role.PARTNER, "nation", "Demonstration: partner"),
    LogIn("audit", Role.AUDITOR, "nation", "Demonstration: auditor"),
    LogIn("donnees", Role.DATA_PROTECTION, "nation", "Demonstration: data protection"),
    LogIn("admin", Role.ADMINISTRATOR, "nation", "Demonstration: administrator"),
)


def make_accounts() -> int:
    """Make the log-ins that are missing and return how many were."""
    there = set(User.objects.values_list("username", flat=True))
    missing = [log_in for log_in in LOG_INS if log_in.username not in there]
    for log_in in missing:
        create_account(
            username=log_in.username,
            password=PASSWORD,
            role=log_in.role,
            scope=log_in.scope,
            full_name=log_in.full_name,
            by=BY,
            at=NOW,
        )
    return len(missing)
