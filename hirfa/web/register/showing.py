"""The register as its pages show it: plain values for the partial templates."""

import base64
import datetime as dt
from collections.abc import Sequence
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from hirfa.cards.models import Card
from hirfa.core.dates import legal_day
from hirfa.core.formats import isolate
from hirfa.documents import portrait
from hirfa.documents.queries import get_content
from hirfa.reference.models import Chamber, Province, Trade
from hirfa.register.choices import BirthPrecision, Sex, StandingState, TitleKind
from hirfa.register.models import DatedRow, Entry, Person, Situation, Standing
from hirfa.register.queries import HOW_LABELS, PersonFile, PersonHit, find_portrait
from hirfa.web.formats import day_text
from hirfa.web.parts import Cell, Column, Table, Text

STATE_TONES: Final = {
    StandingState.IN_FORCE: "valid",
    StandingState.SUSPENDED: "warning",
    StandingState.CLOSED: "refused",
}
CARD_TONES: Final = {"VALID": "valid", "SUSPENDED": "warning", "REVOKED": "refused", "REPLACED": "neutral"}


def search_address() -> str:
    return reverse("web:register_search")


def file_address(entry_id: object, purpose: str) -> str:
    return with_purpose(reverse("web:register_person", kwargs={"entry_id": entry_id}), purpose)


def with_purpose(address: str, purpose: str) -> str:
    """Return an address that bears the purpose a file is opened for; without one, its page asks for it."""
    return f"{address}?purpose={purpose}" if purpose else address


def state_badge(state: str) -> tuple[str, Text]:
    """Return the tone and the word of a standing."""
    return STATE_TONES[StandingState(state)], StandingState(state).label


def name_cell(hit: PersonHit, purpose: str) -> Cell:
    """Return the name that opens the file: Arabic first, the Latin spelling below."""
    arabic = f"{hit.given_name_ar} {hit.family_name_ar}".strip()
    latin = f"{hit.given_name_latin} {hit.family_name_latin}".strip()
    return Cell(
        arabic or latin or _("Data of the person erased"),
        url=file_address(hit.entry_id, purpose),
        second=latin if arabic else "",
    )


def hits_table(hits: Sequence[PersonHit], *, purpose: str, most: int) -> Table:
    """Return the people found, at most `most`; the count says when there are more."""
    shown = hits[:most]
    trades = Trade.objects.in_bulk({hit.trade_code for hit in shown})
    chambers = Chamber.objects.in_bulk({hit.chamber_code for hit in shown})
    provinces = Province.objects.in_bulk({hit.province_code for hit in shown})
    rows = [
        [
            name_cell(hit, purpose),
            Cell(hit.nia, ltr=True),
            Cell(TitleKind(hit.title).label if hit.title else ""),
            Cell(trades.get(hit.trade_code, hit.trade_code)),
            Cell(provinces.get(hit.province_code, hit.province_code)),
            Cell(chambers.get(hit.chamber_code, hit.chamber_code)),
            Cell(StandingState(hit.state).label, state=STATE_TONES[StandingState(hit.state)]),
            Cell(HOW_LABELS.get(hit.how, hit.how)),
        ]
        for hit in shown
    ]
    columns = [
        _("Name"),
        _("Craft number (NIA)"),
        _("Title"),
        _("Trade"),
        _("Province"),
        _("Chamber"),
        _("Standing"),
        _("Found by"),
    ]
    caption = _("People found in your territory")
    if len(hits) > most:
        caption = _("The first people found in your territory: add a given name or use the craft number")
    return Table(
        caption=caption,
        columns=[Column(label) for label in columns],
        rows=rows,
        total=len(shown),
        empty=_("Nobody in your territory answers to this. Try the other script, fewer letters, or the craft number."),
        stacked=True,
    )


def entry_table(entry: Entry | None) -> Table:
    """Return the one entry of a craft number, without names."""
    rows = []
    situation = Situation.objects.open_now().filter(entry=entry).first() if entry else None
    if entry is not None and situation is not None:
        trade = Trade.objects.filter(pk=situation.trade_code).first()
        chamber = Chamber.objects.filter(pk=situation.chamber_code).first()
        tone, word = state_badge(situation.state)
        rows = [[Cell(situation.nia, ltr=True), Cell(trade), Cell(chamber), Cell(word, state=tone)]]
    return Table(
        caption=_("Entries found in your territory"),
        columns=[Column(_("Craft number (NIA)")), Column(_("Trade")), Column(_("Chamber")), Column(_("Standing"))],
        rows=rows,
        empty=_("No entry of your territory has this number."),
        stacked=True,
    )


def birth_text(person: Person) -> str:
    """Return the birth date as precisely as it is known."""
    if person.born_on is None:
        return ""
    if person.birth_precision == BirthPrecision.YEAR:
        return str(person.born_on.year)
    if person.birth_precision == BirthPrecision.MONTH:
        return f"{person.born_on:%m/%Y}"
    return day_text(person.born_on)


def identity_of(file: PersonFile, *, full: bool) -> list[tuple[Text, str, bool]]:
    """Return label, value and whether it reads left to right. CIN and contacts only for those who may read them."""
    person = file.person
    lines = [
        (_("Craft number (NIA)"), file.entry.holder.nia or "", True),
        (_("Sex"), str(Sex(person.sex).label), False),
        (_("Born on"), birth_text(person), False),
        (_("Registered on"), day_text(file.entry.registered_on), False),
    ]
    if full:
        lines += [
            (_("CIN"), person.cin or "", True),
            (_("Telephone"), person.phone or "", True),
            (_("E-mail"), person.email or "", True),
            *((_("Address"), row.address or "", False) for row in file.workplaces[:1]),
        ]
    return [(label, value or _("not known"), ltr and bool(value)) for label, value, ltr in lines]


def portrait_of(file: PersonFile, *, on: dt.date) -> str:
    """Return the photograph of a person, else the drawn face at its age of the day, as an address that holds the picture."""
    photo = find_portrait(file.entry)
    if photo is not None:
        return f"data:image/jpeg;base64,{base64.b64encode(get_content(photo)).decode()}"
    person = file.person
    woman, born_in = person.sex == Sex.FEMALE, person.born_on.year if person.born_on else None
    drawing = portrait.portrait_of(person.pk, seed=person.portrait_seed, woman=woman, born_in=born_in, on=on)
    return f"data:image/svg+xml;base64,{base64.b64encode(drawing.encode()).decode()}"


def facts_table(file: PersonFile) -> Table:
    """Return the dated facts, kind by kind, the newest first; what was taken back stays, and says so."""
    kinds: list[tuple[Text, Sequence[tuple[DatedRow, Cell]]]] = [
        (_("Standing"), [(row, standing_cell(row)) for row in file.standings]),
        (_("Title"), [(row, Cell(row.get_kind_display())) for row in file.titles]),
        (_("Trade"), [(row, Cell(row.trade)) for row in file.practices]),
        (_("Chamber"), [(row, Cell(chamber_text(row.chamber, row.local_number))) for row in file.affiliations]),
        (_("Place of work"), [(row, Cell(row.commune or row.province)) for row in file.workplaces]),
    ]
    rows = [
        [
            Cell(kind),
            cell,
            Cell(day_text(row.valid_from)),
            Cell(day_text(row.valid_to) if row.valid_to else _("still so")),
            recorded_cell(row),
        ]
        for kind, facts in kinds
        for row, cell in facts
    ]
    columns = [_("Fact"), _("What"), _("From"), _("Until"), _("Recorded")]
    return Table(caption=_("Dated facts"), columns=[Column(label) for label in columns], rows=rows, stacked=True)


def standing_cell(row: Standing) -> Cell:
    return Cell(row.get_state_display(), state=STATE_TONES[StandingState(row.state)])


def chamber_text(chamber: Chamber, local_number: str) -> str:
    return f"{chamber} ({isolate(local_number)})" if local_number else str(chamber)


def recorded_cell(row: DatedRow) -> Cell:
    if row.retracted_at is not None:
        return Cell(_("taken back on %(day)s") % {"day": day_text(legal_day(row.retracted_at))}, state="neutral")
    return Cell(day_text(legal_day(row.recorded_at)))


def card_cell(card: Card) -> Cell:
    return Cell(card.get_state_display(), state=CARD_TONES[card.state])


def cards_table(cards: Sequence[Card], *, purpose: str, shown: bool = True) -> Table:
    """Return the cards of a person; those of one whose data was erased say nothing any more, so nothing opens them."""
    rows = [
        [
            Cell(
                card.number,
                url=with_purpose(reverse("web:card", kwargs={"card_id": card.pk}), purpose) if shown else "",
                ltr=True,
            ),
            card_cell(card),
            Cell(day_text(card.issued_on)),
            Cell(day_text(card.expires_on)),
        ]
        for card in cards
    ]
    return Table(
        caption=_("Cards"),
        columns=[Column(_("Card number")), Column(_("State")), Column(_("Issued on")), Column(_("Expiry date"))],
        rows=rows,
        empty=_("No card was issued to this person yet."),
        stacked=True,
    )


def sources_table(file: PersonFile) -> Table:
    rows = [
        [
            Cell(link.row.file.name),
            Cell(link.row.line, numeric=True),
            Cell(day_text(legal_day(link.linked_at))),
            Cell(_("no longer") if link.ended_at else _("yes")),
        ]
        for link in file.sources
    ]
    columns = [Column(_("File")), Column(_("Line"), numeric=True), Column(_("Linked on")), Column(_("Counts today"))]
    return Table(caption=_("Lines that speak of this person"), columns=columns, rows=rows, stacked=True)
