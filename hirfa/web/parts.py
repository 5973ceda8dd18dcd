"""The pieces that pages are made of, as plain values: a view fills them, a partial template shows them."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.core.paginator import Page
from django.db.models import TextChoices
from django.forms import BaseForm
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


class Provenance(TextChoices):
    """The four marks: where a number comes from. They are never mixed up, nor told by colour alone."""

    PUBLISHED = "published", _("Published")
    DECLARED = "declared", _("Declared")
    DEMONSTRATION = "demonstration", _("Demonstration")
    NO_DATA = "no-data", _("No data")


@dataclass(frozen=True, slots=True)
class Crumb:
    label: Text
    url: str = ""


@dataclass(frozen=True, slots=True)
class Tile:
    """A headline figure. `value` is ready to read, or empty when there is no data; `how_url` explains how it is counted.

    `declared`: nobody counted it, those concerned told it; said beside the mark of a demonstration too.
    """

    label: Text
    value: Text = ""
    period: Text = ""
    provenance: Provenance = Provenance.NO_DATA
    how_url: str = ""
    note: Text = ""
    declared: bool = False

    @property
    def marks(self) -> list[Provenance]:
        also = self.declared and self.provenance == Provenance.DEMONSTRATION
        return [self.provenance, Provenance.DECLARED] if also else [self.provenance]


@dataclass(frozen=True, slots=True)
class Column:
    label: Text
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: text, perhaps a link, perhaps a state (`valid`, `warning`, `refused`, `neutral`) shown as a badge.

    `second` stands below in its own direction: the same name in the other script.
    """

    text: Any
    url: str = ""
    state: str = ""
    numeric: bool = False
    ltr: bool = False
    second: Text = ""


@dataclass(frozen=True, slots=True)
class Download:
    label: Text
    url: str


@dataclass(frozen=True, slots=True)
class Table:
    """A list: says how many there are and how fresh it is. The first cell of a row names the row.

    `filters` is a form sent by GET (never holding a CIN or contact); `page` gives the pager. On a phone a `stacked` table
    shows each row as a block with the columns' labels, so that nothing lies beside the screen.
    """

    caption: Text
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    total: int | None = None
    fresh: dt.datetime | dt.date | None = None
    page: Page[Any] | None = None
    filters: BaseForm | None = None
    downloads: Sequence[Download] = ()
    empty: Text = ""
    stacked: bool = False

    @property
    def how_many(self) -> int:
        """How many there are in all, not on this page alone."""
        if self.total is not None:
            return self.total
        return self.page.paginator.count if self.page is not None else len(self.rows)

    @property
    def labelled_rows(self) -> list[list[tuple[Column, Cell]]]:
        return [list(zip(self.columns, row, strict=True)) for row in self.rows]

    @property
    def fresh_at(self) -> dt.datetime | None:
        return self.fresh if isinstance(self.fresh, dt.datetime) else None


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of a timeline."""

    at: dt.datetime | dt.date
    what: Text
    who: Text = ""
    detail: Text = ""

    @property
    def is_moment(self) -> bool:
        return isinstance(self.at, dt.datetime)


@dataclass(frozen=True, slots=True)
class Stepper:
    """Where one is in a form of several screens: its place, from 1, of how many."""

    place: int
    count: int
    title: Text = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """A region on the map: `value` is None where there is no data, `text` what is read out."""

    code: str
    label: str
    path: str
    label_at: tuple[int, int]
    value: int | None = None
    text: Text = ""
    shade: int = 0
    url: str = ""


SHADES: Final = 5


def shade_of(value: int | None, *, largest: int) -> int:
    """Return 1 to 5, in equal steps up to the largest; 0 for no data."""
    if value is None or largest <= 0:
        return 0
    return max(1, min(SHADES, -(-value * SHADES // largest)))


@dataclass(frozen=True, slots=True)
class Map:
    """The twelve regions, with the table twin that says the same."""

    title: Text
    view_box: str
    credit: str
    shapes: Sequence[Shape]
    measure: Text
    legend: Sequence[tuple[int, Text]] = ()


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a chart, placed: `share` is its length in thousandths of the longest."""

    label: Text
    text: Text
    share: int
    second: bool = False
    place: int = 0

    @property
    def y(self) -> int:
        return 4 + self.place * 44

    @property
    def length(self) -> int:
        return self.share * 560 // 1000


@dataclass(frozen=True, slots=True)
class Chart:
    """Horizontal bars, with the table twin that says the same. Make it with `bars`."""

    title: Text
    label_heading: Text
    value_heading: Text
    bars: Sequence[Bar] = field(default_factory=tuple)

    @property
    def height(self) -> int:
        return 8 + 44 * len(self.bars)


def bars(rows: Sequence[tuple[Text, int, Text]]) -> list[Bar]:
    """Turn (label, value, value in words) into bars measured against the largest. Values below zero draw no bar."""
    largest = max((value for _label, value, _text in rows), default=0)
    return [
        Bar(label=label, text=text, share=max(0, value) * 1000 // largest if largest > 0 else 0, place=place)
        for place, (label, value, text) in enumerate(rows)
    ]
