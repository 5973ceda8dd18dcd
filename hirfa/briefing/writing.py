"""A briefing in four forms: text, JSON, page, PDF. The same content and the same figures in each."""

import datetime as dt
import json
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import override

from hirfa.claims.checking import Checked, Report
from hirfa.claims.reporting import contradictions_json, period_json
from hirfa.documents.render import render_pdf
from hirfa.indicators.definitions import registry
from hirfa.indicators.models import FigureRun
from hirfa.indicators.periods import on_day
from hirfa.indicators.rules import records_digest

from .choices import Format
from .content import Content, Item, content_of

Json = dict[str, Any]
SCHEMA = "hirfa-briefing-1"


def write_briefing(
    report: Report, run: FigureRun, *, language: str, form: Format, demonstration: bool, scale: float = 1.0
) -> bytes:
    """Return a briefing as bytes. Same figures, same bytes: the date of the document is that of the computation."""
    if form == Format.JSON:
        made = briefing_json(report, run, language, demonstration=demonstration, scale=scale)
        return f"{json.dumps(made, ensure_ascii=False, indent=2)}\n".encode()
    content = content_of(report, run, language, demonstration=demonstration, scale=scale)
    if form == Format.PDF:
        return render_pdf("briefing/typst/briefing.typ", pdf_data(content), at=run.computed_at)
    if form == Format.HTML:
        with override(language):
            return render_to_string("briefing/document.html", {"content": content}).encode()
    return briefing_text(content).encode()


def briefing_json(report: Report, run: FigureRun, language: str, *, demonstration: bool, scale: float = 1.0) -> Json:
    """Return a briefing as plain values. The last day of a period is included; sentences are in every language."""
    return {
        "schema": SCHEMA,
        "demonstration": demonstration,
        "scale": scale,
        "language": language,
        "statement": {"id": report.statement.id, "said_on": report.statement.said_on.isoformat()},
        "as_of": run.as_of.isoformat(),
        "known_on": run.known_on.isoformat(),
        "computed_at": run.computed_at.isoformat(),
        "figures": [_figure_json(one, report, run.as_of, language) for one in report.checked],
        "contradictions": contradictions_json(report),
        "notes": [{"kind": one.kind, "claims": list(one.claims), "sentence": one.sentence} for one in report.notes],
    }


def _figure_json(one: Checked, report: Report, as_of: dt.date, language: str) -> Json:
    """Return a claim with its figure. Words without a figure are about the last day described, and no record is behind them."""
    claim, figure = one.claim, one.figure
    definition = registry().get(claim.indicator)
    reading = one.reading or (claim.readings[0] if claim.readings else None)
    exact = figure.exact if figure else None
    return {
        "key": claim.id,
        "row": claim.row,
        "figure": claim.figure_key or None,
        "indicator": claim.indicator or None,
        "version": definition.version if definition else None,
        "label": definition.label_in(language) if definition else None,
        "value": figure.value if figure else None,
        "exact": None if exact is None else str(exact),
        "unit": claim.unit.value,
        "period": period_json(claim.period or on_day(as_of)),
        "area": claim.area,
        "stated": {
            "text": claim.text,
            "value": claim.value,
            "unit": claim.unit.value if claim.value is not None else None,
            "rounding": {"kind": reading.rounding, "to": reading.to} if reading else None,
        },
        "reading_of": claim.reading_of or None,
        "published": [note.sentence[language] for note in report.published_about(claim.id)],
        "verdict": one.verdict.value,
        "definition": definition.definition_in(language) if definition else claim.holds.get(language, ""),
        "reason": figure.reason or None if figure else "NO_DATA",
        "status": figure.status if figure else None,
        "records": {
            "count": figure.record_count if figure else 0,
            "digest": figure.digest if figure else records_digest(()),
        },
    }


def briefing_text(content: Content) -> str:
    """Return a briefing to be read in a terminal or a mail."""
    words = content.words
    comma, semicolon, colon = _stops(content.language)
    lines = [
        content.title,
        content.statement,
        f"{words['as_of']} {content.as_of}{comma}{words['known_on']} {content.known_on}",
    ]
    if content.demonstration:
        lines.append(content.demonstration)
    if content.boxes:
        lines += ["", f"== {words['boxes']} =="]
    for box in content.boxes:
        lines.append(f"! [{comma.join(box.rows)}] {box.severity_label}. {box.sentence}")
        lines += [f"  * {sentence}" for sentence in box.published]
        lines += [f"  > {words['readings']}{colon}{sentence}" for sentence in box.relabellings]
    for section in content.sections:
        lines += [
            "",
            f"== {section.id} {section.title} ==",
            *(f"«{quote}»" for quote in section.quotes),
            section.holds,
        ]
        for item in section.items:
            lines += [_line(item, words, content.language), *(f"  * {sentence}" for sentence in item.published)]
    if content.notes:
        lines += ["", f"== {words['notes']} ==", *(f"- {note}" for note in content.notes)]
    lines += ["", f"== {words['footnotes']} =="]
    for footnote in content.footnotes:
        details = semicolon.join(f"{name}{colon}{value}" for name, value in footnote.details)
        lines.append(f"[{footnote.number}] {footnote.label}{colon}{footnote.definition} {details}")
    return "\n".join(lines) + "\n"


def _stops(language: str) -> tuple[str, str, str]:
    """Return the comma, the semicolon and the colon of a language with their spaces: French has one before the last two."""
    return {"ar": ("، ", "؛ ", ": "), "fr": (", ", "\u00a0; ", "\u00a0: ")}.get(language, (", ", "; ", ": "))


def _line(item: Item, words: dict[str, str], language: str) -> str:
    comma, semicolon, colon = _stops(language)
    number = f" [{item.footnote}]" if item.footnote else ""
    label = f"{item.label}{comma}{item.period}{colon}" if item.label else ""
    said = f"{words['said']}{colon}{item.stated}{semicolon}" if item.stated else ""
    says = f" ({item.says})" if item.says else ""
    note = f" ({item.verdict_note})" if item.verdict_note else ""
    verdict = f" -> {item.verdict_label}{note}" if item.stated else ""
    return f"- {label}{said}{words['computed']}{colon}{item.computed or item.missing}{number}{verdict}{says}"


def pdf_data(content: Content) -> Json:
    """Return a briefing as the Typst template reads it."""
    return {
        "language": content.language,
        "title": content.title,
        "statement": content.statement,
        "as_of": content.as_of,
        "known_on": content.known_on,
        "demonstration": content.demonstration,
        "words": content.words,
        "boxes": [
            {
                "severity": box.severity_label,
                "rows": list(box.rows),
                "sentence": box.sentence,
                "published": list(box.published),
                "relabellings": list(box.relabellings),
            }
            for box in content.boxes
        ],
        "sections": [
            {
                "id": section.id,
                "title": section.title,
                "holds": section.holds,
                "quotes": list(section.quotes),
                "items": [
                    {
                        "label": item.label,
                        "period": item.period,
                        "says": item.says,
                        "stated": item.stated,
                        "computed": item.computed,
                        "missing": item.missing,
                        "verdict": item.verdict,
                        "verdict_label": item.verdict_label,
                        "verdict_note": item.verdict_note,
                        "footnote": item.footnote,
                        "published": list(item.published),
                        "is_main": item.is_main,
                    }
                    for item in section.items
                ],
            }
            for section in content.sections
        ],
        "notes": list(content.notes),
        "footnotes": [
            {
                "number": footnote.number,
                "label": footnote.label,
                "definition": footnote.definition,
                "details": [list(pair) for pair in footnote.details],
            }
            for footnote in content.footnotes
        ],
    }
