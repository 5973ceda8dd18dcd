"""What `make demo` shows at its end: the statement's numbers beside the stored figures."""

import datetime as dt

from rich.table import Table

from hirfa.claims.checking import Checked, check
from hirfa.claims.statement import load_shipped
from hirfa.indicators.definitions import registry
from hirfa.indicators.queries import find_run, list_figures
from hirfa.indicators.wording import stated_text, value_text

LANGUAGE = "en"
# Words beside the colour: a terminal may have none.
MARKS = {"agrees": "green", "agrees_by_rounding": "green", "differs": "red"}


def statement_table(*, as_of: dt.date) -> Table:
    """Return the claims with a number, one line each: what was said, what the records say, the verdict."""
    table = Table(title=f"The statement of 19 January 2026 and the records, as of {as_of} (DEMONSTRATION)")
    table.add_column("row")
    table.add_column("what")
    table.add_column("stated", justify="right")
    table.add_column("computed", justify="right")
    table.add_column("verdict")
    run = find_run(as_of=as_of)
    if run is None:
        return table
    report = check(load_shipped(as_of=as_of), list_figures(run))
    titles = {row.id: row.title[LANGUAGE] for row in report.statement.rows}
    for one in report.checked:
        if one.claim.is_main and one.claim.value is not None:
            table.add_row(one.claim.row, titles[one.claim.row], *_cells(one))
    table.caption = (
        f"{len(report.contradictions)} contradictions between what was said; the statement's page explains them."
    )
    return table


def _cells(one: Checked) -> tuple[str, str, str]:
    claim, colour = one.claim, MARKS.get(one.verdict, "yellow")
    noun = registry()[claim.indicator].noun
    stated = stated_text(claim.value or 0, claim.unit, LANGUAGE, noun)
    computed = value_text(one.figure.value, claim.unit, LANGUAGE) if one.figure else ""
    return _plain(stated), _plain(computed) or "-", f"[{colour}]{one.verdict.replace('_', ' ')}[/{colour}]"


def _plain(text: str) -> str:
    """Leave out the marks of direction (U+2066 to U+2069): terminals show them as boxes."""
    return text.translate(dict.fromkeys(range(0x2066, 0x206A)))
