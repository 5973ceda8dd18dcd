"""Definitions of figures, as declared in YAML: read once, checked as a whole, refused with the file and the reason."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import yaml

from .choices import Disclosure, Grain, Nature, PeriodKind, Unit
from .rules import ROUNDINGS
from .sources import SOURCES, Source

FOLDER: Final = Path(__file__).parent / "definitions"
# libyaml reads the hundred definitions ten times as fast, where the wheel has it
YAML_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
LANGUAGES: Final = ("ar", "fr", "en")
OPERATORS: Final = frozenset({"eq", "ne", "in", "not_in", "gte", "lte", "gt", "lt", "is_null", "not_null"})

# kind of measure -> what it must name
COUNTED: Final[Mapping[str, tuple[str, ...]]] = {"count": (), "count_distinct": ("field",), "sum": ("field",)}
DERIVED: Final[Mapping[str, tuple[str, ...]]] = {
    "ratio": ("part", "whole"),
    "share": ("part", "whole"),
    "mean_per": ("of", "per"),
    "ytd_growth": ("of",),
    "full_year_growth": ("of",),
    "base_growth": ("of", "base_year"),
    "cagr": ("of", "intervals"),
    "mean_annual_growth": ("of",),
}
PERIODS_OF: Final[Mapping[str, PeriodKind]] = {
    "ytd_growth": PeriodKind.YTD,
    "full_year_growth": PeriodKind.YEAR,
    "base_growth": PeriodKind.YEAR,
    "cagr": PeriodKind.RANGE,
    "mean_annual_growth": PeriodKind.RANGE,
}
IN_BASIS_POINTS: Final = frozenset(DERIVED) - {"mean_per"}


class DefinitionError(ValueError):
    """A definition that cannot be used: the file and the reason."""

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(f"{where}: {reason}")


@dataclass(frozen=True, slots=True)
class Condition:
    """One line of a filter. A value taken from a versioned list names the list and its version."""

    field: str
    op: str
    value: Any = None
    list_name: str = ""
    list_version: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    kind: str
    field: str = ""
    of: str = ""
    part: str = ""
    whole: str = ""
    per: str = ""
    base_year: int = 0
    intervals: int = 0

    @property
    def is_derived(self) -> bool:
        return self.kind in DERIVED

    @property
    def parts(self) -> tuple[str, ...]:
        """The indicators that this one is made of."""
        return tuple(name for name in (self.of, self.part, self.whole, self.per) if name)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which periods are computed for a last day: of its own year and of `back` years before."""

    kind: PeriodKind
    back: int = 0
    months: tuple[int, ...] = ()
    first: int = 0
    last: int = 0


@dataclass(frozen=True, slots=True)
class Definition:
    """An indicator: a sentence, a number and a source, in a version that never changes once figures bear it."""

    id: str
    version: int
    label: Mapping[str, str]
    definition: Mapping[str, str]
    population: str
    source: str
    filter: tuple[Condition, ...]
    measure: Measure
    period: PeriodKind
    areas: tuple[str, ...]
    grains: tuple[Grain, ...]
    rounding: str
    disclosure: Disclosure
    owner: str
    unit: Unit
    status: Nature
    compute: tuple[Wanted, ...]
    noun: Mapping[str, str]

    def label_in(self, language: str) -> str:
        return self.label.get(language, self.label["fr"])

    def definition_in(self, language: str) -> str:
        return self.definition.get(language, self.definition["fr"])

    @property
    def facts_source(self) -> Source:
        return SOURCES[self.source]

    @property
    def value_kinds(self) -> tuple[PeriodKind, ...]:
        """The kinds of period that it may be asked for: a flow counted over a year is counted over its months too."""
        if self.period in {PeriodKind.INSTANT, PeriodKind.RANGE} or self.measure.kind in PERIODS_OF:
            return (self.period,)
        return (PeriodKind.MONTH, PeriodKind.YTD, PeriodKind.YEAR)


Registry = Mapping[str, Definition]


@lru_cache(maxsize=1)
def registry() -> Registry:
    """Return the definitions that ship, by id. Raises DefinitionError: the program then does not start counting."""
    return load_registry(FOLDER)


def load_registry(folder: Path) -> Registry:
    """Read every YAML file below a folder and check the definitions as a whole. Raises DefinitionError."""
    found: dict[str, Definition] = {}
    for path in sorted(folder.rglob("*.yaml")):
        where = str(path.relative_to(folder))
        for content in yaml.load_all(path.read_text("utf-8"), Loader=YAML_LOADER):
            made = read_definition(content, where)
            if made.id in found:
                raise DefinitionError(where, f"a second definition of {made.id}")
            found[made.id] = made
    check_together(found)
    return found


def read_definition(content: Any, where: str) -> Definition:
    """Return one definition from the content of a file, checked by itself. Raises DefinitionError."""
    if not isinstance(content, dict):
        raise DefinitionError(where, "not a mapping")
    where = f"{where} ({content.get('id', 'no id')})"
    missing = {"id", "version", "label", "definition", "population", "measure", "period", "rounding", "unit"} - set(
        content
    )
    unknown = set(content) - set(Definition.__slots__)
    if missing or unknown:
        raise DefinitionError(where, _said(missing, unknown))
    measure = _measure(content["measure"], where)
    made = Definition(
        id=str(content["id"]),
        version=int(content["version"]),
        label=_in_languages(content["label"], "label", where),
        definition=_in_languages(content["definition"], "definition", where),
        population=str(content["population"]),
        source=str(content.get("source", "")),
        filter=tuple(_condition(line, where) for line in content.get("filter", ())),
        measure=measure,
        period=_one_of(PeriodKind, content["period"], where),
        areas=tuple(content.get("areas", ("nation",))),
        grains=tuple(_one_of(Grain, grain, where) for grain in content.get("grains", ())),
        rounding=str(content["rounding"]),
        disclosure=_one_of(Disclosure, content.get("disclosure", "none"), where),
        owner=str(content.get("owner", "")),
        unit=_one_of(Unit, content["unit"], where),
        status=_one_of(Nature, content.get("status", "counted"), where),
        compute=tuple(_wanted(line, where) for line in content.get("compute", ())),
        noun=_in_languages(content["noun"], "noun", where) if "noun" in content else {},
    )
    _check(made, where)
    return made


def check_together(found: Mapping[str, Definition]) -> None:
    """Refuse a definition made of an unknown one, or of itself by any way round. Raises DefinitionError."""
    for made in found.values():
        for part in made.measure.parts:
            if part not in found:
                raise DefinitionError(made.id, f"unknown indicator {part}")
        if made.measure.kind == "share" and found[made.measure.part].unit != found[made.measure.whole].unit:
            raise DefinitionError(made.id, "a share of another unit")
    for name in found:
        _refuse_cycle(name, found, ())


def _refuse_cycle(name: str, found: Mapping[str, Definition], way: tuple[str, ...]) -> None:
    if name in way:
        raise DefinitionError(name, f"made of itself: {' -> '.join((*way, name))}")
    for part in found[name].measure.parts:
        _refuse_cycle(part, found, (*way, name))


def _check(made: Definition, where: str) -> None:
    if made.rounding not in ROUNDINGS:
        raise DefinitionError(where, f"unknown rounding {made.rounding}")
    if made.measure.is_derived:
        expected = PERIODS_OF.get(made.measure.kind, made.period)
        if made.source or made.filter or made.period != expected:
            raise DefinitionError(where, f"{made.measure.kind} is made of figures, over {expected}")
        if (made.unit == Unit.BASIS_POINT) != (made.measure.kind in IN_BASIS_POINTS):
            raise DefinitionError(where, f"{made.measure.kind} is not in {made.unit}")
        return
    if made.source not in SOURCES:
        raise DefinitionError(where, f"unknown source {made.source!r}")
    source = SOURCES[made.source]
    for used in (*(line.field for line in made.filter), *filter(None, [made.measure.field])):
        if used not in source.fields:
            raise DefinitionError(where, f"{made.source} has no field {used}")
    if (Grain.REGION in made.grains and not source.region) or (Grain.TRADE in made.grains and not source.trade):
        raise DefinitionError(where, f"{made.source} has no such grain")
    if made.period != PeriodKind.INSTANT and source.day is None:
        raise DefinitionError(where, f"{made.source} stands on a day and has no {made.period}")


def _measure(content: Any, where: str) -> Measure:
    if not isinstance(content, dict) or "kind" not in content:
        raise DefinitionError(where, "a measure has a kind")
    wanted = {**COUNTED, **DERIVED}.get(content["kind"])
    if wanted is None:
        raise DefinitionError(where, f"unknown measure {content['kind']}")
    if set(content) != {"kind", *wanted}:
        raise DefinitionError(where, f"{content['kind']} takes {', '.join(wanted) or 'nothing'}")
    return Measure(**content)


def _condition(content: Any, where: str) -> Condition:
    if not isinstance(content, dict) or content.get("op") not in OPERATORS or "field" not in content:
        raise DefinitionError(where, f"a line of the filter has field, op and value: {content}")
    if content.get("list") and not content.get("list_version"):
        raise DefinitionError(where, f"the list {content['list']} has no version")
    return Condition(
        field=str(content["field"]),
        op=str(content["op"]),
        value=content.get("value"),
        list_name=str(content.get("list", "")),
        list_version=str(content.get("list_version", "")),
    )


def _wanted(content: Mapping[str, Any], where: str) -> Wanted:
    kind = _one_of(PeriodKind, content["kind"], where)
    months = tuple(int(month) for month in content.get("months", ()))
    return Wanted(kind, int(content.get("back", 0)), months, int(content.get("first", 0)), int(content.get("last", 0)))


def _in_languages(content: Any, name: str, where: str) -> Mapping[str, str]:
    missing = [language for language in LANGUAGES if not (isinstance(content, dict) and content.get(language))]
    if missing:
        raise DefinitionError(where, f"{name} is missing in {', '.join(missing)}")
    return {language: str(content[language]).strip() for language in content}


def _one_of(choices: Any, value: Any, where: str) -> Any:
    try:
        return choices(value)
    except ValueError as error:
        raise DefinitionError(where, str(error)) from None


def _said(missing: Iterable[str], unknown: Iterable[str]) -> str:
    said = [f"missing {', '.join(sorted(missing))}"] if missing else []
    said += [f"unknown {', '.join(sorted(unknown))}"] if unknown else []
    return "; ".join(said)
