"""Contradictions and other readings in a sentence, in Arabic, French and English. Nobody is ever said to be wrong."""

from fractions import Fraction

from hirfa.core import formats
from hirfa.core.dates import Period
from hirfa.indicators.definitions import LANGUAGES, Registry
from hirfa.indicators.periods import FigurePeriod
from hirfa.indicators.schedule import parts_of
from hirfa.indicators.wording import stated_text, value_text

from .bounds import GROWTHS, Assertion, Quantity
from .joint import Conflict, Level
from .relabelling import Relabelling
from .statement import Claim

Words = dict[str, str]
_JOIN = {"ar": "؛ ", "fr": " ; ", "en": "; "}
_BEFORE: dict[str, Words] = {
    "near": {"ar": "نحو", "fr": "près de", "en": "about"},
    "more_than": {"ar": "أزيد من", "fr": "plus de", "en": "more than"},
}
_AND = {"ar": " و", "fr": " et ", "en": " and "}


def conflict_sentence(conflict: Conflict, definitions: Registry) -> Words:
    """Say why some claims cannot all be true, and what each level of rounding would leave."""
    said = {}
    for language in LANGUAGES:
        first = _growth_to_date(conflict, definitions, language) or _growth_on_base(conflict, definitions, language)
        parts = [first or _generic(conflict, definitions, language), _levels(conflict, language)]
        said[language] = " ".join(part for part in parts if part)
    return said


def disagreement_sentence(claim: Claim, exact: Fraction, definitions: Registry) -> Words:
    """Say what was stated and what the records hold under the same label. Not who is right."""
    definition = definitions[claim.indicator]
    said = {}
    for language in LANGUAGES:
        words = {
            "stated": stated_text(claim.value or 0, claim.unit, language, definition.noun, arabic_case="genitive"),
            "period": period_words(claim.period, language) if claim.period else "",
            "records": value_text(exact, claim.unit, language),
            "label": definition.label_in(language),
        }
        words["with_stated"] = _after_ba(words["stated"])
        said[language] = {
            "ar": "{label}، {period}: صُرِّح {with_stated}، وفي السجلات {records}.",
            "fr": "{label}, {period} : {stated} selon la déclaration, {records} dans les données enregistrées.",
            "en": "{label}, {period}: {stated} was stated, the records hold {records}.",
        }[language].format(**words)
    return said


def _after_ba(words: str) -> str:
    """Return Arabic words after the preposition, which is written onto a letter and apart from a digit."""
    return f"ب{words}" if words[:1].isalpha() else f"بـ {words}"


def relabelling_sentence(one: Relabelling, definitions: Registry) -> Words:
    """Say under which other words a claim agrees with the records."""
    said = {}
    definition = definitions[one.to.indicator]
    for language in LANGUAGES:
        number = stated_text(one.claim.value or 0, one.claim.unit, language, definitions[one.claim.indicator].noun)
        records = value_text(one.exact, definition.unit, language)
        ending = _ending(one, language)
        label = _new_label(one, definitions, language)
        said[language] = {
            "ar": f"إذا قُرئ الرقم {number} على أنه {label}، وافق السجلات ({records}){ending}.",
            "fr": f"Lu comme {label}, le chiffre de {number} concorde avec les données enregistrées ({records}){ending}.",
            "en": f"Read as {label}, {number} agrees with the records ({records}){ending}.",
        }[language]
    return said


def _ending(one: Relabelling, language: str) -> str:
    if not one.resolves:
        return ""
    if one.together:
        return {
            "ar": "، ويزول التعارض إذا قُرئ معه الرقم الآخر كذلك",
            "fr": ", et la contradiction disparaît si l'autre nombre est lu de même",
            "en": ", and the contradiction disappears when the other number is read so too",
        }[language]
    return {
        "ar": "، ويزول التعارض",
        "fr": ", et la contradiction disparaît",
        "en": ", and the contradiction disappears",
    }[language]


def stated_phrase(claim: Claim, definitions: Registry, language: str) -> str:
    """Say a stated number with the word that was said before it: "more than 47 %", "about 3,900 craftswomen"."""
    if claim.value is None:
        return ""
    noun = definitions[claim.indicator].noun if claim.indicator else None
    before = _BEFORE.get(claim.readings[0].rounding, {}).get(language, "") if claim.readings else ""
    case: formats.ArabicCase = "genitive" if before else "nominative"
    number = stated_text(claim.value, claim.unit, language, noun, arabic_case=case)
    return f"{before} {number}".strip()


def period_words(period: FigurePeriod, language: str) -> str:
    """Say a period: "the whole year 2024", "January to the end of November 2025"."""
    text = formats.period(period.days, language)
    if period.kind == "year":
        return {"ar": f"سنة {text} كاملة", "fr": f"l'année {text} entière", "en": f"the whole year {text}"}[language]
    return text


def _new_label(one: Relabelling, definitions: Registry, language: str) -> str:
    definition = definitions[one.to.indicator]
    label, period = definition.label_in(language), period_words(one.to.period, language)
    if one.change == "unit":
        unit = stated_text(one.value, one.claim.unit, language, definition.noun)
        return {"ar": f"يعني {unit}", "fr": f"voulant dire {unit}", "en": f"meaning {unit}"}[language]
    if one.change == "indicator" or definition.unit == "basis-point":
        return {"ar": f"«{label}»، {period}", "fr": f"« {label} », {period}", "en": f"“{label}”, {period}"}[language]
    return {"ar": f"عن {period}", "fr": f"celui de {period}", "en": f"that of {period}"}[language]


def _growth_to_date(conflict: Conflict, definitions: Registry, language: str) -> str:
    """A sum to a month, its growth, and the whole year before: three claims, one of which goes too far."""
    by_kind = {_kind(one, definitions): one for one in conflict.assertions}
    if set(by_kind) != {"sum:ytd", "ytd_growth:ytd", "sum:year"}:
        return ""
    to_date, growth, year = by_kind["sum:ytd"], by_kind["ytd_growth:ytd"], by_kind["sum:year"]
    if to_date.claim.value is None or growth.claim.value is None or to_date.claim.period is None:
        return ""
    implied = Fraction(to_date.claim.value) / (1 + Fraction(growth.claim.value, 10_000))
    before = to_date.claim.period.a_year_before()
    words = {
        "now": _stated(to_date, language),
        "rate": _stated(growth, language),
        "implied": value_text(implied, to_date.claim.unit, language, arabic_case="genitive"),
        "before": formats.period(before.days, language),
        "total": _stated(year, language, arabic_case="genitive"),
        "year": period_words(year.claim.period, language) if year.claim.period else "",
    }
    if implied <= (year.claim.value or 0):
        return ""
    return {
        "ar": "{now} بزيادة {rate} تعني أن الفترة {before} بلغت قرابة {implied}، أي أكثر من {total} المصرح بها عن {year}.",
        "fr": "{now}, en hausse de {rate}, supposent près de {implied} {before} : plus que le total annoncé pour {year} "
        "({total}).",
        "en": "{now}, up {rate}, supposes nearly {implied} for {before}: more than the {total} stated for {year}.",
    }[language].format(**words)


def _growth_on_base(conflict: Conflict, definitions: Registry, language: str) -> str:
    """A yearly total, a growth, and the published base that the growth is on."""
    growth = next((one for one in conflict.assertions if not one.is_base and _is_growth(one, definitions)), None)
    base = next((one for one in conflict.assertions if one.is_base), None)
    total = next((one for one in conflict.assertions if not one.is_base and not _is_growth(one, definitions)), None)
    if growth is None or base is None or total is None or len(conflict.assertions) != 3:
        return ""
    claim, period = growth.claim, growth.claim.period
    if claim.base is None or claim.value is None or period is None:
        return ""
    definition = definitions[claim.indicator]
    intervals = definition.measure.intervals or 1
    implied = claim.base.value * (1 + Fraction(claim.value, 10_000)) ** intervals
    origin = parts_of(definitions, Quantity(claim.indicator, period))[-1]
    words = {
        "base": value_text(claim.base.value, definitions[origin.indicator].unit, language, arabic_case="genitive"),
        "origin": formats.period(origin.period.days, language),
        "source": claim.base.source,
        "rate": _stated(growth, language),
        "implied": value_text(implied, definitions[origin.indicator].unit, language, arabic_case="genitive"),
        "total": _stated(total, language, arabic_case="genitive"),
        "label": definition.label_in(language),
    }
    return {
        "ar": "على أساس {base} المنشورة عن {origin} ({source})، تعطي نسبة {rate} ({label}) قرابة {implied}، لا {total}.",
        "fr": "Sur les {base} publiés pour {origin} ({source}), {rate} ({label}) donnent près de {implied}, non {total}.",
        "en": "On the {base} published for {origin} ({source}), {rate} ({label}) gives nearly {implied}, not {total}.",
    }[language].format(**words)


def _generic(conflict: Conflict, definitions: Registry, language: str) -> str:
    said = [
        f"{_stated(one, language)} ({definitions[one.claim.indicator].label_in(language)})"
        for one in conflict.assertions
    ]
    listed = _AND[language].join(said)
    return {
        "ar": f"لا يمكن أن تصح معا: {listed}.",
        "fr": f"Ne peuvent être vrais ensemble : {listed}.",
        "en": f"These cannot all be true: {listed}.",
    }[language]


def _levels(conflict: Conflict, language: str) -> str:
    """Say what each level of rounding would leave, and what the records show instead."""
    said = [_level(one, conflict, language) for one in conflict.levels]
    text = _JOIN[language].join(dict.fromkeys(part for part in said if part))
    text = f"{text[:1].upper()}{text[1:]}." if text else ""
    if conflict.share is not None and any(one.against_records for one in conflict.levels):
        share = value_text(conflict.share * 10_000, "basis-point", language)
        text += {
            "ar": f" بينما لم تقل حصة هذه الفترة في السجلات عن {share} من السنة.",
            "fr": f" Or, dans les données enregistrées, cette période n'a jamais apporté moins de {share} de l'année.",
            "en": f" In the records, however, that period never brought less than {share} of a year.",
        }[language]
    return text


def _level(level: Level, conflict: Conflict, language: str) -> str:
    step = _step(conflict, level.level, language)
    if not level.is_possible:
        return {
            "ar": f"بالتقريب إلى {step}: مستحيل",
            "fr": f"à {step} près : impossible",
            "en": f"to the nearest {step}: impossible",
        }[language]
    if level.rest is None or level.rest.most is None:
        return {
            "ar": f"بالتقريب إلى {step}: ممكن",
            "fr": f"à {step} près : possible",
            "en": f"to the nearest {step}: possible",
        }[language]
    most = value_text(level.rest.most, "MAD-centime", language, arabic_case="genitive")
    left = formats.period(Period(level.rest.to_month.period.days.end, level.rest.year.period.days.end), language)
    return {
        "ar": f"بالتقريب إلى {step}: لا يبقى برسم {left} سوى {most} على الأكثر",
        "fr": f"à {step} près : il ne reste que {most} au plus pour {left}",
        "en": f"to the nearest {step}: at most {most} is left for {left}",
    }[language]


def _step(conflict: Conflict, level: int, language: str) -> str:
    """The coarsest rounding of a total at a level: that is what decides."""
    steps = [
        one.readings[min(level, len(one.readings) - 1)].to
        for one in conflict.assertions
        if one.claim.unit != "basis-point" and not one.is_base
    ]
    unit = next((one.claim.unit for one in conflict.assertions if one.claim.unit != "basis-point"), "unit")
    return stated_text(max(steps, default=1), unit, language, arabic_case="genitive")


def _kind(one: Assertion, definitions: Registry) -> str:
    period = one.claim.period.kind if one.claim.period else ""
    return f"{definitions[one.claim.indicator].measure.kind}{'.base' if one.is_base else ''}:{period}"


def _is_growth(one: Assertion, definitions: Registry) -> bool:
    return definitions[one.claim.indicator].measure.kind in GROWTHS


def _stated(one: Assertion, language: str, *, arabic_case: formats.ArabicCase = "nominative") -> str:
    return stated_text(one.claim.value or 0, one.claim.unit, language, arabic_case=arabic_case)
