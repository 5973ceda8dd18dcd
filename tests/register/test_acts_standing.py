"""Suspended, struck off, back again; and the enterprises that stand and fall with their artisan."""

import datetime as dt

import pytest

from hirfa.audit.models import DiaryLine
from hirfa.register import queries
from hirfa.register.models import Standing
from hirfa.register.operations import (
    ActDayRefused,
    GroundRefused,
    StandingMoveRefused,
    SupervisionRefused,
    SupervisorMissing,
    end_supervision,
    lift_suspension,
    name_supervisor,
    restore_entry,
    strike_off_entry,
    suspend_entry,
)
from tests.cast import AICHA
from tests.factories.accounts import UserFactory
from tests.factories.register import register_artisan, register_unit

from .acting import (
    AT,
    LATER,
    REGISTERED,
    THEN,
    TODAY,
    brahim,
    enterprise_under,
    situations_follow_from_the_dated_rows,
    spans,
    standing_of,
    verbs,
)

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def suspend(entry, *, ground="FRAUD", on=TODAY, at=AT):
    return suspend_entry(entry=entry, ground=ground, on=on, by="tests", at=at)


def lift(entry, *, on=THEN, at=LATER):
    return lift_suspension(entry=entry, on=on, by="tests", at=at)


def strike_off(entry, *, ground="REQUEST", on=TODAY, at=AT):
    return strike_off_entry(entry=entry, ground=ground, on=on, by="tests", at=at)


def restore(entry, *, on=THEN, at=LATER):
    return restore_entry(entry=entry, on=on, by="tests", at=at)


def test_fatima_is_suspended_from_a_day_and_the_days_before_stay_as_they_were():
    fatima = register_artisan()

    (moved,) = suspend(fatima)

    assert (moved.old, moved.new, moved.ground) == ("IN_FORCE", "SUSPENDED", "FRAUD")
    assert spans(Standing, fatima, "state") == [("IN_FORCE", REGISTERED, TODAY), ("SUSPENDED", TODAY, None)]
    assert [queries.count_in_force(on=day) for day in (TODAY - DAY, TODAY)] == [1, 0]
    assert queries.count_in_force(on=THEN, known_at=AT + DAY) == 0
    assert situations_follow_from_the_dated_rows()


def test_what_was_known_before_a_suspension_can_still_be_asked():
    fatima = register_artisan()
    suspend(fatima, on=TODAY, at=LATER)

    assert queries.count_in_force(on=TODAY) == 0
    assert queries.count_in_force(on=TODAY, known_at=LATER) == 1


def test_the_diary_of_the_chamber_tells_each_move_with_its_ground_and_no_name():
    fatima = register_artisan()
    officer = UserFactory(signatory=True)

    suspend_entry(entry=fatima, ground="FRAUD", on=TODAY, by=officer, at=AT)

    line = DiaryLine.objects.get(verb="entry.suspended")
    assert (line.chain, line.actor, line.subject) == (
        "chamber:03",
        f"user:{officer.username}",
        f"register.entry:{fatima.pk}",
    )
    assert line.facts == {"from": "IN_FORCE", "to": "SUSPENDED", "ground": "FRAUD", "on": "2026-01-15"}
    assert DiaryLine.objects.filter(chain="chamber:03").latest("position").pk == line.pk


def test_a_suspension_is_lifted_and_the_gap_stays():
    fatima = register_artisan()
    suspend(fatima)

    lift(fatima)

    assert spans(Standing, fatima, "state") == [
        ("IN_FORCE", REGISTERED, TODAY),
        ("SUSPENDED", TODAY, THEN),
        ("IN_FORCE", THEN, None),
    ]
    assert [queries.count_in_force(on=day) for day in (TODAY, THEN)] == [0, 1]
    assert verbs() == ["entry.suspended", "entry.suspension_lifted"]


def test_a_suspension_lifted_on_its_own_day_leaves_no_gap_but_was_known():
    fatima = register_artisan()
    suspend(fatima, at=AT)
    hour = dt.timedelta(hours=1)

    lift(fatima, on=TODAY, at=AT + hour)

    assert queries.count_in_force(on=TODAY) == 1
    assert queries.count_in_force(on=TODAY, known_at=AT + hour) == 0
    assert Standing.objects.filter(entry=fatima, state="SUSPENDED", retracted_at__isnull=True).count() == 0
    assert situations_follow_from_the_dated_rows()


def test_a_closed_entry_comes_back_under_its_own_number():
    fatima = register_artisan()
    number = fatima.holder.nia
    strike_off(fatima)
    assert standing_of(fatima) == ("CLOSED", "REQUEST")

    restore(fatima)

    assert standing_of(fatima) == ("IN_FORCE", "")
    fatima.holder.refresh_from_db()
    assert fatima.holder.nia == number
    assert verbs() == ["entry.struck_off", "entry.restored"]


def test_a_suspended_entry_may_be_struck_off():
    fatima = register_artisan()
    suspend(fatima)

    (moved,) = strike_off(fatima, on=THEN, at=LATER)

    assert (moved.old, moved.new) == ("SUSPENDED", "CLOSED")


@pytest.mark.parametrize(
    ("before", "act"),
    [
        ([], lift),
        ([], restore),
        ([suspend], suspend),
        ([suspend], restore),
        ([strike_off], suspend),
        ([strike_off], lift),
        ([strike_off], strike_off),
    ],
    ids=lambda value: value.__name__ if callable(value) else "-".join(each.__name__ for each in value) or "in-force",
)
def test_what_the_table_does_not_know_is_refused_and_changes_nothing(before, act):
    fatima = register_artisan()
    for each in before:
        each(fatima)
    held = standing_of(fatima)

    with pytest.raises(StandingMoveRefused):
        act(fatima)

    assert standing_of(fatima) == held


@pytest.mark.parametrize("ground", ["", "because", "SUPERVISOR_LOST"])
@pytest.mark.parametrize("act", [suspend, strike_off])
def test_without_a_ground_of_a_decision_nobody_loses_their_standing(act, ground):
    with pytest.raises(GroundRefused):
        act(register_artisan(), ground=ground)


@pytest.mark.parametrize("on", [TODAY + DAY, REGISTERED - DAY])
def test_an_act_takes_effect_neither_in_days_to_come_nor_before_the_last_change(on):
    with pytest.raises(ActDayRefused):
        suspend(register_artisan(), on=on)


def test_a_second_act_that_bears_an_earlier_moment_is_still_known_after_the_first():
    fatima = register_artisan()
    suspend(fatima, at=AT)

    lift(fatima, on=TODAY, at=AT - dt.timedelta(minutes=1))

    assert standing_of(fatima) == ("IN_FORCE", "")
    assert not any(row.retracted_at and row.retracted_at < row.recorded_at for row in fatima.standings.all())
    assert situations_follow_from_the_dated_rows()


@pytest.mark.parametrize("act", [suspend, strike_off])
def test_an_enterprise_falls_with_the_only_artisan_who_supervises_it(act):
    supervisor = brahim()
    enterprise = enterprise_under(supervisor)

    moved = act(supervisor)

    assert [each.entry.pk for each in moved] == [supervisor.pk, enterprise.pk]
    assert standing_of(enterprise) == ("SUSPENDED", "SUPERVISOR_LOST")
    assert queries.facts_units(as_of=TODAY).count() == 0
    line = DiaryLine.objects.get(subject=f"register.entry:{enterprise.pk}", verb="entry.suspended")
    assert line.facts["with"] == str(supervisor.pk)
    assert situations_follow_from_the_dated_rows()


@pytest.mark.parametrize(("fall", "back"), [(suspend, lift), (strike_off, restore)])
def test_an_enterprise_comes_back_when_its_artisan_does(fall, back):
    supervisor = brahim()
    enterprise = enterprise_under(supervisor)
    fall(supervisor)

    back(supervisor)

    assert standing_of(enterprise) == ("IN_FORCE", "")
    assert queries.facts_units(as_of=THEN).count() == 1


def test_an_enterprise_with_another_artisan_in_force_stands():
    supervisor, aicha = brahim(), register_artisan(**AICHA)
    enterprise = enterprise_under(supervisor)
    name_supervisor(entry=enterprise, supervisor=aicha, on=TODAY, by="tests", at=AT)

    suspend(supervisor)
    assert standing_of(enterprise) == ("IN_FORCE", "")

    suspend(aicha)
    assert standing_of(enterprise) == ("SUSPENDED", "SUPERVISOR_LOST")


def test_an_enterprise_suspended_on_another_ground_stays_so_when_its_artisan_returns():
    supervisor = brahim()
    enterprise = enterprise_under(supervisor)
    suspend(enterprise, ground="CONDITION_LOST")
    suspend(supervisor)

    lift(supervisor)

    assert standing_of(enterprise) == ("SUSPENDED", "CONDITION_LOST")


def test_other_people_and_other_enterprises_are_left_alone():
    supervisor, aicha = brahim(), register_artisan(**AICHA)
    hers = enterprise_under(aicha)
    cooperative = register_unit()

    suspend(supervisor)

    assert {standing_of(each) for each in (aicha, hers, cooperative)} == {("IN_FORCE", "")}


def test_an_enterprise_registered_after_the_day_of_the_suspension_falls_on_its_own_first_day():
    supervisor = brahim()
    since = TODAY - 5 * DAY
    enterprise = enterprise_under(supervisor, registered_on=since)

    suspend(supervisor, on=TODAY - 10 * DAY)

    assert spans(Standing, enterprise, "state") == [("SUSPENDED", since, None)]


@pytest.mark.parametrize(("fall", "back"), [(suspend, lift), (strike_off, restore)])
def test_an_enterprise_does_not_return_without_an_artisan_in_force(fall, back):
    supervisor = brahim()
    enterprise = enterprise_under(supervisor)
    fall(enterprise)
    suspend(supervisor)

    with pytest.raises(SupervisorMissing):
        back(enterprise)
    assert standing_of(enterprise)[0] != "IN_FORCE"


def test_another_artisan_takes_an_enterprise_over_and_it_is_in_force_again():
    supervisor, aicha = brahim(), register_artisan(**AICHA)
    enterprise = enterprise_under(supervisor)
    strike_off(supervisor, ground="DECEASED")

    (moved,) = name_supervisor(entry=enterprise, supervisor=aicha, on=THEN, by="tests", at=LATER)

    assert (moved.entry.pk, moved.new) == (enterprise.pk, "IN_FORCE")
    assert standing_of(enterprise) == ("IN_FORCE", "")
    assert verbs()[-2:] == ["entry.suspension_lifted", "entry.supervisor_named"]


def test_an_enterprise_left_by_its_artisan_is_suspended():
    supervisor = brahim()
    enterprise = enterprise_under(supervisor)

    (moved,) = end_supervision(entry=enterprise, supervisor=supervisor, on=TODAY, by="tests", at=AT)

    assert moved.ground == "SUPERVISOR_LOST"
    supervision = enterprise.supervisions.get(retracted_at__isnull=True)
    assert (supervision.valid_from, supervision.valid_to) == (REGISTERED, TODAY)
    with pytest.raises(SupervisionRefused):
        end_supervision(entry=enterprise, supervisor=supervisor, on=TODAY, by="tests", at=AT)


def test_who_is_not_an_artisan_in_force_supervises_nothing():
    supervisor, aicha = brahim(), register_artisan(**AICHA)
    enterprise, cooperative = enterprise_under(supervisor), register_unit()
    suspend(aicha)

    for named in (aicha, cooperative, enterprise):
        with pytest.raises(SupervisorMissing):
            name_supervisor(entry=enterprise, supervisor=named, on=TODAY, by="tests", at=AT)


def test_an_artisan_supervises_enterprises_and_each_once():
    supervisor = brahim()
    enterprise = enterprise_under(supervisor)

    for supervised in (enterprise, register_unit(), register_artisan(**AICHA)):
        with pytest.raises(SupervisionRefused):
            name_supervisor(entry=supervised, supervisor=supervisor, on=TODAY, by="tests", at=AT)
