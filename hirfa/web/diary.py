"""The diary in words: its verbs are stable codes, a page says them in the reader's language."""

from collections.abc import Iterable
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hirfa.audit.models import DiaryLine
from hirfa.cards.choices import MoveReason
from hirfa.casework.choices import Outcome, PageRemark, PieceState
from hirfa.register.choices import ReadPurpose

from .parts import Happening

VERBS: Final[dict[str, Promise]] = {
    "person.file_opened": _("File opened"),
    "card.issued": _("Card issued"),
    "card.revoked": _("Card revoked"),
    "card.suspended": _("Card suspended"),
    "card.reinstated": _("Card reinstated"),
    "figures.computed": _("Figures computed"),
    "application.begun": _("Application begun"),
    "member_application.begun": _("Application begun for a member of a women's space"),
    "space.manager_appointed": _("Manager of the space appointed"),
    "space.manager_ended": _("Management of the space ended"),
    "application.written": _("Application written"),
    "application.piece_added": _("Piece added to the application"),
    "application.consented": _("Consent given"),
    "application.code_renewed": _("Another code given"),
    "application.sent": _("Application sent"),
    "application.concluded": _("Application decided"),
    "piece.page_reviewed": _("Page of a piece read"),
    "piece.judged": _("Piece judged"),
    "entry_request.made": _("Request about the entry made"),
    "entry_request.heard": _("Person heard"),
    "entry_request.concluded": _("Request about the entry decided"),
    "entry.registered": _("Entered in the register"),
    "entry.suspended": _("Entry suspended"),
    "entry.suspension_lifted": _("Suspension lifted"),
    "entry.struck_off": _("Entry closed"),
    "entry.restored": _("Entry restored"),
    "entry.transferred": _("Transferred to another chamber"),
    "entry.workplace_changed": _("Place of work changed"),
    "entry.trade_changed": _("Trade changed"),
    "entry.title_awarded": _("Title awarded"),
    "entry.portrait_changed": _("Portrait changed"),
    "entry.supervisor_named": _("Supervising artisan named"),
    "entry.supervision_ended": _("Supervision ended"),
    "person.name_corrected": _("Name corrected"),
    "application.file_opened": _("Application opened at the counter"),
    "person.data_copied": _("Copy of the data given to the person"),
    "person.reads_shown": _("List of readings looked at"),
    "person.erased": _("Data of the person erased"),
    "application.abandoned": _("Application never sent: erased"),
    "application.erased": _("What was declared is erased"),
    "entry_request.erased": _("What was asked for is erased"),
    "case.erased": _("Pieces and words of the case erased"),
    "case.erasure_asked": _("Erased because the person asked for it"),
    "credential.text_erased": _("Signed text erased"),
    "case.received": _("Case received"),
    "case.taken_up": _("Case taken up"),
    "case.assigned": _("Case assigned"),
    "case.withdrawn": _("Case withdrawn"),
    "case.noted": _("Note left"),
    "case.escalated": _("Late: told to those above"),
    "case.file_opened": _("Case opened"),
    "case.put_before_sitting": _("Put before the commission"),
    "opinion.given": _("Opinion of the commission given"),
    "pieces.asked_for": _("Pieces asked for"),
    "pieces.complete": _("Pieces complete"),
    "piece.handed_in": _("Piece handed in"),
    "decision.proposed": _("Decision proposed"),
    "decision.returned": _("Proposal sent back"),
    "decision.signed": _("Decision signed"),
    "paper.issued": _("Signed paper issued"),
    "delegation.given": _("Signature delegated"),
    "delegation.withdrawn": _("Delegation withdrawn"),
    "sitting.called": _("Sitting of the commission called"),
    "sitting.closed": _("Sitting of the commission closed"),
    "profile.agreed": _("Agreed to appear in the directory"),
    "profile.described": _("Page of the directory written"),
    "profile.withdrawn": _("Consent to appear withdrawn, page erased"),
    "profile.hidden": _("Page of the directory hidden"),
    "profile.shown": _("Page of the directory shown again"),
    "product.added": _("Product added to the page"),
    "product.retired": _("Product taken off the page"),
    "photo.added": _("Photo added to the page"),
    "photo.removed": _("Photo taken off the page"),
}
DETAILS: Final[dict[str, dict[str, Promise]]] = {
    "purpose": {str(value): label for value, label in ReadPurpose.choices},
    "reason": {str(value): label for value, label in MoveReason.choices},
    "outcome": {str(value): label for value, label in Outcome.choices},
    "remark": {str(value): label for value, label in PageRemark.choices},
    "state": {str(value): label for value, label in PieceState.choices},
}
ACTORS: Final[dict[str, Promise]] = {"applicant": _("The person")}


def happenings(lines: Iterable[DiaryLine]) -> list[Happening]:
    """Return lines of the diary as a timeline shows them. A verb that has no words yet is shown as it is."""
    return [
        Happening(at=line.at, what=VERBS.get(line.verb, line.verb), who=who(line.actor), detail=detail(line))
        for line in lines
    ]


def who(actor: str) -> str:
    """Return the log-in of an officer, "the person" for whoever holds a file's code, or the word of a system process."""
    return str(ACTORS.get(actor, actor.removeprefix("user:")))


def detail(line: DiaryLine) -> str:
    """Return the purpose or the reason in words, where the line has one."""
    said = [str(words[line.facts[key]]) for key, words in DETAILS.items() if line.facts.get(key) in words]
    return ", ".join(said)
