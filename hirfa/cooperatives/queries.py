"""Questions others may ask about cooperatives and women's spaces.

The `facts_` questions answer for the last day described (`as_of`) with what was known before a moment (`known_at`; None
is today). Columns: `record_id`, `day`, `region_code`, `province_code`, `trade_code` where they exist, and the measures.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from hirfa.accounts.models import User
from hirfa.core.ids import IdField
from hirfa.core.recorded import believed, ended_by
from hirfa.reference.queries import get_parameter
from hirfa.register.choices import ApplicationState, Sex
from hirfa.register.models import Holder, holding_on
from hirfa.register.placing import situated
from hirfa.register.searching import nia_typed

from .choices import BeneficiaryKind, Office, WomenMeaning
from .models import (
    AnnualFiling,
    Cooperative,
    Mandate,
    Member,
    SectorActivity,
    SpaceBeneficiary,
    SpaceManagement,
    WomenSpace,
)
from .rules import first_year_of_activity

DORMANT_AFTER_YEARS = "cooperative.dormant_after_years"


def facts_cooperatives(*, as_of: dt.date, known_at: dt.datetime | None = None) -> models.QuerySet[Cooperative]:
    """Return the cooperatives that exist on a day, by `day` (founded), with every reading of "active" and "women's".

    Columns: `members_count`, `women_count`; `is_women_all`, `is_women_majority`, `is_women_president` (the meanings of
    `rules.is_womens`); `operates_in_sector` and `is_dormant` (the two readings of "active in the craft sector").
    """
    found: models.QuerySet[Cooperative] = Cooperative.objects.filter(founded_on__lte=as_of).exclude(
        ended_by(as_of, known_at=known_at, on="dissolved_on", recorded="dissolution_recorded_at")
    )
    if known_at is not None:
        found = found.filter(recorded_at__lt=known_at)
    ours = {"cooperative": OuterRef("pk")}
    presides = Mandate.objects.filter(
        holding_on(as_of, known_at=known_at), **ours, office=Office.PRESIDENT, member__sex=Sex.FEMALE
    )
    window_years = int(get_parameter(DORMANT_AFTER_YEARS, on=as_of))
    first_year = first_year_of_activity(as_of, window_years=window_years)
    filed = AnnualFiling.objects.filter(
        believed(known_at=known_at), **ours, active=True, year__gte=first_year, year__lte=as_of.year
    )
    found = found.annotate(
        record_id=F("pk"),
        day=F("founded_on"),
        members_count=count_members(OuterRef("pk"), Value(as_of), known_at=known_at),
        women_count=count_members(OuterRef("pk"), Value(as_of), known_at=known_at, sex=Sex.FEMALE),
        is_women_president=Exists(presides),
        operates_in_sector=Exists(SectorActivity.objects.filter(holding_on(as_of, known_at=known_at), **ours)),
        is_dormant=_yes(Q(founded_on__lt=dt.date(first_year, 1, 1)) & ~Q(Exists(filed))),
    ).annotate(
        is_women_all=_yes(Q(members_count__gt=0, women_count=F("members_count"))),
        is_women_majority=_yes(Q(women_count__gt=F("members_count") - F("women_count"))),
    )
    return situated(found, holder="unit__holder", on=as_of, known_at=known_at)


def facts_members(*, as_of: dt.date, known_at: dt.datetime | None = None) -> models.QuerySet[Member]:
    """Return the members on a day, by `day` (joined) and `sex`, at the cooperative's place."""
    found = Member.objects.filter(_belongs(Value(as_of)), believed(known_at=known_at)).annotate(
        record_id=F("pk"), day=F("joined_on")
    )
    return situated(found, holder="cooperative__unit__holder", on=as_of, known_at=known_at)


def facts_spaces(*, as_of: dt.date, known_at: dt.datetime | None = None) -> models.QuerySet[WomenSpace]:
    """Return the women's spaces open on a day, by `day` (opened); `beneficiaries_count` is people, whatever their kind."""
    found = WomenSpace.objects.filter(opened_on__lte=as_of).exclude(
        ended_by(as_of, known_at=known_at, on="closed_on", recorded="closing_recorded_at")
    )
    if known_at is not None:
        found = found.filter(recorded_at__lt=known_at)
    served = (
        SpaceBeneficiary.objects.filter(holding_on(as_of, known_at=known_at), space=OuterRef("pk"))
        .order_by()
        .values("space")
        .annotate(number=Count(_person(), distinct=True))
        .values("number")
    )
    return found.annotate(
        record_id=F("pk"),
        day=F("opened_on"),
        province_code=F("province_id"),
        region_code=F("province__region_id"),
        beneficiaries_count=Coalesce(Subquery(served), 0),
    )


def facts_beneficiaries(*, as_of: dt.date, known_at: dt.datetime | None = None) -> models.QuerySet[SpaceBeneficiary]:
    """Return who is served by an open space on a day, by `kind` and `sex`.

    `person_id` is the holder, or the row itself when the register does not know the person: count it distinct, for one
    woman may be a trainee in one space and a user of another.
    """
    open_spaces = facts_spaces(as_of=as_of, known_at=known_at)
    return SpaceBeneficiary.objects.filter(
        holding_on(as_of, known_at=known_at), space__in=open_spaces.values("pk")
    ).annotate(
        record_id=F("pk"),
        day=F("valid_from"),
        person_id=_person(),
        space_code=F("space__code"),
        province_code=F("space__province_id"),
        region_code=F("space__province__region_id"),
        trade_code=F("trade_id"),
    )


def count_members(
    cooperative: Combinable, day: Combinable, *, known_at: dt.datetime | None = None, sex: Sex | None = None
) -> Combinable:
    """Return the number of members on a day as an expression; `cooperative` and `day` may be references to an outer row."""
    found = Member.objects.filter(_belongs(day), believed(known_at=known_at), cooperative=cooperative)
    if sex is not None:
        found = found.filter(sex=sex)
    counted = found.order_by().values("cooperative").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


def is_womens_unit(unit: str, day: str, *, known_at: dt.datetime | None = None) -> Combinable:
    """Return, as an expression over any fact, whether a unit was then a cooperative whose members were all women.

    `unit` and `day` are paths from the fact: to a unit's holder id (`holder_id`) and to a date (`granted_on`).
    """
    members = Member.objects.filter(_belongs(OuterRef(day)), believed(known_at=known_at), cooperative=OuterRef(unit))
    return _yes(Q(Exists(members)) & ~Q(Exists(members.exclude(sex=Sex.FEMALE))))


def _belongs(day: Combinable) -> Q:
    return Q(joined_on__lte=day) & (Q(left_on__isnull=True) | Q(left_on__gt=day))


def _yes(condition: Q) -> Case:
    return Case(When(condition, then=Value(True)), default=Value(False))


def _person() -> Combinable:
    return Coalesce(F("holder_id"), F("pk"), output_field=IdField())


@dataclass(frozen=True, slots=True)
class Reading:
    """One base ("active" read one way) and how many of it are women's cooperatives in each meaning."""

    total: int
    womens: dict[WomenMeaning, int]


COLUMN_OF: Final = {
    WomenMeaning.ALL_MEMBERS: "is_women_all",
    WomenMeaning.MAJORITY: "is_women_majority",
    WomenMeaning.PRESIDENT: "is_women_president",
}
ACTIVE: Final = {"all": Q(), "operating": Q(operates_in_sector=True), "not_dormant": Q(is_dormant=False)}


def count_readings(facts: models.QuerySet[Cooperative]) -> dict[str, Reading]:
    """Count cooperatives by every reading at once, in one query: `all`, `operating` in the sector, `not_dormant`."""
    wanted = {f"{base}_total": Count("pk", filter=condition) for base, condition in ACTIVE.items()}
    for base, condition in ACTIVE.items():
        wanted |= {
            f"{base}_{meaning.value}": Count("pk", filter=condition & Q(**{column: True}))
            for meaning, column in COLUMN_OF.items()
        }
    counted = facts.order_by().aggregate(**wanted)
    return {
        base: Reading(
            total=counted[f"{base}_total"],
            womens={meaning: counted[f"{base}_{meaning.value}"] for meaning in WomenMeaning},
        )
        for base in ACTIVE
    }


def count_beneficiaries(facts: models.QuerySet[SpaceBeneficiary]) -> dict[str, int]:
    """Count the people served: `people` once each, and by kind, where a woman may stand under several."""
    wanted = {kind.value: Count("person_id", filter=Q(kind=kind), distinct=True) for kind in BeneficiaryKind}
    return facts.order_by().aggregate(people=Count("person_id", distinct=True), **wanted)


def find_holder(member: SpaceBeneficiary) -> Holder | None:
    """Return who in the register somebody served by a space is: as the space knows her, or admitted since by her application."""
    if member.holder is not None:
        return member.holder
    admitted = member.applications.filter(application__state=ApplicationState.ADMITTED)
    first = admitted.select_related("application__holder").order_by("application__recorded_at").first()
    return first.application.holder if first else None


def find_account_for(space: WomenSpace, *, typed: str) -> User | None:
    """Return the account that a log-in names, or a craft number that serves as one; None outside the space's territory."""
    user = User.objects.filter(username=nia_typed(typed) or typed).first()
    if user is None or not WomenSpace.objects.visible_to(user).filter(pk=space.pk).exists():
        return None
    return user


def list_managements(space: WomenSpace) -> list[SpaceManagement]:
    """Return who manages a space, then who did, the last first."""
    found = space.managements.select_related("user")
    return list(found.order_by(F("ended_at").desc(nulls_first=True), "-recorded_at", "pk"))
