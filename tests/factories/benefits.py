"""Partners, agreements, offers and their uses."""

import datetime as dt

import factory

from hirfa.benefits.choices import Family
from hirfa.benefits.models import Agreement, Offer, Partner, Use

AT = dt.datetime(2025, 9, 26, 10, 0, tzinfo=dt.UTC)


class PartnerFactory(factory.django.DjangoModelFactory[Partner]):
    class Meta:
        model = Partner
        django_get_or_create = ("code",)

    code = "POST"
    label_ar = "البريد"
    label_fr = "La Poste"


class AgreementFactory(factory.django.DjangoModelFactory[Agreement]):
    class Meta:
        model = Agreement

    number = factory.Sequence(lambda n: f"AG-{n:03}")
    partner = factory.SubFactory(PartnerFactory)
    signed_on = dt.date(2025, 9, 26)
    valid_from = dt.date(2025, 10, 1)
    recorded_at = AT


class OfferFactory(factory.django.DjangoModelFactory[Offer]):
    class Meta:
        model = Offer

    code = factory.Sequence(lambda n: f"OF-{n:03}")
    label_ar = "طرود بثمن مخفض"
    label_fr = "Colis à prix réduit"
    agreement = factory.SubFactory(AgreementFactory)
    family = Family.TRANSPORT
    valid_from = dt.date(2025, 10, 1)
    recorded_at = AT

    class Params:
        ended = factory.Trait(valid_to=dt.date(2025, 12, 1))


class UseFactory(factory.django.DjangoModelFactory[Use]):
    class Meta:
        model = Use

    offer = factory.SubFactory(OfferFactory)
    used_on = dt.date(2025, 11, 5)
    recorded_at = dt.datetime(2025, 11, 6, 9, 0, tzinfo=dt.UTC)
