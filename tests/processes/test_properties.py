"""Whatever is done to a few people and units, in whatever order: what must always hold, holds."""

import datetime as dt
from collections import Counter
from collections.abc import Callable
from typing import Any, Final

import pytest
from django.db import transaction
from django.db.models import F
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hirfa.audit.models import DiaryLine
from hirfa.cards.choices import MoveReason
from hirfa.cards.models import Card
from hirfa.cards.operations import issue_card, reinstate_card, suspend_card
from hirfa.core.dates import legal_day
from hirfa.core.errors import Refusal
from hirfa.processes import operations as processes
from hirfa.reference.models import Chamber, Commune, Province, Trade
from hirfa.register import rules
from hirfa.register.choices import EntryKind, TitleKind
from hirfa.register.models import (
    Affiliation,
    Entry,
    Practice,
    Situation,
    Standing,
    Supervision,
    Title,
    Workplace,
    holding_on,
)
from hirfa.register.operations import award_title, change_trade, change_workplace, correct_name
from tests.factories.cards import AT, lay_card_rules
from tests.factories.register import register_artisan, register_unit
from tests.register.acting import brahim, enterprise_under, situations_follow_from_the_dated_rows, standing_of

pytestmark = pytest.mark.django_db

KINDS: Final = (Standing, Title, Affiliation, Workplace, Practice)
OPEN: Final = {"valid_to__isnull": True, "retracted_at__isnull": True}


def place(code: str) -> dict[str, Any]:
    province = Province.objects.get(pk=code)
    return {"province": province, "commune": Commune.objects.get(pk=f"{code}.01"), "address": f"at {code}"}


def transfer(entry: Entry, how: dict[str, Any]) -> object:
    code, province = ("07", "07.351") if _chamber(entry) == "03" else ("03", "03.591")
    return processes.transfer_holder(entry=entry, chamber=Chamber.objects.get(pk=code), **place(province), **how)


def move(entry: Entry, how: dict[str, Any]) -> object:
    where = place("03.591" if _chamber(entry) == "03" else "07.351")
    return change_workplace(entry=entry, **(where | {"address": f"since {how['at']}"}), **how)


def change(entry: Entry, how: dict[str, Any]) -> object:
    held = Practice.objects.get(entry=entry, is_main=True, **OPEN).trade_id
    other = "T-BRASS" if held == "T-CARPET" else "T-CARPET"
    return change_trade(entry=entry, trade=Trade.objects.get(pk=other), **how)


def rename(entry: Entry, how: dict[str, Any]) -> object:
    names = dict.fromkeys(("given_name_ar", "family_name_ar", "given_name_latin"), "")
    return correct_name(entry=entry, **names, family_name_latin=f"Name {how['at']:%d %H}", **how)


def with_card(act: Callable[..., object], **more: Any) -> Callable[[Entry, dict[str, Any]], object]:
    def done(entry: Entry, how: dict[str, Any]) -> object:
        card = Card.objects.live().filter(holder=entry.holder).first()
        return act(card=card, by=how["by"], at=how["at"], **more) if card else None

    return done


def supervised(act: Callable[..., object]) -> Callable[[Entry, dict[str, Any]], object]:
    """The one enterprise, and an artisan who is drawn."""

    def done(entry: Entry, how: dict[str, Any]) -> object:
        return act(entry=Entry.objects.get(kind=EntryKind.ENTERPRISE), supervisor=entry, **how)

    return done


ACTS: Final[dict[str, Callable[[Entry, dict[str, Any]], object]]] = {
    "suspend": lambda entry, how: processes.suspend_holder(entry=entry, ground="FRAUD", **how),
    "lift": lambda entry, how: processes.lift_holder_suspension(entry=entry, **how),
    "close": lambda entry, how: processes.close_holder(entry=entry, ground="REQUEST", **how),
    "restore": lambda entry, how: processes.restore_holder(entry=entry, **how),
    "name supervisor": supervised(processes.name_holder_supervisor),
    "end supervision": supervised(processes.end_holder_supervision),
    "transfer": transfer,
    "move": move,
    "change trade": change,
    "rename": rename,
    "award": lambda entry, how: award_title(entry=entry, title=TitleKind.MAALEM, **how),
    "issue card": lambda entry, how: issue_card(holder=entry.holder, by=how["by"], at=how["at"]),
    "lose card": with_card(suspend_card, reason=MoveReason.LOST),
    "find card": with_card(reinstate_card),
}
STANDINGS: Final = ("suspend", "lift", "close", "restore")
# what is done, to whom, how many days after the last act, how many days back it takes effect, and whether it waited for
# the act before it, so that it bears an earlier moment
STEPS = st.tuples(
    st.one_of(st.sampled_from(STANDINGS), st.sampled_from(sorted(ACTS))),
    st.integers(min_value=0, max_value=3),
    st.integers(min_value=0, max_value=2),
    st.integers(min_value=0, max_value=2),
    st.booleans(),
)


def test_no_sequence_of_acts_leaves_the_table_of_states_or_an_act_without_its_line():
    lay_card_rules()
    people = [register_artisan(), supervisor := brahim(), enterprise_under(supervisor), register_unit()]
    for artisan in people[:2]:
        issue_card(holder=artisan.holder, by="tests", at=AT)

    @settings(max_examples=60, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(STEPS, min_size=4, max_size=12))
    def always(steps: list[tuple[str, int, int, int, bool]]) -> None:
        with transaction.atomic():
            moment = AT
            for name, who, later, back, waited in steps:
                moment += dt.timedelta(days=later, minutes=1)
                _do(ACTS[name], people, people[who], moment - dt.timedelta(minutes=3 * waited), back)
            _check_rows(people, legal_day(moment))
            transaction.set_rollback(True)

    always()

    assert [standing_of(entry) for entry in people] == [("IN_FORCE", "")] * 4  # each example was taken back


def _do(act: Callable[..., object], people: list[Entry], entry: Entry, at: dt.datetime, back: int) -> None:
    held, lines = [standing_of(each) for each in people], DiaryLine.objects.count()
    how = {"by": "tests", "at": at, "on": legal_day(at) - dt.timedelta(days=back)}
    try:
        with transaction.atomic():
            done = act(entry, how)
    except Refusal:
        assert DiaryLine.objects.count() == lines
        assert [standing_of(each) for each in people] == held
        return
    assert done is None or DiaryLine.objects.count() > lines
    for each, (old, ground) in zip(people, held, strict=True):
        new = standing_of(each)[0]
        assert new == old or each == entry or each.kind == EntryKind.ENTERPRISE
        assert (old, ground, new) != ("SUSPENDED", "FRAUD", "IN_FORCE") or each == entry
        assert new == old or rules.may_move(old, new)
        told = DiaryLine.objects.filter(subject=f"register.entry:{each.pk}", facts__to=new).exists()
        assert new == old or told
    _check_cascade(people)


def _check_cascade(people: list[Entry]) -> None:
    """An enterprise in force has an artisan in force; a valid card, an entry in force."""
    in_force = {each.pk for each in people if standing_of(each)[0] == "IN_FORCE"}
    enterprise = next(each for each in people if each.kind == EntryKind.ENTERPRISE)
    backed = Supervision.objects.filter(entry=enterprise, supervisor__in=in_force, **OPEN).exists()
    assert backed or enterprise.pk not in in_force
    assert not (backed and standing_of(enterprise) == ("SUSPENDED", rules.SUPERVISOR_LOST))
    assert not Card.objects.filter(state="VALID").exclude(holder__entry__in=in_force).exists()
    assert max(Counter(Card.objects.live().values_list("holder", flat=True)).values(), default=1) == 1


def _check_rows(people: list[Entry], today: dt.date) -> None:
    """One open row of each kind, days without gap or overlap, situations as the dated rows make them."""
    for entry in people:
        for kind in KINDS:
            rows = list(kind.objects.filter(entry=entry, retracted_at__isnull=True).order_by("valid_from"))
            assert [row.valid_to for row in rows[:-1]] == [row.valid_from for row in rows[1:]], kind
            assert not rows or (rows[0].valid_from, rows[-1].valid_to) == (entry.registered_on, None)
            assert rows or (kind is Title and entry.kind != EntryKind.ARTISAN)
            of_kind = kind.objects.filter(entry=entry)
            assert not of_kind.filter(retracted_at__lt=F("recorded_at")).exists()
        assert Situation.objects.filter(holding_on(today), entry=entry).count() == 1
    assert situations_follow_from_the_dated_rows()


def _chamber(entry: Entry) -> str:
    return Affiliation.objects.get(entry=entry, **OPEN).chamber_id
