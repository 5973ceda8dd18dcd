"""Export declarations and their revisions."""

import datetime as dt

import factory

from hirfa.exports.choices import Transport
from hirfa.exports.models import Declaration, DeclarationRevision
from hirfa.reference.models import HsCode, HsFamily

AT = dt.datetime(2025, 12, 20, 9, 0, tzinfo=dt.UTC)


def lay_hs_codes() -> None:
    """Carpets and brass. Twice changes nothing."""
    for code, family, label in [("570110", "CARPETS", "Tapis"), ("741980", "BRASS", "Dinanderie")]:
        HsFamily.objects.get_or_create(code=family, defaults={"label_fr": label, "label_ar": label})
        labels = {"label_fr": label, "label_ar": label, "tier": "CORE", "list_version": "tests"}
        HsCode.objects.get_or_create(code=code, defaults={**labels, "family_id": family})


class DeclarationFactory(factory.django.DjangoModelFactory[Declaration]):
    class Meta:
        model = Declaration

    number = factory.Sequence(lambda n: f"D-{n:06}")
    recorded_at = AT


class RevisionFactory(factory.django.DjangoModelFactory[DeclarationRevision]):
    class Meta:
        model = DeclarationRevision

    declaration = factory.SubFactory(DeclarationFactory)
    revision = 1
    month = dt.date(2025, 11, 1)
    hs_code_id = "570110"
    country = "US"
    city_of_exit = "Casablanca"
    city_of_registration = "Marrakech"
    region_id = "07"
    transport = Transport.AIR
    weight_grams = 2_000_000
    amount_centimes = 500_000
    recorded_at = AT
