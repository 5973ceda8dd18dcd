"""Figures computed by the worker: after a file was loaded, or on demand."""

import datetime as dt
from typing import Any

from django.utils import timezone

from hirfa.jobs.registry import Report, job

from .operations import compute_figures


@job("compute_figures")
def compute(parameters: dict[str, Any], report: Report) -> str:
    """Compute all figures; `parameters` holds `as_of` and, where it is not today, `known_on`, as ISO days."""
    known_on = parameters.get("known_on")
    run = compute_figures(
        as_of=dt.date.fromisoformat(parameters["as_of"]),
        known_on=dt.date.fromisoformat(known_on) if known_on else None,
        by="worker",
        at=timezone.now(),
        report=report,
    )
    return f"{run.as_of}"
