"""What figures may be counted from: the `facts_` questions of the apps below, with the columns that definitions may use."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final, cast

from django.db import models
from django.utils.module_loading import import_string

Facts = models.QuerySet[Any]


@dataclass(frozen=True, slots=True)
class Source:
    """A facts question by dotted path; `day` is the column that a period limits, None for what stands on a day.

    `listing` are the columns that an analyst sees of a record; they never hold a name, CIN or contact of a person. Of
    two that end in `_ar` and `_fr` each language shows one.
    `once` are columns that never hold a value twice: counting them distinct is counting the records.
    """

    name: str
    path: str
    columns: tuple[str, ...]
    day: str | None = "day"
    listing: tuple[str, ...] = ()
    region: str | None = "region_code"
    trade: str | None = None
    label: dict[str, str] = field(default_factory=dict)
    once: tuple[str, ...] = ()

    def facts(self, *, as_of: dt.date, known_at: dt.datetime | None) -> Facts:
        """Ask the question, and keep the record's id and the declared columns."""
        question = cast(Callable[..., Facts], import_string(self.path))
        return question(as_of=as_of, known_at=known_at).order_by().values("record_id", *self.fields)

    def listing_in(self, language: str) -> tuple[str, ...]:
        """Return the listing's columns for a language: Latin letters for all but Arabic."""
        left_out = "_fr" if language == "ar" else "_ar"
        return tuple(column for column in self.listing if not column.endswith(left_out))

    @property
    def fields(self) -> tuple[str, ...]:
        """Every column that a figure or a list of records may use, once each."""
        places = [name for name in (self.day, self.region, self.trade) if name]
        return tuple(dict.fromkeys((*places, *self.columns, *self.listing)))


SOURCES: Final[dict[str, Source]] = {}


def enter(source: Source) -> Source:
    """Make a source known to definitions. Raises ValueError when its name is taken."""
    if source.name in SOURCES:
        raise ValueError(f"two sources named {source.name}")
    SOURCES[source.name] = source
    return source


def _label(ar: str, fr: str, en: str) -> dict[str, str]:
    return {"ar": ar, "fr": fr, "en": en}


_DECLARED: Final = (
    Source(
        name="people",
        path="hirfa.indicators.facts.people",
        columns=("holder_id", "sex", "title"),
        day=None,
        trade="trade_code",
        listing=("nia", "trade_code", "chamber_code"),
        once=("holder_id",),
        label=_label("قيود الأشخاص السارية", "inscriptions de personnes en vigueur", "people's entries in force"),
    ),
    Source(
        name="units",
        path="hirfa.indicators.facts.units",
        columns=("holder_id", "kind"),
        day=None,
        trade="trade_code",
        listing=("nia", "kind", "trade_code", "chamber_code"),
        once=("holder_id",),
        label=_label("قيود الوحدات السارية", "inscriptions d'unités en vigueur", "units' entries in force"),
    ),
    Source(
        name="cards",
        path="hirfa.indicators.facts.cards",
        columns=("holder_id", "is_usable", "is_made", "is_delivered", "is_handed_over", "sex"),
        day=None,
        trade="trade_code",
        listing=("nia", "trade_code", "chamber_code"),
        label=_label("البطاقات", "cartes", "cards"),
    ),
    Source(
        name="cover",
        path="hirfa.indicators.facts.cover",
        columns=("cover_state", "sex"),
        day=None,
        trade="trade_code",
        listing=("nia", "cover_state", "trade_code", "chamber_code"),
        label=_label("وضعيات التغطية الاجتماعية", "situations de couverture sociale", "states of social cover"),
    ),
    Source(
        name="fairs",
        path="hirfa.fairs.queries.facts_fairs",
        columns=("level", "fair_state", "contract_id", "event_id"),
        listing=("code", "name_ar", "name_fr", "level", "city_ar", "city_fr", "day"),
        label=_label("المعارض", "salons", "fairs"),
    ),
    Source(
        name="visits",
        path="hirfa.fairs.queries.facts_visits",
        columns=("level", "fair_state", "method", "is_surest", "visitors"),
        listing=("fair_code", "day", "method", "visitors"),
        label=_label("إحصاءات الزوار في اليوم", "comptages de visiteurs par jour", "daily counts of visitors"),
    ),
    Source(
        name="sales",
        path="hirfa.fairs.queries.facts_sales",
        columns=("level", "fair_state", "status", "amount_centimes", "holder_id"),
        trade="trade_code",
        listing=("fair_code", "day", "status", "amount_centimes", "trade_code"),
        label=_label("تصاريح المبيعات", "déclarations de ventes", "sales returns"),
    ),
    Source(
        name="exhibitors",
        path="hirfa.fairs.queries.facts_exhibitors",
        columns=("level", "fair_state", "holder_id", "holder_kind", "sex"),
        trade="trade_code",
        listing=("fair_code", "holder_kind", "trade_code"),
        label=_label("العارضون المقبولون", "exposants admis", "exhibitors admitted"),
    ),
    Source(
        name="fair_contracts",
        path="hirfa.fairs.queries.facts_contracts",
        columns=("planned_fairs", "budget_centimes", "held_fairs"),
        listing=("chamber_code", "day", "planned_fairs", "held_fairs", "budget_centimes"),
        label=_label("عقود البرنامج", "contrats-programmes", "programme contracts"),
    ),
    Source(
        name="cooperatives",
        path="hirfa.cooperatives.queries.facts_cooperatives",
        columns=(
            "members_count",
            "women_count",
            "is_women_all",
            "is_women_majority",
            "is_women_president",
            "operates_in_sector",
            "is_dormant",
        ),
        day=None,
        trade="trade_code",
        listing=("odco_number", "members_count", "women_count", "province_code"),
        label=_label("التعاونيات", "coopératives", "cooperatives"),
    ),
    Source(
        name="members",
        path="hirfa.cooperatives.queries.facts_members",
        columns=("sex",),
        day=None,
        listing=("sex", "province_code"),
        label=_label("أعضاء التعاونيات", "membres de coopératives", "members of cooperatives"),
    ),
    Source(
        name="spaces",
        path="hirfa.cooperatives.queries.facts_spaces",
        columns=("beneficiaries_count",),
        day=None,
        listing=("code", "province_code", "beneficiaries_count"),
        label=_label("فضاءات دور الصانعة", "espaces Dar Sanaa", "women's spaces"),
    ),
    Source(
        name="beneficiaries",
        path="hirfa.cooperatives.queries.facts_beneficiaries",
        columns=("person_id", "kind", "sex"),
        day=None,
        trade="trade_code",
        listing=("space_code", "kind", "trade_code", "province_code"),
        label=_label("المستفيدات من الفضاءات", "bénéficiaires des espaces", "beneficiaries of the spaces"),
    ),
    Source(
        name="certificates",
        path="hirfa.certification.queries.facts_certificates",
        columns=("holder_id", "scheme_code", "programme_code", "is_women_unit", "is_women_cooperative", "in_force"),
        trade="trade_code",
        listing=("number", "scheme_code", "day", "trade_code", "province_code"),
        label=_label("شهادات التصديق", "certificats", "certificates"),
    ),
    Source(
        name="apprenticeships",
        path="hirfa.training.queries.facts_contracts",
        columns=("sex", "status", "for_women_cooperative"),
        trade="trade_code",
        listing=("centre_code", "trade_code", "day", "status"),
        label=_label("عقود التدرج المهني", "contrats d'apprentissage", "apprenticeship contracts"),
    ),
    Source(
        name="courses",
        path="hirfa.training.queries.facts_courses",
        columns=("theme", "for_women_cooperative", "enrolled_count"),
        listing=("code", "theme", "day", "enrolled_count"),
        label=_label("الدورات التكوينية", "formations", "courses"),
    ),
    Source(
        name="enrolments",
        path="hirfa.training.queries.facts_enrolments",
        columns=("sex", "theme", "for_women_cooperative", "attended_sessions", "completed"),
        listing=("course_code", "theme", "day", "attended_sessions", "completed"),
        label=_label("التسجيلات في الدورات", "inscriptions aux formations", "enrolments in courses"),
    ),
    Source(
        name="offers",
        path="hirfa.benefits.queries.facts_offers",
        columns=("family", "partner_code", "is_open"),
        region=None,
        listing=("code", "family", "partner_code", "day"),
        label=_label("عروض الشركاء", "offres des partenaires", "partners' offers"),
    ),
    Source(
        name="uses",
        path="hirfa.benefits.queries.facts_uses",
        columns=("family", "holder_id", "sex"),
        trade="trade_code",
        listing=("offer_code", "family", "day", "trade_code"),
        label=_label("استعمالات العروض", "utilisations des offres", "uses of offers"),
    ),
    Source(
        name="exports",
        path="hirfa.exports.queries.facts_exports",
        columns=("family_code", "country", "mark_code", "amount_centimes", "weight_grams"),
        listing=("day", "hs_code_id", "country", "amount_centimes"),
        label=_label("تصاريح التصدير", "déclarations d'exportation", "export declarations"),
    ),
    Source(
        name="regions",
        path="hirfa.indicators.facts.regions",
        columns=("code",),
        day=None,
        region=None,
        listing=("code",),
        label=_label("الجهات", "régions", "regions"),
    ),
)
for _source in _DECLARED:
    enter(_source)
