"""What must hold of applications, requests and cases after every act, told from their rows and not by their rules."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Final

from django.apps import apps
from django.db import connection, models

from hirfa.audit.queries import list_chains, verify_chain
from hirfa.casework import rules as case_rules
from hirfa.casework.models import Case, CaseMove, Decision, Piece
from hirfa.casework.rules import OPEN
from hirfa.register import rules
from hirfa.register.models import Application, Entry, EntryRequest, SourceRow, Standing

Rows = dict[str, dict[Any, tuple[Any, ...]]]
# Rows that are compared whole; of the others, how many there are.
WHOLE: Final = tuple(
    f"{app}.{name}"
    for app, names in (
        ("casework", ("Case", "Piece", "PieceRequest", "Decision", "Opinion")),
        ("register", ("Application", "EntryRequest", "Standing")),
    )
    for name in names
)
COUNTED: Final = ("accounts", "casework", "cooperatives", "issuing", "notifications", "register")
PASSING: Final = frozenset({"touched_on"})  # the day of the last look at a draft is no event
STATES: Final = {
    "register.Application": rules.APPLICATION_MOVES,
    "register.EntryRequest": rules.REQUEST_MOVES,
    "casework.Case": case_rules.MOVES,
}


def all_rows() -> Rows:
    """Return what a walk may change: rows by model and key, and how many rows each table has."""
    return {label: _rows(apps.get_model(label)) for label in WHOLE} | {"": _counts()}


def _rows(model: type[models.Model]) -> dict[Any, tuple[Any, ...]]:
    names = [field.attname for field in model._meta.concrete_fields if field.name not in PASSING]
    return {row[0]: row[1:] for row in model._default_manager.values_list("pk", *names)}


def _counts() -> dict[Any, tuple[Any, ...]]:
    tables = [model._meta.db_table for app in COUNTED for model in apps.get_app_config(app).get_models()]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT '{table}', COUNT(*) FROM {table}" for table in tables))
        return {table: (count,) for table, count in cursor.fetchall()}


def states_in(rows: Rows, label: str) -> dict[Any, str]:
    """Return the state of each application or case in these rows."""
    names = [field.attname for field in apps.get_model(label)._meta.concrete_fields if field.name not in PASSING]
    return {key: row[names.index("state")] for key, row in rows[label].items()}


def check_moves(before: Rows, after: Rows) -> None:
    """A state begins at the first and passes only as the table says; nothing is gone."""
    for label, moves in STATES.items():
        first, old = next(iter(moves)), states_in(before, label)
        new = states_in(after, label)
        assert set(old) <= set(new), label
        for key, state in new.items():
            was = old.get(key, first)
            assert state == was or state in moves[was], (label, was, state)


def check_cases(cases: Sequence[Case]) -> None:
    """Each case came where it is by its moves, is due on its day, and no other of its subject is open."""
    moves: dict[Any, list[CaseMove]] = {case.pk: [] for case in cases}
    for move in CaseMove.objects.order_by("pk"):
        moves[move.case_id].append(move)
    for case in cases:
        states = ["RECEIVED", *(move.new for move in moves[case.pk])]
        assert [move.old for move in moves[case.pk]] == states[:-1]
        assert case.state == states[-1]
        assert case.due_on == _due_on(case, moves[case.pk])
    assert max(Counter(case.subject for case in cases if case.state in OPEN).values(), default=1) == 1


def _due_on(case: Case, moves: Sequence[CaseMove]) -> dt.date | None:
    """The delay after reception, and as many days more as the pieces were awaited; none while they are, or at the end."""
    if case.state in {"PIECES_AWAITED", "ACCEPTED", "REFUSED", "WITHDRAWN"}:
        return None
    waited = dt.timedelta()
    for move, later in pairwise(moves):
        if move.new == "PIECES_AWAITED":
            waited += later.on - move.on
    return case.received_on + dt.timedelta(days=case.delay) + waited


def check_decisions(cases: Sequence[Case]) -> None:
    """Two people decide where two are needed, others decide an appeal, a delegate under a delegation of that day."""
    decided = Decision.objects.select_related("proposed_by", "signed_by", "delegation").order_by("pk")
    standing = {each.case_id: each for each in decided if each.returned_at is None}
    for case in cases:
        held = standing.get(case.pk)
        signed = held is not None and held.signed_by_id is not None
        assert signed == (case.state in {"ACCEPTED", "REFUSED"})
        assert case.state != "PROPOSED" or held is not None
        assert held is None or case.state in {"PROPOSED", "ACCEPTED", "REFUSED", "WITHDRAWN"}
        if held is None or not signed:
            continue
        assert held.outcome == case.state
        assert not case.needs_two or held.signed_by_id != held.proposed_by_id
        if case.appeal_of_id:
            first = standing[case.appeal_of_id]
            assert first.outcome == "REFUSED" or case.act in {"SUSPENSION", "CLOSURE"}
            assert held.signed_by_id not in {first.proposed_by_id, first.signed_by_id}
        _check_delegation(case, held)


def _check_delegation(case: Case, held: Decision) -> None:
    signer, given = held.signed_by, held.delegation
    assert signer is not None
    assert held.decided_on is not None
    assert held.signed_at is not None
    assert (given is None) == (signer.role in {"SIGNATORY", "DIRECTORATE"})
    if given is not None:
        assert given.taker_id == signer.pk
        assert case.act in given.acts
        assert given.valid_from <= held.decided_on <= given.valid_to
        assert given.withdrawn_at is None or given.withdrawn_at >= held.signed_at


def check_applications(cases: Sequence[Case]) -> None:
    """Who is admitted, and nobody else, has one entry by it, with one standing; who is sent and open agree."""
    entered = set(SourceRow.objects.filter(identity__startswith="application:").values_list("identity", flat=True))
    standing = Counter(
        Standing.objects.filter(valid_to__isnull=True, retracted_at__isnull=True).values_list("entry", flat=True)
    )
    holders = dict(Entry.objects.values_list("holder", "pk"))
    assert Counter(holders.values()) == standing
    seen = set()
    for application in Application.objects.all():
        own = [case.state for case in cases if case.subject == f"register.application:{application.pk}"]
        _check_ends(application.state, own)
        identity = f"application:{application.pk}"
        admitted = application.state == "ADMITTED"
        assert (identity in entered) == (admitted and application.kind != "MAALEM")
        assert (application.holder_id in holders) == admitted
        seen.add(identity)
    assert entered <= seen


def check_requests(cases: Sequence[Case]) -> None:
    """A request about an entry is what its case came to; one that was refused is done when the appeal is accepted."""
    first = {case.subject: case.state for case in cases if case.appeal_of_id is None}
    granted = {case.subject for case in cases if case.appeal_of_id and case.state == "ACCEPTED"}
    for request in EntryRequest.objects.all():
        subject = f"register.entryrequest:{request.pk}"
        ended = {"ACCEPTED": "DONE", "REFUSED": "DONE" if subject in granted else "REFUSED"}
        assert request.state == ended.get(first[subject], "OPEN")


def _check_ends(state: str, cases: list[str]) -> None:
    """An application is what its first case and the appeal against it came to."""
    ends = [case for case in cases if case not in OPEN]
    is_open = len(ends) < len(cases)
    wanted = {
        "DRAFT": not cases,
        "ABANDONED": not cases,
        "SENT": is_open and not ends,
        "REFUSED": "REFUSED" in ends and "ACCEPTED" not in ends,
        "ADMITTED": "ACCEPTED" in ends and not is_open,
        "WITHDRAWN": ends == ["WITHDRAWN"] and not is_open,
    }
    assert wanted[state], (state, cases)


def check_pieces() -> None:
    """A piece called fit has no page that is not clear."""
    for piece in Piece.objects.filter(state="FIT").prefetch_related("reviews"):
        assert [review.remark for review in piece.reviews.all()] == ["CLEAR"] * piece.pages


def check(before: Rows, after: Rows) -> None:
    """Ask all that must hold after an act that was done."""
    check_moves(before, after)
    cases = list(Case.objects.order_by("number"))
    check_cases(cases)
    check_decisions(cases)
    check_applications(cases)
    check_requests(cases)
    check_pieces()


def check_diary() -> None:
    """Every chain holds from its first line to its last."""
    for chain in list_chains():
        assert verify_chain(chain).broken_at is None, chain
