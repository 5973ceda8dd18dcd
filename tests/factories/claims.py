"""The statement beside the figures of a small country."""

import datetime as dt

from hirfa.claims.checking import Report, check
from hirfa.claims.statement import load_shipped
from hirfa.indicators.operations import compute_figures
from hirfa.indicators.queries import list_figures
from tests.factories.figures import exports_of, parameters, regions

AS_OF = dt.date(2025, 12, 31)
AT = dt.datetime(2026, 1, 20, 10, 0, tzinfo=dt.UTC)


def as_the_ministry_published() -> None:
    """Exports as the published totals have them: 1,140 to November 2025 and 1,231 for the year."""
    _place()
    exports_of(2019, to_november=716, december=76)
    exports_of(2021, to_november=808, december=85.5)
    exports_of(2022, to_november=928.7, december=90)
    exports_of(2023, to_november=960, december=95)
    exports_of(2024, to_november=1008.9, december=98.1)
    exports_of(2025, to_november=1140, december=91.5)


def as_the_words_say() -> None:
    """Exports of a country where 1,230 was reached by the end of November."""
    _place()
    exports_of(2019, to_november=800, december=40)
    exports_of(2021, to_november=860, december=33)
    exports_of(2024, to_november=1108, december=40)
    exports_of(2025, to_november=1230, december=60)


def beside_the_records() -> Report:
    """Compute the figures of whatever is recorded and set the statement beside them."""
    run = compute_figures(as_of=AS_OF, by="test", at=AT)
    return check(load_shipped(as_of=AS_OF), list_figures(run))


def _place() -> None:
    parameters()
    regions(*(f"{number:02d}" for number in range(1, 13)))
