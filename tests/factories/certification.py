"""Labels, files and certificates, by trait."""

import datetime as dt

import factory

from hirfa.certification.choices import FileOutcome, SchemeKind
from hirfa.certification.models import Certificate, CertificationFile, Scheme, SupportProgramme

AT = dt.datetime(2025, 3, 10, 10, 0, tzinfo=dt.UTC)


class SchemeFactory(factory.django.DjangoModelFactory[Scheme]):
    class Meta:
        model = Scheme
        django_get_or_create = ("code",)

    code = "LABEL"
    kind = SchemeKind.LABEL
    label_ar = "علامة"
    label_fr = "Label"


class SupportProgrammeFactory(factory.django.DjangoModelFactory[SupportProgramme]):
    class Meta:
        model = SupportProgramme
        django_get_or_create = ("code",)

    code = "WOMEN-300"
    label_ar = "برنامج"
    label_fr = "Programme"
    valid_from = dt.date(2023, 1, 1)
    planned_units = 300


class CertificationFileFactory(factory.django.DjangoModelFactory[CertificationFile]):
    class Meta:
        model = CertificationFile

    number = factory.Sequence(lambda n: f"CF-{n:04}")
    scheme = factory.SubFactory(SchemeFactory)
    applied_on = dt.date(2024, 10, 1)
    outcome = FileOutcome.GRANTED
    decided_on = dt.date(2025, 3, 1)
    recorded_at = AT


class CertificateFactory(factory.django.DjangoModelFactory[Certificate]):
    class Meta:
        model = Certificate

    file = factory.SubFactory(CertificationFileFactory)
    number = factory.Sequence(lambda n: f"C-{n:04}")
    granted_on = dt.date(2025, 3, 1)
    expires_on = dt.date(2028, 2, 29)
    recorded_at = AT

    class Params:
        withdrawn = factory.Trait(withdrawn_on=dt.date(2025, 9, 1), withdrawal_recorded_at=AT)
        expired = factory.Trait(granted_on=dt.date(2020, 3, 1), expires_on=dt.date(2023, 2, 28))
