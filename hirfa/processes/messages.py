"""What people are told about their cases. Short: read on a small telephone, without a name or a CIN."""

from hirfa.core.words import gettext_noop as _
from hirfa.notifications.registry import enter_message

RECEIVED = enter_message(
    kind="case.received",
    sms=_("Hirfa: your request %(number)s was received. You will be told what comes next."),
)
ASKED = enter_message(
    kind="case.pieces_asked_for",
    sms=_(
        "Hirfa: papers are lacking for your request %(number)s. Open your file with your code, or come to the chamber."
    ),
)
ACCEPTED = enter_message(
    kind="case.accepted",
    sms=_("Hirfa: your request %(number)s was accepted. The letter is in your file and at the chamber."),
)
REFUSED = enter_message(
    kind="case.refused",
    sms=_("Hirfa: your request %(number)s was refused. The reasons are in the letter. You may appeal until %(day)s."),
)
APPEAL_REFUSED = enter_message(
    kind="case.appeal_refused",
    sms=_("Hirfa: your appeal %(number)s was refused. The reasons are in the letter."),
)
AGAINST = enter_message(
    kind="case.decided_against",
    sms=_(
        "Hirfa: decision %(number)s on your entry was signed. The letter is at the chamber. You may appeal until %(day)s."
    ),
)
