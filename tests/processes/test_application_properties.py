"""Whatever is done to applications, requests and their cases, in whatever order: what must always hold, holds."""

import datetime as dt
import inspect
from collections.abc import Iterator
from types import ModuleType
from typing import Final

import pytest
from django.db import transaction
from hypothesis import HealthCheck, event, given, settings, target
from hypothesis import strategies as st

from hirfa.audit.models import DiaryLine
from hirfa.casework import operations as casework
from hirfa.core.errors import Refusal
from hirfa.processes import answering, appealing, applying, deciding, requesting
from hirfa.register.choices import ApplicationKind
from hirfa.register.models import Application, Entry
from hirfa.register.operations import applying as drafts
from hirfa.register.operations import requesting as requests
from tests.cast import AICHA
from tests.factories.accounts import UserFactory
from tests.factories.applications import complete
from tests.factories.casework import AT, karim, nadia, samira, youssef
from tests.factories.cooperatives import set_dormancy
from tests.factories.register import register_artisan
from tests.register.acting import brahim

from .walking import (
    ACCEPT,
    ACTS,
    CLOSED,
    HEARD_FIRST,
    ITS_OWN,
    KARIM,
    MOVED,
    NADIA,
    REFUSE,
    WITHIN,
    YOUSSEF,
    File,
    NotThere,
    Turn,
    case_of,
    declared,
)
from .watching import STATES, Rows, all_rows, check, check_diary, states_in

pytestmark = pytest.mark.django_db

PIECES: Final = {
    "ARTISAN": ("CIN", "PRACTICE"),
    "MAALEM": ("CIN", "EXPERIENCE"),
    "ENTERPRISE": ("ICE", "SUPERVISION"),
    "COOPERATIVE": ("ODCO",),
}
# The ways that a file goes, act by act, with the number that draws the outcome.
Acts = tuple[tuple[str, int], ...]
EXAMINED: Final = (("send_application", 0), ("take_up_case", 0), ("read_through", 0))
REFUSED: Final = (*EXAMINED, ("propose_decision", REFUSE), ("decide_case", 0))
# What brings a file on, then what else is likely, by the state of its case, or of the application that is a draft.
NEXT: Final[dict[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "DRAFT": (("send_application",), ("write_application", "add_draft_piece", "give_consent")),
    "RECEIVED": (("take_up_case",), ("assign_case", "hand_in_piece", "hand_in_piece", "withdraw_application")),
    "UNDER_REVIEW": (
        ("read_through", "propose_decision", "read_through", "propose_decision", "put_before_sitting"),
        ("call_sitting", "ask_person_for_pieces", "review_page", "judge_piece", "note_hearing", "take_up_case"),
    ),
    "PIECES_AWAITED": (("answer_request",), ("hand_in_piece", "note_pieces_complete", "take_up_case")),
    "BEFORE_SITTING": (("give_opinion", "close_sitting", "propose_decision"), ("call_sitting",)),
    "PROPOSED": (("decide_case",), ("return_proposal", "delegate_signature", "take_up_case")),
    "REFUSED": (
        ("appeal_refusal", "request_change", "appeal_decision"),
        ("erase_case", "leave_note", "withdraw_application"),
    ),
    "ACCEPTED": (("request_change",), ("appeal_decision", "appeal_refusal", "erase_case", "assign_case")),
    "WITHDRAWN": (("leave_note", "appeal_refusal"), ("withdraw_application", "erase_case")),
    "": (("request_change",), ("begin_application",)),
}
# On which file, how likely what is done is, which act of those, a number for the act, who does it, days gone by.
STEPS = st.tuples(
    st.sampled_from((*[0] * 8, 1, 1, 2, 3, 4, 5)),
    st.integers(min_value=0, max_value=9),
    st.integers(min_value=0, max_value=len(ACTS) - 1),
    st.integers(min_value=0, max_value=41),
    st.sampled_from((*[ITS_OWN] * 11, 0, 1, 2, 3, 4)),
    st.sampled_from((*[0] * 8, 1, 2, 20, 61)),
)
Step = tuple[int, int, int, int, int, int]


class Walk:
    """What was done so far, and what it came to."""

    def __init__(self, moment: dt.datetime) -> None:
        self.moment = moment
        self.rows: Rows = all_rows()
        self.reached: set[tuple[str, str]] = set()
        self.done: set[str] = set()

    def do(self, name: str, file: File, *, n: int = 1, who: int = ITS_OWN, days: int = 0) -> bool:
        """Do one act, ask what must hold after it, and say whether it was done."""
        self.moment += dt.timedelta(days=days, minutes=1)
        last = DiaryLine.objects.order_by("pk").values_list("pk", flat=True).last()
        told = DiaryLine.objects.filter(pk__gt=last)
        try:
            ACTS[name].do(Turn(file, n, who, self.moment))
        except (Refusal, NotThere):
            assert not told.exists(), name
            assert all_rows() == self.rows, name
            return False
        after = all_rows()
        has_line = told.filter(verb=ACTS[name].verb).exists()
        assert has_line or after == self.rows, name
        check(self.rows, after)
        self.rows = after
        self.done |= {name} if has_line else set()
        self.reached |= {(label, state) for label in STATES for state in states_in(after, label).values()}
        return True

    def go(self, file: File, *acts: tuple[str, int]) -> None:
        """Do acts that must all succeed."""
        for name, n in acts:
            assert self.do(name, _fresh(file), n=n), name


def _fresh(file: File) -> File:
    return type(file)._default_manager.get(pk=file.pk)


def lay_the_scene() -> None:
    """Aicha and Brahim stand in the register; one application of each kind is written and lacks nothing."""
    set_dormancy()
    register_artisan(**AICHA, cin="CD123456", registered_on=dt.date(2023, 1, 2))
    brahim()
    for officer in (samira, karim, nadia, youssef):
        officer()
    UserFactory(username="latifa", role="DIRECTORATE", scope="region:03")
    UserFactory(role="COMMISSION")
    for kind in ApplicationKind:
        complete(*PIECES[kind], kind=kind, content=declared(kind))


def bring_on() -> None:
    """The commission has seen the title, the enterprise sent, the cooperative refused."""
    walk = Walk(AT)
    _artisan, maalem, enterprise, cooperative = files()[:4]
    walk.go(maalem, *EXAMINED, ("call_sitting", 0), ("put_before_sitting", 1), ("give_opinion", ACCEPT))
    walk.go(enterprise, *EXAMINED[:1])
    walk.go(cooperative, *REFUSED)


def files() -> list[File]:
    """Applications and entries, in one order whatever their keys."""
    kinds = list(PIECES)
    applications = sorted(Application.objects.all(), key=lambda each: (each.recorded_at, kinds.index(each.kind)))
    entries = Entry.objects.select_related("holder").order_by("registered_on", "holder__nia")
    return [*applications, *entries]


def state_of_application(file: File) -> str:
    return Application.objects.get(pk=file.pk).state


def state_of(file: File) -> str:
    case = case_of(file)
    if case is not None:
        return case.state
    return file.state if isinstance(file, Application) else ""


def drawn(state: str, chance: int, act: int) -> str:
    """Return an act: six times in ten what brings a file on, once any at all."""
    brings_on, likely = NEXT.get(state, ((), ()))
    among = (brings_on, brings_on, brings_on, brings_on, brings_on, brings_on, likely, likely, likely)
    names = (among[chance] if chance < len(among) else ()) or sorted(ACTS)
    return names[act % len(names)]


def test_no_sequence_of_acts_leaves_the_tables_or_an_act_without_its_line():
    lay_the_scene()
    bring_on()
    begun = all_rows()

    @settings(max_examples=40, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(st.integers(min_value=0, max_value=5), st.lists(STEPS, min_size=12, max_size=24))
    def always(first: int, steps: list[Step]) -> None:
        with transaction.atomic():
            walk = Walk(AT + dt.timedelta(hours=1))
            for turn, (which, chance, act, n, who, days) in enumerate(steps):  # the turn spreads numbers that repeat
                held = files()
                file = held[(first + which) % len(held)]
                name = drawn(state_of(file), chance, act + turn)
                walk.do(name, file, n=n + turn, who=who, days=days)
            check_diary()
            transaction.set_rollback(True)
        for label, state in sorted(walk.reached):
            event(f"{label} {state}")
        target(float(len(walk.reached)), label="states reached")

    always()

    assert all_rows() == begun  # each example was taken back


APPEALED: Final = (*REFUSED, ("appeal_refusal", 0), ("take_up_case", 0))
# What the application comes to, act by act.
WAYS: Final[dict[Acts, str]] = {
    (*EXAMINED, ("propose_decision", ACCEPT), ("decide_case", 0)): "ADMITTED",
    (*APPEALED, ("propose_decision", ACCEPT), ("decide_case", 0)): "ADMITTED",
    (*APPEALED, ("propose_decision", REFUSE), ("decide_case", 0)): "REFUSED",
    (*EXAMINED, ("ask_person_for_pieces", 1), ("withdraw_application", 0)): "WITHDRAWN",
    (("abandon_draft", 0),): "ABANDONED",
}
WRITTEN: Final = (
    *(("write_application", 1), ("add_draft_piece", 0), ("add_draft_piece", 0), ("give_consent", 0)),
    *(("renew_code", 0), ("send_application", 0), ("assign_case", 0), ("take_up_case", 0)),
)
READ: Final = (
    *(("open_case_piece", 0), ("open_case_file", 0), ("leave_note", 0), ("review_page", 3), ("judge_piece", 3)),
    *(("ask_person_for_pieces", 1), ("answer_request", 0), ("hand_in_piece", 1), ("note_pieces_complete", 0)),
    *(("propose_decision", REFUSE), ("return_proposal", 0), ("propose_decision", REFUSE)),
)


def with_a_sitting(acts: Acts) -> Iterator[tuple[str, int]]:
    """Yield acts with a sitting of the commission before the first proposal."""
    waiting = True
    for name, n in acts:
        if name == "propose_decision" and waiting:
            waiting = False
            yield from (("call_sitting", 0), ("put_before_sitting", 1), ("give_opinion", n), ("close_sitting", 0))
        yield name, n


def go_by_the_desk(walk: Walk) -> None:
    """From an empty draft to a decision that Nadia signs under her second delegation: acts that the ways have not."""
    aicha = files()[-2]
    walk.go(aicha, ("request_change", HEARD_FIRST), ("note_hearing", 0), ("begin_application", 0))
    file = max(Application.objects.all(), key=lambda each: each.recorded_at)
    walk.go(file, *WRITTEN, *READ)
    assert walk.do("escalate_late_cases", file, days=61)
    assert not walk.do("decide_case", file, who=NADIA)
    walk.go(file, ("delegate_signature", 1), ("withdraw_delegation", 0))
    assert not walk.do("decide_case", file, who=NADIA)
    walk.go(file, ("delegate_signature", 1))
    assert not walk.do("decide_case", file, who=NADIA, days=2)  # it held for two days
    walk.go(file, ("delegate_signature", 1))
    assert walk.do("decide_case", file, who=NADIA, days=1)
    walk.go(file, ("erase_case", 0))


def go_by_an_entry(walk: Walk) -> None:
    """Brahim is struck off and brought back by an appeal; a move of his is refused, and granted by another."""
    entry = files()[-1]
    heard = (("appeal_decision", 0), ("take_up_case", 0), ("propose_decision", ACCEPT), ("decide_case", 0))
    for asked, outcome in ((CLOSED, ACCEPT), (MOVED, REFUSE)):
        walk.go(entry, ("request_change", asked), ("take_up_case", 0), ("read_through", 0))
        walk.go(entry, ("propose_decision", outcome), ("decide_case", 0), *heard)
        assert not walk.do("appeal_decision", entry)


def test_each_kind_goes_each_way_and_no_state_or_act_is_never_reached():
    lay_the_scene()
    states: set[tuple[str, str]] = set()
    done: set[str] = set()

    for place, kind in enumerate(ApplicationKind):
        for acts, end in WAYS.items():
            with transaction.atomic():
                walk, file = Walk(AT), files()[place]
                *before, last = with_a_sitting(acts) if kind == ApplicationKind.MAALEM else acts
                walk.go(file, *before)
                if ("appeal_refusal", 0) in acts:  # Karim signed the refusal, Youssef proposes here
                    assert not walk.do("decide_case", file, who=KARIM)
                    assert not walk.do("decide_case", file, who=YOUSSEF)
                walk.go(file, last)
                assert state_of_application(file) == end, (kind, end)
                assert walk.do("appeal_refusal", file) is False, (
                    kind,
                    end,
                )  # no appeal twice, nor against an admission
                states |= walk.reached
                done |= walk.done
                transaction.set_rollback(True)
    walk = Walk(AT)
    go_by_the_desk(walk)
    go_by_an_entry(walk)

    assert states | walk.reached == {(label, state) for label, moves in STATES.items() for state in moves}
    assert done | walk.done == set(ACTS)


def public_operations(*modules: ModuleType) -> set[str]:
    """Return the names of what happens: the public functions that ask by whom and at which moment."""
    found = set()
    for module in modules:
        for name, each in inspect.getmembers(module, inspect.isfunction):
            own = each.__module__.startswith(module.__name__) and not name.startswith("_")
            if own and {"by", "at"} <= set(inspect.signature(each).parameters):
                found.add(name)
    return found


def test_every_operation_of_applications_and_cases_is_walked():
    found = public_operations(casework, answering, appealing, applying, deciding, requesting, drafts, requests)

    assert found - set(ACTS) == set(WITHIN)  # whoever adds one says here what a walk does with it
    assert set(WITHIN.values()) <= set(ACTS)
