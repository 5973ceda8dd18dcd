"""What happens when a briefing is asked for: the figures it needs are there, or are computed first."""

import datetime as dt

from hirfa.core.dates import legal_day
from hirfa.indicators.models import FigureRun
from hirfa.indicators.operations import compute_figures
from hirfa.indicators.queries import find_run, is_fresh


def prepare_figures(*, as_of: dt.date, known_on: dt.date | None, by: object, at: dt.datetime) -> FigureRun:
    """Return the stored figures for a day, as known on a day (today); compute and store them when there are none, or when
    something happened since that may have changed today's records. Raises FiguresNotComputable for days to come."""
    today = legal_day(at)
    wanted = known_on or today
    run = find_run(as_of=as_of, known_on=wanted)
    if run is not None and (wanted < today or is_fresh(run)):
        return run
    return compute_figures(as_of=as_of, known_on=wanted, by=by, at=at)
