"""Cooperatives and women's spaces, by trait. Units come from the register's own loading."""

import datetime as dt
from typing import Any

import factory

from hirfa.cooperatives.choices import BeneficiaryKind, Office, SpaceManager
from hirfa.cooperatives.models import (
    AnnualFiling,
    Cooperative,
    Mandate,
    Member,
    SectorActivity,
    SpaceBeneficiary,
    WomenSpace,
)
from hirfa.reference.models import LegalParameter
from tests.factories.register import register_unit

AT = dt.datetime(2024, 1, 10, 10, 0, tzinfo=dt.UTC)
FOUNDED = dt.date(2019, 4, 1)


def set_dormancy(years: int = 2) -> None:
    """How many years without a filing of activity make a cooperative dormant, from 2015 on."""
    LegalParameter.objects.update_or_create(
        key="cooperative.dormant_after_years",
        valid_to=None,
        defaults={"valid_from": dt.date(2015, 1, 1), "value": years, "source": "tests"},
    )


def found_cooperative(women: int = 0, men: int = 0, *, president: str = "", **values: Any) -> Cooperative:
    """A cooperative of so many women and men that operates in the sector and filed for 2024.

    `president` is the sex of who presides; `filed` the years of activity filed; `operating=False` leaves the sector out.
    The rest goes to the unit (`chamber`, `name_latin`...).
    """
    set_dormancy()
    operating = values.pop("operating", True)
    filed = values.pop("filed", (2024,))
    founded_on = values.pop("founded_on", FOUNDED)
    entry = register_unit(**values)
    made = Cooperative.objects.create(unit=entry.holder.unit, founded_on=founded_on, recorded_at=AT)
    members = [MemberFactory(cooperative=made, sex=sex) for sex in "F" * women + "M" * men]
    if president:
        head = next(member for member in members if member.sex == president)
        Mandate.objects.create(
            cooperative=made, member=head, office=Office.PRESIDENT, valid_from=FOUNDED, recorded_at=AT
        )
    if operating:
        SectorActivity.objects.create(cooperative=made, valid_from=FOUNDED, recorded_at=AT)
    for year in filed:
        AnnualFiling.objects.create(
            cooperative=made, year=year, active=True, filed_on=dt.date(year + 1, 3, 1), recorded_at=AT
        )
    return made


class MemberFactory(factory.django.DjangoModelFactory[Member]):
    class Meta:
        model = Member

    sex = "F"
    joined_on = FOUNDED
    recorded_at = AT


class WomenSpaceFactory(factory.django.DjangoModelFactory[WomenSpace]):
    class Meta:
        model = WomenSpace

    code = factory.Sequence(lambda n: f"DS-{n:03}")
    name_ar = "دار الصانعة بتاونات"
    name_fr = "Dar Sanaa de Taounate"
    province_id = "03.591"
    manager = SpaceManager.ASSOCIATION
    opened_on = dt.date(2020, 5, 1)
    recorded_at = AT

    class Params:
        elsewhere = factory.Trait(province_id="07.351")
        closed = factory.Trait(closed_on=dt.date(2024, 6, 1), closing_recorded_at=AT)


class SpaceBeneficiaryFactory(factory.django.DjangoModelFactory[SpaceBeneficiary]):
    class Meta:
        model = SpaceBeneficiary

    space = factory.SubFactory(WomenSpaceFactory)
    kind = BeneficiaryKind.MEMBER
    valid_from = dt.date(2021, 1, 1)
    recorded_at = AT
