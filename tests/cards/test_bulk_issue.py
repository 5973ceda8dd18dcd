"""Many cards at once: the same cards as one by one, cut off and taken up again, signed in other processes."""

import datetime as dt
import random

import pytest

from hirfa.audit.models import DiaryLine
from hirfa.cards import operations
from hirfa.cards.facts import CardOrder, IssueCount
from hirfa.cards.models import Card, CardCounter
from hirfa.cards.operations import CardNotIssuable, issue_card, issue_cards
from hirfa.cards.queries import check_text, list_orders
from hirfa.cards.rules import card_number, is_card_number
from hirfa.core.ids import seeded_ids
from hirfa.credentials import read_unverified
from hirfa.issuing import signing
from hirfa.issuing.models import Credential
from hirfa.reference.models import LegalParameter
from tests.factories.cards import AT, issued_card, lay_card_rules
from tests.factories.register import artisan, of_marrakech, register, register_unit

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 1, 15)


def weavers(count):
    lay_card_rules()
    return register(artisan(local_number=str(number), cin=f"Z{number:06d}") for number in range(count))


def orders_for(entries, issued_on=TODAY):
    return [CardOrder(entry.holder_id, issued_on) for entry in entries]


def test_everyone_gets_exactly_one_card_that_anyone_can_check():
    entries = weavers(5)

    count = issue_cards(orders=orders_for(entries), by="tests", at=AT, processes=1)

    cards = Card.objects.all()
    assert count == IssueCount(issued=5)
    assert {card.holder_id for card in cards} == {entry.holder_id for entry in entries}
    assert [check_text(card.credential.text, AT).reason for card in cards] == ["valid"] * 5
    assert sorted(cards.values_list("number", flat=True)) == sorted(map(card_number, range(1, 6)))


def test_one_by_one_and_all_at_once_say_the_same_but_for_number_place_and_moment():
    first, second = weavers(2)
    single = read_unverified(issue_card(holder=first.holder, by="tests", at=AT).credential.text)

    issue_cards(orders=orders_for([second]), by="tests", at=AT, processes=1)

    batch = read_unverified(Card.objects.get(holder=second.holder).credential.text)
    changing = {"serial", "number", "issued_at", "status_index"}
    assert {name: getattr(single, name) for name in single.__slots__ if name not in changing} == {
        name: getattr(batch, name) for name in batch.__slots__ if name not in changing
    }


def test_who_has_a_card_or_may_not_have_one_is_passed_over():
    held = issued_card(cin="Y111111", local_number="900")
    waiting = weavers(2)
    unit = register_unit()
    orders = [*orders_for([*waiting, unit]), CardOrder(held.holder_id, TODAY), CardOrder(waiting[0].holder_id, TODAY)]

    count = issue_cards(orders=orders, by="tests", at=AT, processes=1)

    assert count == IssueCount(issued=2, already_held=2, not_issuable=1)
    assert Card.objects.filter(holder=held.holder).count() == 1
    assert not Card.objects.filter(holder=unit.holder).exists()


def test_cut_off_in_the_middle_and_run_again_it_ends_with_one_card_each(monkeypatch):
    entries = weavers(7)
    monkeypatch.setattr(operations, "CHUNK", 2)
    calls = []

    def power_fails(*args, **kwargs):
        calls.append(None)
        if len(calls) == 3:
            raise SystemExit
        return record(*args, **kwargs)

    record = operations.record
    monkeypatch.setattr(operations, "record", power_fails)
    with pytest.raises(SystemExit):
        issue_cards(orders=orders_for(entries), by="tests", at=AT, processes=1)
    assert (Card.objects.count(), Credential.objects.count()) == (4, 4)
    monkeypatch.setattr(operations, "record", record)

    count = issue_cards(orders=orders_for(entries), by="tests", at=AT, processes=1)

    numbers = list(Card.objects.values_list("number", flat=True))
    assert count == IssueCount(issued=3, already_held=4)
    assert Card.objects.values("holder").distinct().count() == 7
    assert len(set(numbers)) == 7
    assert CardCounter.objects.get().last_serial == 7
    assert all(is_card_number(number) for number in numbers)
    assert Credential.objects.values("status_list", "status_index").distinct().count() == 7


def test_progress_is_told_after_each_transaction(monkeypatch):
    entries = weavers(5)
    monkeypatch.setattr(operations, "CHUNK", 2)
    told = []

    issue_cards(orders=orders_for(entries), by="tests", at=AT, processes=1, report=told.append)

    assert [count.issued for count in told] == [2, 4, 5]
    assert [line.facts["count"] for line in DiaryLine.objects.filter(verb="card.batch_issued").order_by("pk")] == [
        2,
        2,
        1,
    ]


def test_worker_processes_sign_the_same_way(monkeypatch):
    entries = weavers(5)
    monkeypatch.setattr(signing, "WORTH_IT", 1)
    monkeypatch.setattr(signing, "PART", 2)

    issue_cards(orders=orders_for(entries), by="tests", at=AT, processes=2)

    cards = Card.objects.select_related("credential", "holder")
    assert len(cards) == 5
    for card in cards:
        assert check_text(card.credential.text, AT).is_valid
        assert read_unverified(card.credential.text).number == card.holder.nia


def test_the_same_seed_gives_the_same_ids_and_places():
    entries = weavers(6)
    seen = []
    for chosen in (entries[:3], entries[3:]):
        before = set(Card.objects.values_list("pk", flat=True))
        issue_cards(
            orders=orders_for(chosen),
            by="tests",
            at=AT,
            processes=1,
            ids=seeded_ids(seed=5, at=AT + dt.timedelta(days=len(before))),
            chance=random.Random(7 + len(before)),
        )
        fresh = Card.objects.exclude(pk__in=before).order_by("pk")
        seen.append([(card.pk.int & (2**62 - 1), card.credential.status_index) for card in fresh])

    assert seen[0] != seen[1]
    assert seen[0] == expected_places(5, 7, 3)


def expected_places(seed, chance_seed, count):
    ids = seeded_ids(seed=seed, at=AT)
    chance = random.Random(chance_seed)
    places = [chance.randrange(2**20) for _ in range(count)]
    made = [ids() for _ in range(2 * count)][count:]
    return [(card_id.int & (2**62 - 1), place) for card_id, place in zip(made, places, strict=True)]


def test_orders_carry_the_days_that_are_known():
    entry = weavers(1)[0]
    order = CardOrder(
        entry.holder_id,
        dt.date(2025, 3, 1),
        requested_on=dt.date(2025, 2, 10),
        made_on=dt.date(2025, 3, 5),
        delivered_on=dt.date(2025, 3, 20),
        handed_over_on=dt.date(2025, 4, 2),
        recorded_at=dt.datetime(2025, 3, 1, 9, 0, tzinfo=dt.UTC),
    )

    issue_cards(orders=[order], by="tests", at=AT, processes=1)

    card = Card.objects.get()
    assert (card.requested_on, card.made_on, card.delivered_on) == (
        order.requested_on,
        order.made_on,
        order.delivered_on,
    )
    assert (card.handed_over_on, card.recorded_at) == (order.handed_over_on, order.recorded_at)
    assert card.expires_on == dt.date(2030, 2, 28)


def test_a_day_without_a_rule_of_validity_stops_the_batch():
    entries = weavers(1)
    LegalParameter.objects.update(valid_from=dt.date(2025, 6, 1))

    with pytest.raises(CardNotIssuable, match="2025-03-01"):
        issue_cards(orders=orders_for(entries, dt.date(2025, 3, 1)), by="tests", at=AT, processes=1)


def test_orders_are_for_artisans_in_force_of_the_chamber_who_have_no_card():
    issued_card(cin="Y111111", local_number="900")
    waiting = weavers(3)
    far = register([of_marrakech(local_number="1", cin="X1")])
    register([artisan(local_number="901", cin="X2", closed_on=dt.date(2025, 1, 1), closing_ground="REQUEST")])
    register_unit()

    everywhere = {order.holder_id for order in list_orders(on=TODAY)}
    of_fes = {order.holder_id for order in list_orders(on=TODAY, chamber="03")}

    assert everywhere == {entry.holder_id for entry in [*waiting, *far]}
    assert of_fes == {entry.holder_id for entry in waiting}
    assert len(list_orders(on=TODAY, limit=2)) == 2
