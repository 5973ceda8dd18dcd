"""A statement as a file: what was said, in its words, with the readings that the words allow. Checked when read."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import yaml

from hirfa.core import formats
from hirfa.core.dates import Period
from hirfa.indicators.choices import Unit
from hirfa.indicators.definitions import LANGUAGES, YAML_LOADER, Registry, registry
from hirfa.indicators.periods import FigurePeriod, make_period, on_day

from .choices import Rounding
from .rules import Reading

FOLDER: Final = Path(__file__).parent / "statements"
AS_OF: Final = "as_of"


class StatementError(ValueError):
    """A claims file that cannot be used: the place and the reason."""

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(f"{where}: {reason}")


@dataclass(frozen=True, slots=True)
class Base:
    """The published number that a growth was stated on."""

    value: int
    readings: tuple[Reading, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing said. `value` is None where no number was stated, `indicator` is empty where the system holds nothing.

    `reading_of` names the claim whose words this one reads otherwise; `says` explains the reading, `holds` what the system
    has for words without a number. `this_paper`: the words are about this very document, so no records are missing.
    """

    id: str
    row: str
    text: str
    indicator: str
    period: FigurePeriod | None
    area: str
    value: int | None
    unit: Unit
    readings: tuple[Reading, ...]
    base: Base | None
    source: str
    said_on: dt.date
    says: Mapping[str, str]
    holds: Mapping[str, str]
    reading_of: str
    this_paper: bool = False

    @property
    def is_main(self) -> bool:
        """Whether it is what was said, rather than another reading of the words."""
        return not self.reading_of

    @property
    def figure_key(self) -> str:
        return f"{self.indicator}@{self.period.slug}" if self.indicator and self.period else ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the statement, in our own words."""

    id: str
    title: Mapping[str, str]
    holds: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A number that was published elsewhere and bears on a claim."""

    about: str
    value: int
    unit: Unit
    what: Mapping[str, str]
    published: str
    source: str


@dataclass(frozen=True, slots=True)
class Statement:
    id: str
    said_on: dt.date
    title: Mapping[str, str]
    source: str
    rows: tuple[Row, ...]
    claims: tuple[Claim, ...]
    elsewhere: tuple[Elsewhere, ...] = field(default=())

    def of_row(self, row: str) -> list[Claim]:
        return [claim for claim in self.claims if claim.row == row]


def load_statement(path: Path, *, as_of: dt.date, definitions: Registry | None = None) -> Statement:
    """Read a claims file; "to date" means the last day described, when it is one of the days that
    the statement speaks of (`to_date`): of other days nothing was stated. Raises StatementError."""
    content = yaml.load(path.read_text("utf-8"), Loader=YAML_LOADER)  # noqa: S506 - a safe loader
    where = path.name
    if not isinstance(content, dict) or not {"said_on", "title", "source", "rows", "claims"} <= set(content):
        raise StatementError(where, "a statement has said_on, title, source, rows and claims")
    known = registry() if definitions is None else definitions
    rows = tuple(
        Row(str(name), _words(row["title"], f"{where} {name}"), _words(row["holds"], f"{where} {name}"))
        for name, row in content["rows"].items()
    )
    spoken_of = _spoken_of(content.get("to_date"), where)
    claims = tuple(
        _claim(item, content, as_of, known, where)
        if spoken_of is None or item.get("period") != AS_OF or spoken_of.start <= as_of <= spoken_of.last_day
        else _of_other_days(_claim(item, content, as_of, known, where), spoken_of)
        for item in content["claims"]
    )
    _check_together(claims, rows, where)
    return Statement(
        id=path.stem,
        said_on=content["said_on"],
        title=_words(content["title"], where),
        source=str(content["source"]),
        rows=rows,
        claims=claims,
        elsewhere=_elsewhere(content.get("elsewhere", []), where),
    )


@lru_cache(maxsize=8)
def load_shipped(*, as_of: dt.date, name: str = "2026-01-19") -> Statement:
    """Return the statement that ships."""
    return load_statement(FOLDER / f"{name}.yaml", as_of=as_of)


def relabelled(claim: Claim, *, indicator: str, period: FigurePeriod, value: int, reading: Reading) -> Claim:
    """Return a claim as if other words had been said around its number."""
    return replace(claim, indicator=indicator, period=period, value=value, readings=(reading,))


def _claim(item: Mapping[str, Any], content: Mapping[str, Any], as_of: dt.date, known: Registry, where: str) -> Claim:
    where = f"{where} {item.get('id', '?')}"
    unknown = set(item) - {*Claim.__slots__}
    if unknown or not {"id", "row", "text"} <= set(item):
        raise StatementError(where, f"a claim has id, row and text; unknown: {', '.join(sorted(unknown)) or 'nothing'}")
    indicator, value = str(item.get("indicator") or ""), item.get("value")
    if indicator and indicator not in known:
        raise StatementError(where, f"unknown indicator {indicator}")
    if value is not None and (type(value) is not int or not item.get("unit") or not item.get("readings")):
        raise StatementError(where, "a stated number is an integer with its unit and its readings")
    if value is not None and not indicator:
        raise StatementError(where, "a stated number is about an indicator")
    unit = _unit(item.get("unit") or (known[indicator].unit if indicator else Unit.UNIT), where)
    if indicator and unit != known[indicator].unit:
        raise StatementError(where, f"{indicator} is in {known[indicator].unit}, not in {unit}")
    period = _period(item.get("period"), as_of, where)
    if indicator and (period is None or period.kind not in known[indicator].value_kinds):
        raise StatementError(where, f"{indicator} has no such period")
    base = item.get("base")
    return Claim(
        id=str(item["id"]),
        row=str(item["row"]),
        text=str(item["text"]),
        indicator=indicator,
        period=period,
        area=str(item.get("area", "nation")),
        value=value,
        unit=unit,
        readings=_readings(item.get("readings", ()), where),
        base=Base(int(base["value"]), _readings(base["readings"], where), str(base["source"])) if base else None,
        source=str(item.get("source", content["source"])),
        said_on=item.get("said_on", content["said_on"]),
        says=_words(item["says"], where) if "says" in item else {},
        holds=_words(item["holds"], where) if "holds" in item else {},
        reading_of=str(item.get("reading_of", "")),
        this_paper=bool(item.get("this_paper", False)),
    )


def _spoken_of(content: Any, where: str) -> Period | None:
    if content is None:
        return None
    try:
        return Period(content["start"], content["end"] + dt.timedelta(days=1))
    except (KeyError, TypeError, ValueError) as error:
        raise StatementError(where, f"to_date has a start and an end: {error}") from None


def _of_other_days(claim: Claim, spoken_of: Period) -> Claim:
    """Return a claim without its number, which was said of other days than the last one described."""
    if claim.value is None:
        return claim
    days = {language: formats.period(spoken_of, language) for language in LANGUAGES}
    said = {
        "ar": f"قيل هذا العدد عن فترة أخرى ({days['ar']})، فلا يقارن بهذا اليوم.",
        "fr": f"Ce nombre a été dit pour d'autres jours ({days['fr']}) : il n'est pas comparé à celui-ci.",
        "en": f"This number was said of other days ({days['en']}): it is not compared with this one.",
    }
    says = {language: f"{claim.says.get(language, '')} {said[language]}".strip() for language in LANGUAGES}
    return replace(claim, value=None, readings=(), base=None, says=says)


def _check_together(claims: tuple[Claim, ...], rows: tuple[Row, ...], where: str) -> None:
    ids = [claim.id for claim in claims]
    twice = {one for one in ids if ids.count(one) > 1}
    if twice:
        raise StatementError(where, f"two claims named {', '.join(sorted(twice))}")
    names = {row.id for row in rows}
    for claim in claims:
        if claim.row not in names:
            raise StatementError(f"{where} {claim.id}", f"unknown row {claim.row}")
        if claim.reading_of and claim.reading_of not in ids:
            raise StatementError(f"{where} {claim.id}", f"a reading of an unknown claim {claim.reading_of}")
    empty = names - {claim.row for claim in claims}
    if empty:
        raise StatementError(where, f"rows without a claim: {', '.join(sorted(empty))}")


def _period(content: Any, as_of: dt.date, where: str) -> FigurePeriod | None:
    if content is None:
        return None
    if content == AS_OF:
        return on_day(as_of)
    try:
        return make_period(content["kind"], content["start"], content["end"])
    except (KeyError, TypeError, ValueError) as error:
        raise StatementError(where, f"no period: {error}") from None


def _readings(content: Any, where: str) -> tuple[Reading, ...]:
    readings = tuple(Reading(str(item["rounding"]), int(item["to"])) for item in content)
    if any(reading.rounding not in Rounding.values or reading.to < 1 for reading in readings):
        raise StatementError(where, "a reading has a known rounding and a step of at least one")
    return readings


def _unit(value: Any, where: str) -> Unit:
    try:
        return Unit(value)
    except ValueError as error:
        raise StatementError(where, str(error)) from None


def _words(content: Any, where: str) -> Mapping[str, str]:
    if not isinstance(content, dict) or any(not content.get(language) for language in LANGUAGES):
        raise StatementError(where, "words are missing in Arabic, French or English")
    return {language: str(words).strip() for language, words in content.items()}


def _elsewhere(content: Any, where: str) -> tuple[Elsewhere, ...]:
    return tuple(
        Elsewhere(
            about=str(item["about"]),
            value=int(item["value"]),
            unit=_unit(item["unit"], where),
            what=_words(item["what"], where),
            published=str(item["published"]),
            source=str(item["source"]),
        )
        for item in content
    )
