"""A list as a page shows it and as a file holds it, from one description."""

import csv
import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db import models
from django.forms import BaseForm
from django.http import HttpRequest, StreamingHttpResponse
from django.utils.translation import gettext as _

from hirfa.web.doors import paginate
from hirfa.web.parts import Cell, Column, Download, Table, Text

# A cell that starts so is a formula to a spreadsheet (OWASP, CSV injection).
FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")  # CWE-1236
BOM: Final = "\ufeff"  # spreadsheets take a file without it for Windows-1252 and break Arabic


@dataclass(frozen=True, slots=True)
class Listing:
    """`row` gives the cells of the page, `record` the plain values of the file, under `headings`."""

    name: str
    caption: Text
    columns: Sequence[Column]
    row: Callable[[Any], list[Cell]]
    headings: Sequence[str]
    record: Callable[[Any], list[Any]]
    empty: Text = ""


def table_of(
    request: HttpRequest,
    listing: Listing,
    rows: models.QuerySet[Any],
    *,
    filters: BaseForm | None = None,
    fresh: dt.datetime | dt.date | None = None,
    total: int | None = None,
) -> Table:
    """Return one page of a list, with its filters and its file."""
    page = paginate(request, rows, total=total)
    query = request.GET.copy()
    query["format"] = "csv"
    query.pop("page", None)
    return Table(
        caption=listing.caption,
        columns=listing.columns,
        rows=[listing.row(thing) for thing in page.object_list],
        page=page,
        fresh=fresh,
        filters=filters,
        downloads=[Download(_("Download (CSV)"), f"?{query.urlencode()}")],
        empty=listing.empty or _("No line answers these filters. Widen them to see more."),
    )


def file_of(listing: Listing, rows: models.QuerySet[Any]) -> StreamingHttpResponse:
    """Return the whole list as CSV in UTF-8, each cell kept from being a formula."""
    records = (listing.record(thing) for thing in rows.iterator(chunk_size=2000))
    answer = StreamingHttpResponse(_lines([list(listing.headings)], records), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{listing.name}.csv"'
    return answer


def safe_cell(value: Any) -> str:
    """Return a value as a spreadsheet reads it: as text, never as a formula. A number keeps its sign."""
    text = "" if value is None else str(value)
    if isinstance(value, int | float) or not text.startswith(FORMULA_STARTS):
        return text
    return f"'{text}"


class _Echo:
    def write(self, line: str) -> str:
        return line


def _lines(*parts: Iterable[list[Any]]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield BOM
    for part in parts:
        for record in part:
            yield str(writer.writerow([safe_cell(value) for value in record]))
