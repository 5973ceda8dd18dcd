"""Things worth saying that are no contradictions: averages too round to have been counted, numbers published elsewhere."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from hirfa.core import formats
from hirfa.indicators.definitions import Registry
from hirfa.indicators.wording import stated_text, value_text

from .statement import Claim, Elsewhere, Statement

_PUBLISHED: Final = frozenset({"same_number_elsewhere", "published_otherwise"})


@dataclass(frozen=True, slots=True)
class Note:
    """A remark about some claims, in three languages."""

    kind: str
    claims: tuple[str, ...]
    sentence: dict[str, str]

    @property
    def is_published(self) -> bool:
        """Whether it is a number that was published elsewhere, rather than a remark of ours."""
        return self.kind in _PUBLISHED


def list_notes(statement: Statement, definitions: Registry) -> list[Note]:
    """Return the remarks that the statement calls for."""
    return [*_round_averages(statement.claims, definitions), *_published_elsewhere(statement)]


def _round_averages(claims: Iterable[Claim], definitions: Registry) -> Iterator[Note]:
    """A stated total that is an exact, round multiple of a stated count may be an average multiplied back."""
    stated = {(claim.indicator, claim.period): claim for claim in claims if claim.value and claim.is_main}
    for definition in definitions.values():
        if definition.measure.kind != "mean_per":
            continue
        for (indicator, period), total in stated.items():
            count = stated.get((definition.measure.per, period))
            if indicator != definition.measure.of or count is None or not total.value or not count.value:
                continue
            mean = Fraction(total.value, count.value)
            if is_round(mean):
                yield Note("round_average", (total.id, count.id), _said_of(total, count, mean, definitions))


def is_round(mean: Fraction) -> bool:
    """Say whether a mean has two significant digits at most and three zeros at least: counted ones rarely do."""
    if mean.denominator != 1 or mean.numerator < 1000:
        return False
    digits = str(mean.numerator)
    return len(digits) - len(digits.rstrip("0")) >= 3 and len(digits.rstrip("0")) <= 2


def _said_of(total: Claim, count: Claim, mean: Fraction, definitions: Registry) -> dict[str, str]:
    said = {}
    for language in ("ar", "fr", "en"):
        whole = stated_text(total.value or 0, total.unit, language, definitions[total.indicator].noun)
        number = stated_text(
            count.value or 0, count.unit, language, definitions[count.indicator].noun, arabic_case="genitive"
        )
        each = value_text(mean, total.unit, language, arabic_case="accusative")
        said[language] = {
            "ar": f"{whole} على {number} تساوي بالضبط {each} لكل واحد: لعل المجموع متوسط مضروب في العدد، لا حصيلة إحصاء.",
            "fr": f"{whole} pour {number} font exactement {each} par unité : le total est peut-être une moyenne "
            "multipliée par le nombre, non un comptage.",
            "en": f"{whole} over {number} is exactly {each} each: the total may be an average multiplied by the number "
            "rather than a count.",
        }[language]
    return said


def _published_elsewhere(statement: Statement) -> Iterator[Note]:
    by_id = {claim.id: claim for claim in statement.claims}
    for other in statement.elsewhere:
        claim = by_id.get(other.about)
        if claim is None or claim.value is None:
            continue
        kind = "same_number_elsewhere" if other.value == claim.value else "published_otherwise"
        yield Note(kind, (claim.id,), {language: _elsewhere(other, language) for language in ("ar", "fr", "en")})


def _elsewhere(other: Elsewhere, language: str) -> str:
    value = stated_text(other.value, other.unit, language)
    what = other.what[language]
    published = formats.isolate(other.published)
    return {
        "ar": f"منشور أيضا ({published}، {formats.isolate(other.source)}): {value}، {what}.",
        "fr": f"Publié aussi ({published}, {other.source}) : {value}, {what}.",
        "en": f"Also published ({published}, {other.source}): {value}, {what}.",
    }[language]
