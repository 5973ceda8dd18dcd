"""A small register for the API: three people in two chambers, keys, one card."""

import datetime as dt

import pytest
from django.core.cache import cache

from hirfa.cards.models import Card
from hirfa.cards.operations import issue_card
from hirfa.core.ids import new_id
from hirfa.issuing.operations import make_keys
from hirfa.reference.models import Chamber, Province, Trade
from hirfa.reference.operations import load_reference
from hirfa.register.models import Holder, Situation
from hirfa.register.operations import load_people
from hirfa.register.records import PersonRecord
from tests.cast import AICHA, BRAHIM, FATIMA
from tests.factories.accounts import UserFactory


@pytest.fixture(autouse=True)
def _fresh_counts():
    """How often an address has asked is kept beside the database: each test starts from none."""
    cache.clear()


@pytest.fixture
def register(db, at):
    """Fatima and Brahim of chamber 03, Aicha of chamber 07, in force since 2020, by given name."""
    load_reference(by="test", at=at)
    trade = Trade.objects.order_by("code").first()
    records = []
    for cast, chamber in ((FATIMA, "03"), (BRAHIM, "03"), (AICHA, "07")):
        province = Province.objects.filter(region=Chamber.objects.get(pk=chamber).region_id).order_by("code").first()
        records.append(
            PersonRecord(
                **cast, registered_on=dt.date(2020, 5, 4), chamber=chamber, province=province.pk, trade=trade.pk
            )
        )
    load_people(batches=[records], expand=list, ids=new_id, by="test", at=at, name="test")
    people = Situation.objects.select_related("holder__person")
    return {each.holder.person.given_name_latin: each for each in people}


@pytest.fixture
def fatima(register):
    return register["Fatima"]


@pytest.fixture
def brahim(register):
    return register["Brahim"]


@pytest.fixture
def aicha(register):
    return register["Aïcha"]


@pytest.fixture
def card(fatima, at) -> Card:
    make_keys(by="test", at=at, valid_from=at - dt.timedelta(days=30))
    return issue_card(holder=Holder.objects.get(pk=fatima.holder_id), by="test", at=at)


@pytest.fixture
def signed_in_as(client):
    """Give a client who bears the session of somebody with a role and a territory."""

    def sign_in(**who):
        client.force_login(UserFactory(**who))
        return client

    return sign_in
