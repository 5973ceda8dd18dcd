"""Cases as their pages show them: plain values for the partial templates."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hirfa.accounts.models import User
from hirfa.casework.choices import CaseState, Outcome, PageRemark, PieceState
from hirfa.casework.models import Case, PageReview
from hirfa.casework.permissions import can_see_identity_pieces
from hirfa.casework.queries import PieceAsked, list_pieces_asked
from hirfa.processes.subjects import addressee_of
from hirfa.reference.models import Act, Chamber, Commune, Province, Trade
from hirfa.reference.queries import list_grounds
from hirfa.register.changes import FIELDS_OF
from hirfa.register.choices import ApplicationKind, EntryKind, ReadPurpose, Sex
from hirfa.register.declared import FIELDS
from hirfa.register.models import Application, Entry, EntryRequest
from hirfa.register.operations.applying import content_of
from hirfa.register.operations.requesting import told_after, told_in
from hirfa.register.permissions import can_read_identity, can_view_entries
from hirfa.web.diary import who
from hirfa.web.formats import day_text
from hirfa.web.parts import Cell, Column, Table, Text
from hirfa.web.register.showing import file_address

TONES: Final = {
    CaseState.ACCEPTED: "valid",
    CaseState.REFUSED: "refused",
    CaseState.PIECES_AWAITED: "warning",
    CaseState.PROPOSED: "warning",
}
PIECE_TONES: Final = {PieceState.RECEIVED: "neutral", PieceState.FIT: "valid", PieceState.UNFIT: "refused"}
FIELD_LABELS: Final = {
    "given_name_ar": gettext_lazy("Given name (Arabic)"),
    "family_name_ar": gettext_lazy("Family name (Arabic)"),
    "given_name_latin": gettext_lazy("Given name (Latin)"),
    "family_name_latin": gettext_lazy("Family name (Latin)"),
    "name_ar": gettext_lazy("Name (Arabic)"),
    "name_latin": gettext_lazy("Name (Latin)"),
    "sex": gettext_lazy("Sex"),
    "born_on": gettext_lazy("Born on"),
    "cin": gettext_lazy("CIN"),
    "phone": gettext_lazy("Telephone"),
    "email": gettext_lazy("E-mail"),
    "nia": gettext_lazy("Craft number (NIA)"),
    "ice": gettext_lazy("Common identifier of the enterprise (ICE)"),
    "odco_number": gettext_lazy("Number in the register of cooperatives"),
    "founded_on": gettext_lazy("Founded on"),
    "supervisor_nia": gettext_lazy("Craft number of the supervising artisan"),
    "trade": gettext_lazy("Trade"),
    "province": gettext_lazy("Province"),
    "commune": gettext_lazy("Commune"),
    "chamber": gettext_lazy("Chamber"),
    "address": gettext_lazy("Address"),
    "proof": gettext_lazy("Proof"),
    "practice_since": gettext_lazy("Practises since"),
}
# What each state waits for, said at the head of the decision.
NEXT: Final[dict[str, Promise]] = {
    CaseState.RECEIVED: gettext_lazy("Waits for an officer to take it up. The days to decide are running."),
    CaseState.UNDER_REVIEW: gettext_lazy("Being examined: the pieces are read, then a decision is proposed."),
    CaseState.PIECES_AWAITED: gettext_lazy(
        "Waits for the person. The clock stands still, and the case goes on by itself when the last piece has come."
    ),
    CaseState.BEFORE_SITTING: gettext_lazy("Waits for the opinion of the commission, then for a proposal."),
    CaseState.PROPOSED: gettext_lazy("Waits for a signature. Nothing holds before it is signed."),
    CaseState.ACCEPTED: gettext_lazy("Accepted and signed: it holds, and the person was told."),
    CaseState.REFUSED: gettext_lazy("Refused and signed: the person was told, with the reasons."),
    CaseState.WITHDRAWN: gettext_lazy("Taken back by the person: nothing more is to be done."),
}
PROPOSALS: Final[dict[str, Promise]] = {
    Outcome.ACCEPTED: gettext_lazy("Accept the request"),
    Outcome.REFUSED: gettext_lazy("Refuse the request"),
}
OPINIONS: Final[dict[str, Promise]] = {
    Outcome.ACCEPTED: gettext_lazy("Favourable opinion"),
    Outcome.REFUSED: gettext_lazy("Unfavourable opinion"),
}
_LTR: Final = frozenset({"cin", "phone", "email", "nia", "ice", "odco_number", "supervisor_nia"})
_MODELS: Final = {"trade": Trade, "province": Province, "commune": Commune, "chamber": Chamber}


@dataclass(frozen=True, slots=True)
class Told:
    """A field that was declared: its label, what it says (and said before, for a change), and whether it reads left to right."""

    label: Text
    value: Text
    ltr: bool = False
    before: Text = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a case is about. `file` is the address of the person's file, for who may open it."""

    title: Text
    name_ar: str
    name_latin: str
    told: list[Told]
    file: str = ""
    ground: Text = ""
    heard_on: dt.date | None = None
    heard_words: str = ""


@dataclass(frozen=True, slots=True)
class PageShown:
    number: int
    picture: str
    remark: str
    tone: str


@dataclass(frozen=True, slots=True)
class PieceShown:
    """A piece asked for, with the pages of the one in hand; `is_withheld`: their pictures show a CIN that this user may not read."""

    asked: PieceAsked
    pages: list[PageShown]
    is_withheld: bool = False

    @property
    def is_judged(self) -> bool:
        return self.asked.held is None or self.asked.held.state != PieceState.RECEIVED

    @property
    def tone(self) -> str:
        return PIECE_TONES[PieceState(self.asked.held.state)] if self.asked.held else "neutral"


def act_labels() -> dict[str, str]:
    return {act.code: act.label for act in Act.objects.order_by("valid_from")}


def queue_table(cases: Iterable[Case], *, on: dt.date, page: object, number: str = "") -> Table:
    """Return cases as a list, those that are late marked; `number` is the one that was looked for."""
    labels = act_labels()
    rows = [
        [
            Cell(case.number, url=reverse("web:case", args=[case.pk]), ltr=True),
            Cell(labels.get(case.act, case.act), second=_("Appeal") if case.appeal_of_id else ""),
            Cell(day_text(case.received_on)),
            due_cell(case, on),
            Cell(case.get_state_display(), state=TONES.get(CaseState(case.state), "neutral")),
            Cell(case.assigned_to.username if case.assigned_to else "", ltr=True),
        ]
        for case in cases
    ]
    columns = [_("Number"), _("Act"), _("Received on"), _("Due on"), _("State"), _("Officer")]
    return Table(
        caption=_("Cases of your territory"),
        columns=[Column(label) for label in columns],
        rows=rows,
        page=page,  # type: ignore[arg-type]
        empty=_("No open case found here has this number.") if number else _("Nothing is waiting here."),
        stacked=True,
    )


def due_cell(case: Case, on: dt.date) -> Cell:
    if case.due_on is None:
        return Cell(_("The clock stands still") if case.is_open else "")
    if case.due_on < on:
        return Cell(_("%(day)s, late") % {"day": day_text(case.due_on)}, state="refused")
    return Cell(day_text(case.due_on))


def subject_of(case: Case, *, user: User) -> Subject:
    """Return what a case is about. CIN and contacts only for those who may read them."""
    kind, _colon, ident = case.subject.partition(":")
    name, full = addressee_of(case).name, can_read_identity(user)
    if kind == "register.application":
        application = Application.objects.select_related("holder__entry").get(pk=uuid.UUID(ident))
        content = content_of(application=application)
        told = told_of({field: content[field] for field in FIELDS[application.kind] if field in content}, {}, full=full)
        entry = application.holder.entry if application.holder else None
        return Subject(ApplicationKind(application.kind).label, name.ar, name.fr, told, file_of(entry, user))
    request = EntryRequest.objects.select_related("entry__holder").get(pk=uuid.UUID(ident))
    after = told_after(request)
    grounds = {each.code: each.label for each in list_grounds(case.act, on=case.received_on)}
    return Subject(
        _("Craft number (NIA) %(nia)s") % {"nia": request.entry.holder.nia or ""},
        name.ar,
        name.fr,
        told_of(
            {field: after[field] for field in FIELDS_OF[request.act] if field in after},
            told_in(request.before),
            full=full,
        ),
        file_of(request.entry, user),
        grounds.get(request.ground, ""),
        request.heard_on,
        (request.heard_words or "") if full else "",
    )


def file_of(entry: Entry | None, user: User) -> str:
    """Return the address of a person's file when this user may open it: of one still in another chamber they may not."""
    if entry is None or entry.kind != EntryKind.ARTISAN or not can_view_entries(user):
        return ""
    if not Entry.objects.visible_to(user).filter(pk=entry.pk).exists():
        return ""
    return file_address(entry.pk, ReadPurpose.DECISION)


def told_of(content: Mapping[str, str], before: Mapping[str, str], *, full: bool) -> list[Told]:
    hidden = set() if full else {"cin", "phone", "email", "address"}
    return [
        Told(
            FIELD_LABELS.get(name, name),
            words_of(name, value) if name not in hidden else "•••",
            ltr=name in _LTR,
            before=words_of(name, before[name])
            if before.get(name) and before[name] != value and name not in hidden
            else "",
        )
        for name, value in content.items()
    ]


def words_of(name: str, value: str) -> Text:
    """Return a declared value as a person reads it: the label of a code, a day in words."""
    if not value:
        return ""
    if name in _MODELS:
        found = _MODELS[name]._default_manager.filter(pk=value).first()
        return str(found or value)
    if name == "sex" and value in Sex.values:
        return Sex(value).label
    if name == "proof":
        return _("Diploma") if value == "DIPLOMA" else _("Years of practice")
    if name in {"born_on", "practice_since", "founded_on"}:
        try:
            return day_text(dt.date.fromisoformat(value))
        except ValueError:
            return value
    return value


@dataclass(frozen=True, slots=True)
class NoteShown:
    text: str
    who: str
    at: dt.datetime


def notes_of(case: Case) -> list[NoteShown]:
    """Return the notes left on a case, the last first."""
    return [NoteShown(note.text or "", who(note.by), note.recorded_at) for note in case.notes.order_by("-pk")]


def pieces_of(case: Case, *, user: User) -> list[PieceShown]:
    """Return the pieces asked for with their pages and what was said of each."""
    asked = list_pieces_asked(case)
    full = can_see_identity_pieces(user, case)
    held = [piece.held for piece in asked if piece.held]
    reviews: QuerySet[PageReview] = PageReview.objects.filter(piece__in=held)
    said = {(review.piece_id, review.page): review for review in reviews}
    return [
        PieceShown(
            piece,
            [
                page_shown(case, piece, number, said.get((piece.held.pk, number)))
                for number in range(1, piece.held.pages + 1)
            ]
            if piece.held
            else [],
            piece.shows_cin and not full,
        )
        for piece in asked
    ]


def page_shown(case: Case, piece: PieceAsked, number: int, review: PageReview | None) -> PageShown:
    held = piece.held.pk if piece.held else None
    picture = reverse("web:case_piece_page", args=[case.pk, held, number])
    if review is None:
        return PageShown(number, picture, "", "neutral")
    tone = "valid" if review.remark == PageRemark.CLEAR else "warning"
    return PageShown(number, picture, review.get_remark_display(), tone)
