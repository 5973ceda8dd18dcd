"""What the pages of a draft show: what was typed, in words; trades by branch; the piece in hand."""

import base64
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from PIL import Image

from hirfa.core.dates import legal_day
from hirfa.documents.choices import FileKind
from hirfa.documents.queries import get_content
from hirfa.names import bare
from hirfa.reference.models import Commune, Labelled, Province, Trade, TradeBranch
from hirfa.register.choices import Sex
from hirfa.register.declared import find_day
from hirfa.register.models import DraftPiece
from hirfa.web.fields import PageForm, day_parts
from hirfa.web.formats import day_text

from .door import Door
from .faults import sentence
from .fields import PROOFS, label_of
from .steps import REGION, TERMS, Draft, Step

_THUMB: Final = 480
_LISTS: Final[dict[str, type[Labelled]]] = {"trade": Trade, "province": Province, "commune": Commune}
_WORDS: Final = {"sex": dict(Sex.choices), "proof": dict(PROOFS)}
_DAYS: Final = ("born_on", "practice_since", "founded_on")
_LEFT_TO_RIGHT: Final = ("cin", "phone", "email", "nia", "supervisor_nia", "ice", "odco_number")


@dataclass(frozen=True, slots=True)
class Line:
    """One answer, read again."""

    label: object
    value: object
    ltr: bool = False
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A step on the page on which everything is read again. Where it `is_one` answer, its title says enough."""

    title: object
    change: str
    lacks: bool
    is_one: bool
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Branch:
    label: str
    trades: list[Trade]
    is_open: bool


@dataclass(frozen=True, slots=True)
class InHand:
    """The piece that is in hand: a small picture of a photograph, or how many pages a PDF has."""

    pages: str
    kilobytes: int
    is_pdf: bool
    picture: str


def parts_of(draft: Draft, door: Door) -> list[Part]:
    """Return every step with what was answered; at most three queries, for the words of the lists."""
    words = {
        name: model._default_manager.filter(pk=draft.content[name]).first()
        for name, model in _LISTS.items()
        if draft.content.get(name)
    }
    return [
        Part(
            title=step.title,
            change=door.from_check(step),
            lacks=draft.lacks(step),
            is_one=step.slug == REGION or len(step.fields) == 1,
            lines=_lines(draft, step, words),
        )
        for step in draft.steps
    ]


def _lines(draft: Draft, step: Step, words: Mapping[str, Labelled | None]) -> list[Line]:
    chamber = draft.application.chamber
    if step.slug == REGION:
        return [Line(_("Chamber"), chamber.label)] if chamber else []
    if step.slug == TERMS:
        at = draft.application.consented_at
        return [Line(_("Agreed on"), day_text(legal_day(at)))] if draft.consents and at is not None else []
    if step.piece is not None:
        held = draft.held.get(step.piece.code)
        return [Line(_("In hand"), _pages(held.pages))] if held else []
    faults = {fault.field: sentence(fault, years=draft.years) for fault in reversed(draft.faults_in(step))}
    return [
        Line(label_of(name), _value(name, draft.content[name], words), name in _LEFT_TO_RIGHT, faults.get(name, ""))
        if draft.content.get(name)
        else Line(label_of(name), "", fault=faults[name])
        for name in step.fields
        if draft.content.get(name) or name in faults
    ]


def _value(name: str, typed: str, words: Mapping[str, Labelled | None]) -> object:
    """Return an answer in words; one that no list holds as it was typed."""
    if name in _LISTS:
        found = words.get(name)
        return found.label if found else typed
    if name in _DAYS:
        day = find_day(typed)
        return day_text(day) if day else typed
    return _WORDS.get(name, {}).get(typed, typed)


def _pages(pages: int) -> str:
    return ngettext("%(pages)s page", "%(pages)s pages", pages) % {"pages": pages}


def as_sent(step: Step, content: Mapping[str, str]) -> dict[str, str]:
    """Return what is kept of a step in the names that its form sends."""
    sent = {name: content.get(name, "") for name in step.fields}
    for name in set(_DAYS) & set(step.fields):
        year, month, day = day_parts(content.get(name, ""))
        sent |= {f"{name}_year": year, f"{name}_month": month, f"{name}_day": day}
    return sent


def trade_asked(form: PageForm) -> tuple[str, str]:
    """Return the word looked for and the trade chosen so far."""
    if form.is_bound:
        return str(form.cleaned_data.get("text", "")), str(form.cleaned_data.get("trade", ""))
    return "", str(form.initial.get("trade", ""))


def branches(text: str, *, chosen: str) -> list[Branch]:
    """Return the trades by branch, those alone that a word means when there is one; two queries."""
    wanted = bare(text)
    labels = {branch.pk: branch.label for branch in TradeBranch.objects.all()}
    shown: dict[str, list[Trade]] = {}
    for trade in Trade.objects.all():
        if not wanted or trade.pk == chosen or _means(trade, labels[trade.branch_id], wanted):
            shown.setdefault(trade.branch_id, []).append(trade)
    return [
        Branch(labels[branch], trades, bool(wanted) or any(trade.pk == chosen for trade in trades))
        for branch, trades in shown.items()
    ]


def _means(trade: Trade, branch: str, wanted: str) -> bool:
    names = (trade.label_ar, trade.label_fr, trade.label_en, branch)
    return any(wanted in bare(name) for name in names)


def in_hand(piece: DraftPiece | None) -> InHand | None:
    """Return what is shown of a piece. The small picture is in the page itself: it has no address that could be passed on."""
    if piece is None:
        return None
    is_pdf = piece.file.kind == FileKind.PDF
    picture = "" if is_pdf else _thumbnail(get_content(piece.file))
    return InHand(_pages(piece.pages), max(1, piece.file.size // 1024), is_pdf, picture)


def _thumbnail(content: bytes) -> str:
    with Image.open(io.BytesIO(content)) as opened:
        picture = opened.convert("RGB")
    picture.thumbnail((_THUMB, _THUMB))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=70)
    return f"data:image/jpeg;base64,{base64.b64encode(out.getvalue()).decode()}"
