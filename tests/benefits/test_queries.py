"""What figures of benefits are counted from."""

import datetime as dt

import pytest
from django.db import IntegrityError

from hirfa.benefits.models import Offer
from hirfa.benefits.queries import facts_offers, facts_uses
from hirfa.core.dates import end_of_day
from tests.factories.benefits import AgreementFactory, OfferFactory, UseFactory
from tests.factories.register import register_artisan

pytestmark = pytest.mark.django_db

YEAR_END = dt.date(2025, 12, 31)


def test_an_offer_tells_how_often_it_was_used_by_the_day():
    offer, unused = OfferFactory(code="OF-1"), OfferFactory(code="OF-2")
    holder = register_artisan().holder
    UseFactory(offer=offer, holder=holder)
    UseFactory(offer=offer, holder=holder, used_on=dt.date(2026, 1, 2))
    UseFactory(offer=offer, holder=holder, retracted_at=dt.datetime(2025, 12, 1, tzinfo=dt.UTC))

    told = dict(facts_offers(as_of=YEAR_END).values_list("code", "uses_count"))

    assert told == {offer.code: 1, unused.code: 0}


@pytest.mark.parametrize(
    ("offer_to", "agreement_to", "is_open"),
    [
        (None, None, True),
        (dt.date(2025, 12, 31), None, False),
        (dt.date(2026, 1, 1), None, True),
        (None, dt.date(2025, 12, 31), False),  # nothing is offered after the agreement
    ],
)
def test_an_offer_is_open_while_it_and_its_agreement_hold(offer_to, agreement_to, is_open):
    OfferFactory(valid_to=offer_to, agreement=AgreementFactory(valid_to=agreement_to))

    assert facts_offers(as_of=YEAR_END).get().is_open is is_open
    assert Offer.objects.open_on(YEAR_END).exists() is is_open


def test_a_use_bears_its_family_and_who_and_where():
    UseFactory(holder=register_artisan(sex="F").holder, amount_centimes=90_000)

    told = facts_uses(as_of=YEAR_END).get()

    assert (told.family, told.partner_code, told.sex, told.holder_kind, told.region_code, told.trade_code) == (
        "TRANSPORT",
        "POST",
        "F",
        "PERSON",
        "03",
        "T-CARPET",
    )


def test_a_use_noted_without_network_counts_from_its_receipt():
    UseFactory(
        holder=register_artisan().holder,
        captured_at=dt.datetime(2025, 11, 5, tzinfo=dt.UTC),
        recorded_at=dt.datetime(2025, 11, 20, tzinfo=dt.UTC),
    )

    assert facts_uses(as_of=YEAR_END, known_at=end_of_day(dt.date(2025, 11, 10))).count() == 0
    assert facts_uses(as_of=YEAR_END, known_at=end_of_day(dt.date(2025, 11, 20))).count() == 1


def test_an_offer_that_ends_before_it_begins_is_refused():
    with pytest.raises(IntegrityError):
        OfferFactory(valid_to=dt.date(2025, 9, 1))
