"""The diary in words: its verbs are stable codes, a page says them in the reader's language."""

from collections.abc import Iterable
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hirfa.audit.models import DiaryLine
from hirfa.cards.choices import MoveReason
from hirfa.register.choices import ReadPurpose

from .parts import Happening

VERBS: Final[dict[str, Promise]] = {
    "person.file_opened": _("File opened"),
    "card.issued": _("Card issued"),
    "card.revoked": _("Card revoked"),
    "card.suspended": _("Card suspended"),
    "card.reinstated": _("Card reinstated"),
    "figures.computed": _("Figures computed"),
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
}


def happenings(lines: Iterable[DiaryLine]) -> list[Happening]:
    """Return lines of the diary as a timeline shows them. A verb that has no words yet is shown as it is."""
    return [
        Happening(at=line.at, what=VERBS.get(line.verb, line.verb), who=who(line.actor), detail=detail(line))
        for line in lines
    ]


def who(actor: str) -> str:
    """Return the log-in of a person, or the word of a system process."""
    return actor.removeprefix("user:")


def detail(line: DiaryLine) -> str:
    """Return the purpose or the reason in words, where the line has one."""
    said = [str(words[line.facts[key]]) for key, words in DETAILS.items() if line.facts.get(key) in words]
    return ", ".join(said)
