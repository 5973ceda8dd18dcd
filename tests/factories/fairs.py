"""Fairs, by trait. The reference lists must be laid (`lay_reference`)."""

import datetime as dt

import factory

from hirfa.fairs.choices import CountMethod, FairLevel, FairState, SalesStatus
from hirfa.fairs.models import Exhibitor, Fair, ProgrammeContract, SalesReturn, Stand, VisitCount

AT = dt.datetime(2025, 9, 1, 10, 0, tzinfo=dt.UTC)
STARTS_ON = dt.date(2025, 7, 10)


class ProgrammeContractFactory(factory.django.DjangoModelFactory[ProgrammeContract]):
    class Meta:
        model = ProgrammeContract

    number = factory.Sequence(lambda n: f"PC-2025-{n:02}")
    chamber_id = "03"
    valid_from = dt.date(2025, 6, 1)
    valid_to = dt.date(2025, 11, 1)
    planned_fairs = 4
    budget_centimes = 200_000_000
    signed_on = dt.date(2025, 5, 2)
    recorded_at = AT


class FairFactory(factory.django.DjangoModelFactory[Fair]):
    class Meta:
        model = Fair

    code = factory.Sequence(lambda n: f"F-2025-{n:03}")
    name_ar = "معرض تاونات"
    name_fr = "Foire de Taounate"
    level = FairLevel.PROVINCIAL
    region_id = "03"
    province_id = "03.591"
    city_ar = "تاونات"
    city_fr = "Taounate"
    starts_on = STARTS_ON
    ends_on = factory.LazyAttribute(lambda fair: fair.starts_on + dt.timedelta(days=2))
    state = FairState.HELD
    recorded_at = AT
    settled_at = AT

    class Params:
        planned = factory.Trait(state=FairState.PLANNED, settled_at=None)
        cancelled = factory.Trait(state=FairState.CANCELLED)
        elsewhere = factory.Trait(region_id="07", province_id="07.351")
        abroad = factory.Trait(level=FairLevel.INTERNATIONAL, region_id=None, province_id=None, city_fr="Paris")


class StandFactory(factory.django.DjangoModelFactory[Stand]):
    class Meta:
        model = Stand

    fair = factory.SubFactory(FairFactory)
    number = factory.Sequence(lambda n: f"A{n}")


class ExhibitorFactory(factory.django.DjangoModelFactory[Exhibitor]):
    class Meta:
        model = Exhibitor

    fair = factory.SubFactory(FairFactory)
    stand = factory.SubFactory(StandFactory, fair=factory.SelfAttribute("..fair"))
    recorded_at = AT


class VisitCountFactory(factory.django.DjangoModelFactory[VisitCount]):
    class Meta:
        model = VisitCount

    fair = factory.SubFactory(FairFactory)
    day = STARTS_ON
    method = CountMethod.COUNTER
    visitors = 1200
    recorded_at = AT


class SalesReturnFactory(factory.django.DjangoModelFactory[SalesReturn]):
    class Meta:
        model = SalesReturn

    day = STARTS_ON
    status = SalesStatus.DECLARED
    amount_centimes = 80_000
    recorded_at = AT

    class Params:
        missing = factory.Trait(status=SalesStatus.MISSING, amount_centimes=None)
        estimated = factory.Trait(status=SalesStatus.ESTIMATED)
