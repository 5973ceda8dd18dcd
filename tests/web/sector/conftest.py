"""A little country in two regions: Fès-Meknès (03) has everything, Marrakech-Safi (07) a fair and a cooperative."""

import datetime as dt
from types import SimpleNamespace

import pytest

from hirfa.accounts.choices import Role
from tests.factories.accounts import UserFactory
from tests.factories.benefits import OfferFactory, UseFactory
from tests.factories.certification import CertificateFactory
from tests.factories.cooperatives import SpaceBeneficiaryFactory, WomenSpaceFactory, found_cooperative
from tests.factories.coverage import CoverStatusFactory
from tests.factories.exports import RevisionFactory, lay_hs_codes
from tests.factories.fairs import (
    ExhibitorFactory,
    FairFactory,
    ProgrammeContractFactory,
    SalesReturnFactory,
    VisitCountFactory,
)
from tests.factories.register import lay_reference, register_artisan
from tests.factories.training import AttendanceFactory, ContractFactory, CourseFactory, EnrolmentFactory, SessionFactory


def add_more(country: SimpleNamespace, number: int) -> None:
    """More of everything, to see that a page asks no more of the database for a longer list."""
    for place in range(number):
        holder = register_artisan(given_name_latin=f"Fatima {place}").holder
        fair = FairFactory(contract=country.contract)
        ExhibitorFactory(fair=country.fair, holder=holder)
        VisitCountFactory(fair=fair)
        VisitCountFactory(fair=country.fair, day=dt.date(2025, 8, 1) + dt.timedelta(days=place))
        made = found_cooperative(women=2, name_latin=f"Tazerbit {place}")
        SpaceBeneficiaryFactory(space=WomenSpaceFactory(), holder=holder, trade_id="T-BRASS")
        CertificateFactory(file__holder=made.unit.holder)
        ContractFactory(host=made.unit.holder)
        course = CourseFactory(cooperative=made)
        EnrolmentFactory(course=course)
        EnrolmentFactory(course=country.course)
        SessionFactory(course=country.course, day=dt.date(2025, 3, 1) + dt.timedelta(days=place))
        UseFactory(offer=OfferFactory(), holder=holder)
        UseFactory(offer=country.offer, holder=holder, used_on=dt.date(2025, 10, 1))
        CoverStatusFactory(holder=holder)
        RevisionFactory(declaration=country.declaration, revision=place + 2)
        RevisionFactory(month=dt.date(2025, 1 + place, 1), country="FR")


@pytest.fixture
def country(db) -> SimpleNamespace:
    lay_reference()
    lay_hs_codes()
    fatima = register_artisan().holder
    contract = ProgrammeContractFactory()
    fair = FairFactory(contract=contract)
    exhibitor = ExhibitorFactory(fair=fair, holder=fatima)
    VisitCountFactory(fair=fair)
    SalesReturnFactory(exhibitor=exhibitor)
    cooperative = found_cooperative(women=3, president="F", name_ar="تعاونية تازربيت")
    space = WomenSpaceFactory(cooperative=cooperative, manager="COOPERATIVE")
    SpaceBeneficiaryFactory(space=space, holder=fatima, trade_id="T-CARPET")
    certificate = CertificateFactory(file__holder=cooperative.unit.holder)
    apprenticeship = ContractFactory(host=cooperative.unit.holder)
    course = CourseFactory(cooperative=cooperative)
    session, enrolment = SessionFactory(course=course), EnrolmentFactory(course=course, holder=fatima)
    AttendanceFactory(session=session, enrolment=enrolment)
    offer = OfferFactory()
    UseFactory(offer=offer, holder=fatima, amount_centimes=90_000)
    CoverStatusFactory(holder=fatima)
    revision = RevisionFactory(region_id="03")
    elsewhere = FairFactory(elsewhere=True, name_ar="معرض مراكش")
    found_cooperative(men=2, name_ar="تعاونية مراكش", chamber="07", province="07.351")
    return SimpleNamespace(
        contract=contract,
        fair=fair,
        cooperative=cooperative,
        space=space,
        certificate=certificate,
        apprenticeship=apprenticeship,
        course=course,
        offer=offer,
        declaration=revision.declaration,
        fair_elsewhere=elsewhere,
    )


@pytest.fixture
def analyst(client, db):
    """A client for whom the ministry's analyst is signed in."""
    client.force_login(UserFactory(analyst=True))
    return client


@pytest.fixture
def chamber_officer(client, db):
    """A client for whom a signatory of Fès-Meknès is signed in."""
    client.force_login(UserFactory(role=Role.SIGNATORY, scope="chamber:03"))
    return client
