"""The card as a document: front and back of each, from what its signed text says, so that print and code never differ."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final

from django.conf import settings
from django.utils.translation import gettext as _

from hirfa.core.dates import legal_day
from hirfa.core.errors import Refusal
from hirfa.credentials import CardClaims, read_unverified
from hirfa.documents.glyphs import missing_glyphs
from hirfa.documents.portrait import portrait_of
from hirfa.documents.qr import qr_svg
from hirfa.documents.render import render_pdf, render_png
from hirfa.reference.models import Chamber, Trade
from hirfa.register.models import Person
from hirfa.register.rules import spaced_nia

from .models import Card
from .rules import LIVE, may_print

TEMPLATE: Final = "cards/typst/card.typ"
_WOMAN: Final = 2

# Labels of data, in the card's own languages whatever that of the page; by title and whether the holder is a woman.
TITLES: Final[dict[tuple[str, bool], tuple[str, str]]] = {
    ("ARTISAN", False): ("صانع تقليدي", "Artisan"),
    ("ARTISAN", True): ("صانعة تقليدية", "Artisane"),
    ("MAALEM", False): ("صانع معلم", "Maître artisan"),
    ("MAALEM", True): ("صانعة معلمة", "Maître artisane"),
}


class CardNotPrintable(Refusal):
    code = "card_not_printable"


def cards_pdf(cards: Sequence[Card], *, at: dt.datetime) -> bytes:
    """Return a PDF with two pages a card, made at `at`.

    Raises CardNotPrintable when a card is not valid on that day, and when a character of a card is in none of the fonts: a
    box in a name is never printed.
    """
    for card in cards:
        _check_valid(card, legal_day(at))
    return render_pdf(TEMPLATE, {"cards": _sheets(cards)}, at=at)


def card_png(card: Card, *, dpi: int = 300) -> list[bytes]:
    """Return front and back as PNG."""
    return render_png(TEMPLATE, {"cards": _sheets([card])}, dpi=dpi)


def _sheets(cards: Sequence[Card]) -> list[dict[str, Any]]:
    claims = [read_unverified(card.credential.text) for card in cards]
    trades = Trade.objects.in_bulk([claim.trade for claim in claims if claim.trade])
    chambers = Chamber.objects.in_bulk([claim.chamber for claim in claims if claim.chamber])
    seeds = dict(Person.objects.filter(pk__in=[card.holder_id for card in cards]).values_list("pk", "portrait_seed"))
    sheets = [
        _sheet(card, claim, trades[claim.trade or ""], chambers[claim.chamber or ""], seeds.get(card.holder_id))
        for card, claim in zip(cards, claims, strict=True)
    ]
    for card, sheet in zip(cards, sheets, strict=True):
        _check_glyphs(card, sheet)
    return sheets


def _sheet(card: Card, claims: CardClaims, trade: Trade, chamber: Chamber, seed: int | None) -> dict[str, Any]:
    woman = claims.sex == _WOMAN
    title_ar, title_fr = TITLES[claims.category or "ARTISAN", woman]
    return {
        "number": claims.serial,
        "nia": spaced_nia(claims.number),
        "name_ar": claims.second_name or "",
        "name_latin": claims.name or "",
        "trade_ar": trade.label_ar,
        "trade_fr": trade.label_fr,
        "title_ar": title_ar,
        "title_fr": title_fr,
        "chamber_ar": chamber.label_ar,
        "chamber_fr": chamber.label_fr,
        "born_on": _born_on(claims.birth_date),
        "issued_on": _day(claims.not_before),
        "expires_on": _day(claims.expires_at - 1),
        "portrait": portrait_of(
            card.holder_id, seed=seed, woman=woman, born_in=_year(claims.birth_date), on=card.issued_on
        ),
        "qr": qr_svg(card.credential.text),
        "check_address": settings.HIRFA_ISSUER.split("://")[-1],
        "specimen": settings.HIRFA_DEMONSTRATION,
    }


def _check_valid(card: Card, day: dt.date) -> None:
    if may_print(state=card.state, expires_on=card.expires_on, on=day):
        return
    state = _("Run out") if card.state in LIVE and card.has_run_out(day) else card.get_state_display()
    raise CardNotPrintable(
        _("Card %(number)s is not printed: its state is “%(state)s”. Only a valid card is.")
        % {"number": card.number, "state": state}
    )


def _check_glyphs(card: Card, sheet: dict[str, Any]) -> None:
    shown = "".join(value for key, value in sheet.items() if isinstance(value, str) and key not in {"portrait", "qr"})
    missing = missing_glyphs(shown)
    if missing:
        raise CardNotPrintable(
            _("Card %(number)s cannot be printed: no font has %(letters)s.")
            % {"number": card.number, "letters": " ".join(f"U+{ord(letter):04X}" for letter in sorted(missing))}
        )


def _born_on(text: str | None) -> str:
    return f"{text[6:]}/{text[4:6]}/{text[:4]}" if text else "—"


def _year(birth_date: str | None) -> int | None:
    return int(birth_date[:4]) if birth_date else None


def _day(moment: int) -> str:
    return f"{legal_day(dt.datetime.fromtimestamp(moment, dt.UTC)):%d/%m/%Y}"
