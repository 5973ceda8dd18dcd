"""A report as plain JSON values, for machines: stable words, ids, integers, ISO days (the last day of a period is included)."""

from typing import Any

from hirfa.indicators.periods import FigurePeriod

from .checking import Contradiction, Disagreement, Report
from .choices import Severity, VerdictWord
from .joint import Conflict
from .relabelling import Relabelling
from .sentences import Words

Json = dict[str, Any]


def report_json(report: Report) -> Json:
    """Return `verdict` of the whole, `claims`, `conflicts` (lists of claim ids), `forced`, `relabellings`, `notes`."""
    return {
        "statement": report.statement.id,
        "verdict": overall(report),
        "claims": [{"id": one.claim.id, "row": one.claim.row, "verdict": one.verdict.value} for one in report.checked],
        "conflicts": [[assertion.id for assertion in one.conflict.assertions] for one in report.contradictions],
        "forced": [forced for one in report.contradictions for forced in _forced(one.conflict)],
        "contradictions": contradictions_json(report),
        "relabellings": [relabelling_json(*read) for one in report.checked for read in one.relabellings],
        "notes": [{"kind": one.kind, "claims": list(one.claims), "sentence": one.sentence} for one in report.notes],
    }


def overall(report: Report) -> str:
    """Say of all claims together: possible, possible_only_if, or impossible."""
    severities = {one.conflict.severity for one in report.contradictions}
    if Severity.IMPOSSIBLE in severities:
        return "impossible"
    return "possible_only_if" if severities else "possible"


def contradictions_json(report: Report) -> list[Json]:
    """Return what disagrees: claims with the records first, then claims among themselves, the worst first."""
    return [
        *({**_disagreement_json(one), **_published_json(report, one.checked.claim.id)} for one in report.disagreements),
        *(
            {**_contradiction_json(one), **_published_json(report, *one.conflict.claims)}
            for one in report.contradictions
        ),
    ]


def period_json(period: FigurePeriod) -> Json:
    """Return a period; `end` is its last day, included."""
    return {
        "kind": period.kind.value,
        "start": period.days.start.isoformat(),
        "end": period.days.last_day.isoformat(),
    }


def relabelling_json(one: Relabelling, sentence: Words) -> Json:
    return {
        "claim": one.claim.id,
        "from": one.claim.figure_key,
        "to": one.to.key,
        "change": one.change,
        "rank": one.rank,
        "together_with": list(one.together),
        "sentence": sentence,
    }


def _published_json(report: Report, *claims: str) -> Json:
    return {"published": [note.sentence for note in report.published_about(*claims)]}


def _disagreement_json(one: Disagreement) -> Json:
    return {
        "kind": "with_records",
        "severity": VerdictWord.DIFFERS.value,
        "claims": [one.checked.claim.id],
        "rows": [one.checked.claim.row],
        "sentence": one.sentence,
        "relabellings": [relabelling_json(*read) for read in one.checked.relabellings],
    }


def _contradiction_json(one: Contradiction) -> Json:
    return {
        "kind": "among_claims",
        "severity": one.conflict.severity.value,
        "claims": [assertion.id for assertion in one.conflict.assertions],
        "rows": sorted({assertion.claim.row for assertion in one.conflict.assertions}),
        "sentence": one.sentence,
        "relabellings": [relabelling_json(*read) for read in one.relabellings],
    }


def _forced(conflict: Conflict) -> list[Json]:
    """What the rest of a year could be at most, in the claims' unit, at each level of rounding that is possible at all."""
    return [
        {
            "claims": [assertion.id for assertion in conflict.assertions],
            "level": level.level,
            "quantity": f"{level.rest.year.key} - {level.rest.to_month.key}",
            "most": int(level.rest.most),
        }
        for level in conflict.levels
        if level.rest is not None and level.rest.most is not None
    ]
