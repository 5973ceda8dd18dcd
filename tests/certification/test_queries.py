"""What figures of certification are counted from."""

import datetime as dt

import pytest
from django.db import IntegrityError

from hirfa.certification.models import Certificate
from hirfa.certification.queries import facts_certificates
from hirfa.core.dates import end_of_day
from tests.factories.certification import AT, CertificateFactory, CertificationFileFactory, SupportProgrammeFactory
from tests.factories.cooperatives import MemberFactory, found_cooperative
from tests.factories.register import register_artisan, register_unit

pytestmark = pytest.mark.django_db

YEAR_END = dt.date(2025, 12, 31)


def women_units(**when):
    return list(facts_certificates(as_of=YEAR_END, **when).values_list("is_women_unit", flat=True))


@pytest.mark.parametrize(("women", "men", "is_womens"), [(2, 0, True), (2, 1, False), (0, 2, False), (0, 0, False)])
def test_a_cooperative_is_a_women_s_unit_when_all_its_members_are_women(women, men, is_womens):
    CertificateFactory(file__holder=found_cooperative(women, men).unit.holder)

    assert women_units() == [is_womens]


def test_what_a_unit_was_on_the_day_of_granting_counts():
    made = found_cooperative(women=2)
    CertificateFactory(file__holder=made.unit.holder, granted_on=dt.date(2025, 3, 1))
    MemberFactory(cooperative=made, sex="M", joined_on=dt.date(2025, 3, 2))

    assert women_units() == [True]


def test_a_craftswoman_is_a_women_s_unit_and_a_craftsman_is_not():
    CertificateFactory(file__holder=register_artisan(sex="F").holder, granted_on=dt.date(2025, 3, 1))
    CertificateFactory(
        file__holder=register_artisan(sex="M", given_name_latin="Brahim").holder, granted_on=dt.date(2025, 3, 2)
    )

    told = facts_certificates(as_of=YEAR_END).order_by("granted_on").values_list("is_women_unit", flat=True)

    assert list(told) == [True, False]


@pytest.mark.parametrize(("sex", "is_womens"), [("F", True), ("M", False)])
def test_an_enterprise_is_a_women_s_unit_under_a_craftswoman_s_supervision(sex, is_womens):
    supervisor = register_artisan(sex=sex)
    enterprise = register_unit(kind="ENTERPRISE", supervised_by=supervisor.pk)
    assert enterprise.supervisions.get().supervisor_id == supervisor.pk
    CertificateFactory(file__holder=enterprise.holder)

    assert women_units() == [is_womens]


def test_a_certificate_counts_from_its_grant_with_its_programme():
    programme = SupportProgrammeFactory()
    CertificateFactory(file__holder=found_cooperative(women=1).unit.holder, file__programme=programme)

    assert facts_certificates(as_of=dt.date(2025, 2, 28)).count() == 0
    told = facts_certificates(as_of=dt.date(2025, 3, 1)).get()
    assert (told.programme_code, told.scheme_code, told.in_force, told.region_code) == (
        "WOMEN-300",
        "LABEL",
        True,
        "03",
    )


@pytest.mark.parametrize("trait", ["withdrawn", "expired"])
def test_a_certificate_withdrawn_or_run_out_was_obtained_and_is_no_longer_in_force(trait):
    made = CertificateFactory(file__holder=found_cooperative(women=1).unit.holder, **{trait: True})

    assert facts_certificates(as_of=YEAR_END).get().in_force is False
    assert not Certificate.objects.in_force_on(YEAR_END).exists()
    assert Certificate.objects.in_force_on(made.granted_on).exists()


def test_a_withdrawal_told_of_later_was_not_known_then():
    CertificateFactory(
        file__holder=found_cooperative(women=1).unit.holder,
        withdrawn_on=dt.date(2025, 9, 1),
        withdrawal_recorded_at=dt.datetime(2025, 11, 1, tzinfo=dt.UTC),
    )

    then = facts_certificates(as_of=YEAR_END, known_at=end_of_day(dt.date(2025, 10, 1))).get()

    assert then.in_force is True


def test_a_certificate_told_of_later_was_not_known_then():
    CertificateFactory(file__holder=found_cooperative(women=1).unit.holder)

    assert facts_certificates(as_of=YEAR_END, known_at=AT).count() == 0
    assert facts_certificates(as_of=YEAR_END, known_at=AT + dt.timedelta(seconds=1)).count() == 1


@pytest.mark.parametrize(
    "wrong",
    [{"expires_on": dt.date(2025, 3, 1)}, {"withdrawn_on": dt.date(2025, 4, 1)}, {"withdrawal_recorded_at": AT}],
)
def test_an_impossible_certificate_is_refused(wrong):
    file = CertificationFileFactory(holder=register_unit().holder)

    with pytest.raises(IntegrityError):
        CertificateFactory(file=file, **wrong)


def test_an_outcome_has_its_day():
    holder = register_unit().holder

    with pytest.raises(IntegrityError):
        CertificationFileFactory(holder=holder, outcome="GRANTED", decided_on=None)
