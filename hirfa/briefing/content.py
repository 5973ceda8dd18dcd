"""What a briefing says, in one language, ready to be written as text, page or PDF: rows, numbers, footnotes, contradictions.

Made from a report over stored figures only. Every string is final; whoever writes it adds no number of its own.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count

from django.utils.translation import gettext as _
from django.utils.translation import override

from hirfa.claims.checking import Checked, Report
from hirfa.claims.choices import Rounding, VerdictWord
from hirfa.claims.relabelling import Relabelling
from hirfa.claims.rules import Reading
from hirfa.claims.sentences import Words, period_words, stated_phrase
from hirfa.claims.statement import Claim
from hirfa.core import formats
from hirfa.indicators.choices import Nature, Reason, Unit
from hirfa.indicators.definitions import Definition, Registry, registry
from hirfa.indicators.models import Figure, FigureRun
from hirfa.indicators.wording import stated_text, value_text


@dataclass(frozen=True, slots=True)
class Footnote:
    """Where a number comes from. `key` is the figure's, for a link; `digest` is shown short."""

    number: int
    key: str
    label: str
    definition: str
    details: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One number of a row: what was said, what the records say and what was published elsewhere, each as words; empty where
    there is none."""

    claim: str
    key: str
    label: str
    period: str
    says: str
    stated: str
    computed: str
    missing: str
    verdict: str
    verdict_label: str
    verdict_note: str
    marks: tuple[str, ...]
    is_main: bool
    footnote: int | None
    relabellings: tuple[str, ...]
    published: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A row of the statement: its title in our words, the words as said, what the system holds, the numbers."""

    id: str
    title: str
    holds: str
    quotes: tuple[str, ...]
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """A disagreement, in a sentence, with what was published elsewhere and the readings that would remove it."""

    kind: str
    severity: str
    severity_label: str
    rows: tuple[str, ...]
    sentence: str
    published: tuple[str, ...]
    relabellings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Content:
    language: str
    title: str
    statement: str
    as_of: str
    known_on: str
    made_at: dt.datetime
    demonstration: str
    boxes: tuple[Box, ...]
    sections: tuple[Section, ...]
    notes: tuple[str, ...]
    footnotes: tuple[Footnote, ...]
    words: dict[str, str] = field(default_factory=dict)

    @property
    def is_right_to_left(self) -> bool:
        return self.language == "ar"


def content_of(report: Report, run: FigureRun, language: str, *, demonstration: bool, scale: float = 1.0) -> Content:
    """Return what a briefing says of a report in a language (`ar`, `fr` or `en`).

    `scale` is the part of the national size that a demonstration was built at.
    """
    with override(language):
        writer = _Writer(report, run, language, registry())
        sections = tuple(writer.sections())
        return Content(
            language=language,
            title=_("Briefing: the craft sector, figures and their records"),
            statement=report.statement.title[language],
            as_of=formats.date(run.as_of, language),
            known_on=formats.date(run.known_on, language),
            made_at=run.computed_at,
            demonstration=_demonstration(scale) if demonstration else "",
            boxes=tuple(writer.boxes()),
            sections=sections,
            notes=tuple(note.sentence[language] for note in report.notes),
            footnotes=tuple(writer.footnotes),
            words=_words(),
        )


def _demonstration(scale: float) -> str:
    said = _("DEMONSTRATION: every person, file and record here is invented.")
    small = scale_sentence(scale)
    return f"{said} {small}" if small else said


def scale_sentence(scale: float) -> str:
    """Say, of a demonstration under the national size, why its counts differ; "" at full size. In the language of the moment."""
    if scale >= 1:
        return ""
    part = formats.isolate(f"1/{round(1 / scale)}")
    return _("Built at %(part)s of the national size: counts differ from what was said for that reason.") % {
        "part": part
    }


class _Writer:
    def __init__(self, report: Report, run: FigureRun, language: str, definitions: Registry) -> None:
        self.report = report
        self.run = run
        self.language = language
        self.definitions = definitions
        self.footnotes: list[Footnote] = []
        self._numbers = count(1)

    def sections(self) -> Iterator[Section]:
        for row in self.report.statement.rows:
            checked = self.report.of_row(row.id)
            yield Section(
                id=row.id,
                title=row.title[self.language],
                holds=row.holds[self.language],
                quotes=tuple(dict.fromkeys(one.claim.text for one in checked)),
                items=tuple(self._item(one) for one in checked),
            )

    def boxes(self) -> Iterator[Box]:
        said: set[str] = set()
        for one in self.report.disagreements:
            readings, published = self._readings(one.checked.relabellings), self._published(one.checked.claim.id)
            said.update(readings, published)
            yield Box(
                "with_records",
                one.checked.verdict.value,
                str(one.checked.verdict.label),
                (one.checked.claim.row,),
                one.sentence[self.language],
                published,
                readings,
            )
        for other in self.report.contradictions:
            yield Box(
                "among_claims",
                other.conflict.severity.value,
                str(other.conflict.severity.label),
                tuple(dict.fromkeys(assertion.claim.row for assertion in other.conflict.assertions)),
                other.sentence[self.language],
                tuple(one for one in self._published(*other.conflict.claims) if one not in said),
                tuple(one for one in self._readings(other.relabellings) if one not in said),
            )

    def _published(self, *claims: str) -> tuple[str, ...]:
        return tuple(note.sentence[self.language] for note in self.report.published_about(*claims))

    def _readings(self, relabellings: Iterable[tuple[Relabelling, Words]]) -> tuple[str, ...]:
        return tuple(sentence[self.language] for _one, sentence in relabellings)

    def _item(self, one: Checked) -> Item:
        claim, language = one.claim, self.language
        definition = self.definitions.get(claim.indicator)
        figure = one.figure
        computed = value_text(figure.exact, claim.unit, language) if figure else ""
        return Item(
            claim=claim.id,
            key=claim.figure_key,
            label=definition.label_in(language) if definition else "",
            period=period_words(claim.period, language) if claim.period else "",
            says=claim.says.get(language, ""),
            stated=stated_phrase(claim, self.definitions, language),
            computed=computed,
            missing="" if computed else claim.holds.get(language, "") or self._missing(figure),
            verdict=one.verdict.value,
            verdict_label=str(one.verdict.label),
            verdict_note=self._reading(one),
            marks=() if claim.this_paper else tuple(_marks(figure)),
            is_main=claim.is_main,
            footnote=self._footnote(claim, definition, figure) if figure and definition else None,
            relabellings=self._readings(one.relabellings),
            published=self._published(claim.id),
        )

    def _missing(self, figure: Figure | None) -> str:
        return str(Reason(figure.reason).label) if figure and figure.reason else _("No data.")

    def _reading(self, one: Checked) -> str:
        """Say under which rounding they agree, when it took one."""
        if one.reading is None or one.verdict != VerdictWord.AGREES_BY_ROUNDING:
            return ""
        return reading_text(one.reading, one.claim.unit, self.language)

    def _label(self, claim: Claim, definition: Definition) -> str:
        """Name a figure with its period: several have one definition."""
        period = period_words(claim.period, self.language) if claim.period else ""
        return ("، " if self.language == "ar" else ", ").join(
            filter(None, [definition.label_in(self.language), period])
        )

    def _footnote(self, claim: Claim, definition: Definition, figure: Figure) -> int:
        number = next(self._numbers)
        language = self.language
        details = (
            (_("Period"), formats.period(figure.period.days, language)),
            (_("As known on"), formats.date(figure.known_on, language)),
            (_("Rounding"), _rounding_words(figure)),
            (_("Source"), _source_words(definition, self.definitions, language)),
            (_("Where it comes from"), str(Nature(figure.status).label)),
            (_("Records"), formats.number(figure.record_count, language)),
            (_("Digest"), formats.isolate(figure.digest[:16])),
        )
        self.footnotes.append(
            Footnote(
                number, claim.figure_key, self._label(claim, definition), definition.definition_in(language), details
            )
        )
        return number


def reading_text(reading: Reading, unit: str, language: str) -> str:
    """Say how a stated number was read: "rounded to the nearest 10 million dirhams"."""
    if reading.to == 1 and reading.rounding == Rounding.NEAREST and unit not in {Unit.MAD_CENTIME, Unit.BASIS_POINT}:
        return _("rounded to the unit")
    case: formats.ArabicCase = "genitive" if reading.rounding == Rounding.NEAREST else "accusative"
    return f"{Rounding(reading.rounding).label} {stated_text(reading.to, unit, language, arabic_case=case)}"


def _marks(figure: Figure | None) -> Iterator[str]:
    """The marks of a number: no data, else demonstration where all is invented, and declared where nobody counted."""
    if figure is None or figure.value is None:
        yield "no-data"
        return
    if figure.is_demonstration:
        yield "demonstration"
    if figure.status == Nature.DECLARED:
        yield "declared"


def _rounding_words(figure: Figure) -> str:
    if figure.exact is None or figure.exact.denominator == 1:
        return _("none: an exact integer")
    return _("once, to the nearest unit stored, halves away from zero")


def _source_words(definition: Definition, definitions: Registry, language: str) -> str:
    if not definition.measure.is_derived:
        return definition.facts_source.label[language]
    names = [definitions[part].label_in(language) for part in definition.measure.parts]
    return _("computed from: %(parts)s") % {"parts": ", ".join(names) if language != "ar" else "، ".join(names)}


def _words() -> dict[str, str]:
    """The fixed words of the document."""
    return {
        "as_of": _("As of"),
        "known_on": _("as known on"),
        "boxes": _("What does not fit together"),
        "readings": _("Another reading"),
        "said": _("Said"),
        "computed": _("In the records"),
        "verdict": _("Verdict"),
        "holds": _("What the system holds"),
        "notes": _("Also worth knowing"),
        "footnotes": _("Each number: definition, source, records"),
        "not_stated": _("no number was stated"),
        "other_reading": _("another reading of the same words"),
        "rows": _("Rows"),
        "demonstration": _("Demonstration"),
    }
