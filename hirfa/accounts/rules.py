"""Who holds what, and what a scope covers. Plain values only."""

from typing import Final

from hirfa.core.words import gettext_noop

from .choices import Permission, Role

P = Permission

DESCRIPTIONS: Final[dict[Role, str]] = {
    Role.COUNTER: gettext_noop("Receives people at a chamber's counter, opens their file, hands over cards."),
    Role.INSTRUCTING: gettext_noop("Examines files of a chamber and prepares decisions."),
    Role.SIGNATORY: gettext_noop("Signs the acts of a chamber; issues and revokes cards."),
    Role.DELEGATE: gettext_noop("Signs in the place of the signatory, for the acts and the period of the delegation."),
    Role.COMMISSION: gettext_noop("Sits on a craft qualification commission and reads the files before it."),
    Role.DIRECTORATE: gettext_noop("Follows the chambers of a region for the State's own services."),
    Role.MINISTRY_ANALYST: gettext_noop("Reads every figure and the records behind it, without names."),
    Role.PRINT_OPERATOR: gettext_noop("Prints cards; sees what a card shows and nothing else."),
    Role.FAIR_AGENT: gettext_noop("Checks cards and counts visitors at a fair."),
    Role.PARTNER: gettext_noop("Asks whether a card is valid; learns yes or no."),
    Role.SPACE_MANAGER: gettext_noop(
        "Writes and follows applications for the members of one women's space; sees nobody else's."
    ),
    Role.AUDITOR: gettext_noop("Reads the diary and the figures; changes nothing."),
    Role.DATA_PROTECTION: gettext_noop("Follows who read what, and answers people about their data (law 09-08)."),
    Role.ADMINISTRATOR: gettext_noop("Manages accounts and loads files; opens no person's file."),
}

GRANTS: Final[dict[Role, frozenset[Permission]]] = {
    Role.COUNTER: frozenset(
        {
            *(P.ENTRY_VIEW, P.PERSON_OPEN, P.IDENTITY_READ, P.CARD_PRINT, P.CASE_VIEW, P.CASE_RECEIVE),
            P.DATA_RIGHTS,
        }
    ),
    Role.INSTRUCTING: frozenset(
        {
            *(P.ENTRY_VIEW, P.PERSON_OPEN, P.IDENTITY_READ, P.REGISTER_IMPORT, P.CARD_ISSUE, P.SECTOR_VIEW),
            *(P.CASE_VIEW, P.CASE_RECEIVE, P.CASE_PREPARE, P.SITTING_KEEP),
        }
    ),
    Role.SIGNATORY: frozenset(
        {
            P.ENTRY_VIEW,
            P.PERSON_OPEN,
            P.IDENTITY_READ,
            P.CARD_ISSUE,
            P.CARD_REVOKE,
            P.CARD_PRINT,
            P.SECTOR_VIEW,
            P.FIGURE_DRILL,
            P.CASE_VIEW,
            P.CASE_ASSIGN,
            P.CASE_SIGN,
        }
    ),
    Role.DELEGATE: frozenset(
        {P.ENTRY_VIEW, P.PERSON_OPEN, P.CARD_ISSUE, P.CARD_REVOKE, P.CASE_VIEW, P.CASE_ASSIGN, P.CASE_SIGN_FOR}
    ),
    Role.COMMISSION: frozenset({P.ENTRY_VIEW, P.PERSON_OPEN, P.CASE_VIEW}),
    Role.DIRECTORATE: frozenset(
        {
            *(P.ENTRY_VIEW, P.SECTOR_VIEW, P.FIGURE_DRILL, P.CASE_VIEW, P.CASE_PREPARE, P.CASE_ASSIGN, P.CASE_SIGN),
            P.SPACE_APPOINT,
        }
    ),
    Role.MINISTRY_ANALYST: frozenset({P.ENTRY_VIEW, P.SECTOR_VIEW, P.FIGURE_DRILL}),
    Role.PRINT_OPERATOR: frozenset({P.CARD_PRINT}),
    Role.FAIR_AGENT: frozenset(),
    Role.PARTNER: frozenset(),
    Role.SPACE_MANAGER: frozenset({P.MEMBER_APPLY}),
    Role.AUDITOR: frozenset({P.ENTRY_VIEW, P.SECTOR_VIEW, P.FIGURE_DRILL, P.DIARY_READ}),
    Role.DATA_PROTECTION: frozenset({P.DIARY_READ, P.DATA_RIGHTS}),
    Role.ADMINISTRATOR: frozenset({P.REGISTER_IMPORT, P.SPACE_APPOINT}),
}

NATION: Final = "nation"


def holds(role: str, permission: Permission) -> bool:
    """Say whether a role grants a permission. An unknown role grants nothing."""
    return role in GRANTS and permission in GRANTS[Role(role)]


def scope_is_valid(scope: str) -> bool:
    """A scope is `nation`, `region:NN` or `chamber:NN`."""
    if scope == NATION:
        return True
    kind, _, code = scope.partition(":")
    return kind in {"region", "chamber"} and len(code) == 2 and code.isascii() and code.isdigit()
