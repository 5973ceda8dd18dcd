"""What has become of an application, told to the person: where it stands, what is asked of them now, what happened when.

No officer is named; what the chamber has proposed and not signed is its own affair, and reads as being examined.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hirfa.casework.choices import CaseState
from hirfa.casework.models import Case, Decision, PieceRequest
from hirfa.core.dates import legal_day
from hirfa.processes.applying import list_cases
from hirfa.reference.choices import Body
from hirfa.reference.queries import list_grounds, list_pieces
from hirfa.register.choices import ApplicationState
from hirfa.register.models import Application
from hirfa.web.formats import day_text, language
from hirfa.web.parts import Happening

STANDS: Final[dict[str, tuple[str, Promise, Promise]]] = {
    CaseState.RECEIVED: (
        "neutral",
        gettext_lazy("It has arrived"),
        gettext_lazy("Your request has arrived. An officer of the chamber will take it up."),
    ),
    CaseState.UNDER_REVIEW: (
        "neutral",
        gettext_lazy("Being examined"),
        gettext_lazy("An officer is reading your request and its pieces."),
    ),
    CaseState.PIECES_AWAITED: (
        "warning",
        gettext_lazy("Waiting for you"),
        gettext_lazy("The examination goes on as soon as your pieces have come. The days do not count meanwhile."),
    ),
    CaseState.BEFORE_SITTING: (
        "neutral",
        gettext_lazy("Before the commission"),
        gettext_lazy("The craft qualification commission sees your request at its next sitting."),
    ),
    CaseState.ACCEPTED: ("valid", gettext_lazy("Accepted"), gettext_lazy("Your request was accepted.")),
    CaseState.REFUSED: (
        "refused",
        gettext_lazy("Refused"),
        gettext_lazy("Your request was refused, for the reasons below."),
    ),
    CaseState.WITHDRAWN: (
        "neutral",
        gettext_lazy("Taken back"),
        gettext_lazy("You took your request back. You may make another one whenever you like."),
    ),
}
# An appeal stands by the same states, in words of its own.
OF_APPEAL: Final[dict[str, Promise]] = {
    CaseState.RECEIVED: gettext_lazy("Your appeal has arrived. Others than those who decided first will decide it."),
    CaseState.UNDER_REVIEW: gettext_lazy("Your appeal is being read by others than those who decided first."),
    CaseState.ACCEPTED: gettext_lazy("Your appeal was heard: the first decision does not stand."),
    CaseState.REFUSED: gettext_lazy("Your appeal was refused, for the reasons below."),
}
_DRAFT: Final = (
    "warning",
    gettext_lazy("Not sent yet"),
    gettext_lazy("What you wrote is kept here and on no other desk: nobody examines it before you send it."),
)
_ABANDONED: Final = (
    "neutral",
    gettext_lazy("Never sent"),
    gettext_lazy("This request was not sent in time and is closed. You may begin another one."),
)
_CHANGES: Final[dict[str, Promise]] = {
    CaseState.UNDER_REVIEW: gettext_lazy("An officer took it up"),
    CaseState.BEFORE_SITTING: gettext_lazy("Put before the commission"),
    CaseState.ACCEPTED: gettext_lazy("Accepted"),
    CaseState.REFUSED: gettext_lazy("Refused"),
    CaseState.WITHDRAWN: gettext_lazy("Taken back"),
}


@dataclass(frozen=True, slots=True)
class Decided:
    """A signed decision in the language of the page."""

    is_refusal: bool
    on: dt.date
    ground: str
    reasons: str
    appeal_until: dt.date | None


@dataclass(frozen=True, slots=True)
class Followed:
    """All that the page of a file says. `asks` is what the person may do now: `write`, `pieces`, `appeal` or nothing."""

    tone: str
    word: object
    sentence: object
    asks: str = ""
    asked: str = ""
    number: str = ""
    number_before: str = ""
    body: str = ""
    due_on: dt.date | None = None
    is_late: bool = False
    request: PieceRequest | None = None
    decided: Decided | None = None
    may_withdraw: bool = False
    timeline: tuple[Happening, ...] = ()


def follow(application: Application, *, on: dt.date) -> Followed:
    """Return what has become of an application by a day: a constant number of queries."""
    cases = list_cases(application)
    tone: str
    word: Promise
    sentence: Promise
    if not cases:
        tone, word, sentence = _DRAFT if application.state == ApplicationState.DRAFT else _ABANDONED
        asks = "write" if application.state == ApplicationState.DRAFT else ""
        return Followed(tone, word, sentence, asks=asks)
    first, case = cases[0], cases[-1]
    labels = {rule.code: rule.label for rule in list_pieces(first.act, on=first.received_on)}
    request = next((each for each in case.requests.all() if each.answered_on is None), None)
    decided = _decided(case)
    tone, word, sentence = STANDS[seen_state(case.state)]
    if case is not first:
        sentence = OF_APPEAL.get(seen_state(case.state), sentence)
    asks, asked = _asks(case, decided, on)
    return Followed(
        tone=tone,
        word=word,
        sentence=sentence,
        asks=asks,
        asked=asked,
        number=case.number,
        number_before=first.number if case is not first else "",
        body=case.chamber.label if case.body != Body.DIRECTORATE else str(Body(case.body).label),
        due_on=case.due_on,
        is_late=case.due_on is not None and case.due_on < on,
        request=request if case.state == CaseState.PIECES_AWAITED else None,
        decided=decided,
        may_withdraw=case.is_open and case is first and application.state == ApplicationState.SENT,
        timeline=_timeline(cases, labels),
    )


def seen_state(state: str) -> str:
    """Return the state of a case as its person is told it: what is proposed and not signed is still being examined."""
    return CaseState.UNDER_REVIEW if state == CaseState.PROPOSED else state


def _decided(case: Case) -> Decided | None:
    decision = _signed(case)
    if decision is None or decision.decided_on is None:
        return None
    grounds = {rule.code: rule.label for rule in list_grounds(case.act, on=case.received_on)}
    return Decided(
        is_refusal=case.state == CaseState.REFUSED,
        on=decision.decided_on,
        ground=grounds.get(decision.ground, ""),
        reasons=(decision.reasons_ar if language() == "ar" else decision.reasons_fr) or "",
        appeal_until=decision.appeal_until,
    )


def _signed(case: Case) -> Decision | None:
    return next((each for each in case.decisions.all() if each.signed_at is not None), None)


def _asks(case: Case, decided: Decided | None, on: dt.date) -> tuple[str, str]:
    """Return the one thing that the person may do now, and its sentence."""
    if case.erased_on is not None:
        return "", _("What you sent was erased on %(day)s.") % {"day": day_text(case.erased_on)}
    if case.state == CaseState.PIECES_AWAITED:
        return "pieces", _("The chamber asks you for something.")
    if decided is not None and decided.is_refusal and decided.appeal_until is not None:
        day = day_text(decided.appeal_until)
        if decided.appeal_until >= on:
            return "appeal", _("You may appeal until %(day)s, that day included.") % {"day": day}
        return "", _("The time to appeal ended on %(day)s.") % {"day": day}
    return "", _("Nothing is asked of you now.")


def _timeline(cases: list[Case], labels: dict[str, str]) -> tuple[Happening, ...]:
    told: list[tuple[dt.datetime, Happening]] = []
    for place, case in enumerate(cases):
        word = _("You appealed") if place else _("You sent your request")
        told.append((case.recorded_at, Happening(case.received_on, word, detail=case.number)))
        told += [
            (move.recorded_at, Happening(move.on, _CHANGES[move.new]))
            for move in case.moves.all()
            if move.new in _CHANGES and not (move.new == CaseState.UNDER_REVIEW and move.old != CaseState.RECEIVED)
        ]
        told += [
            (
                each.recorded_at,
                Happening(
                    each.asked_on, _("Asked of you"), detail=", ".join(labels.get(code, code) for code in each.codes)
                ),
            )
            for each in case.requests.all()
        ]
        told += [
            (
                piece.recorded_at,
                Happening(legal_day(piece.recorded_at), _("You handed in"), detail=labels.get(piece.code, piece.code)),
            )
            for piece in case.pieces.all()
            if piece.recorded_at > case.recorded_at
        ]
    oldest_first = sorted(told, key=lambda each: each[0])  # of one moment: in the order in which it was told above
    return tuple(line for _at, line in oldest_first[::-1])
