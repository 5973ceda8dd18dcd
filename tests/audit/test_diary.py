"""The diary holds, and shows when it was touched."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.utils import DatabaseError

from hirfa.audit.models import ChainHead, DiaryLine
from hirfa.audit.operations import record
from hirfa.audit.queries import list_lines_about, verify_chain
from tests.factories.accounts import UserFactory

AT = dt.datetime(2026, 1, 15, 10, 0, tzinfo=dt.UTC)

pytestmark = pytest.mark.django_db


def write_three(chain: str = "chamber:03") -> list[DiaryLine]:
    return [
        record(verb="card.issued", subject=f"cards.card:{n}", by=UserFactory(), at=AT, facts={"n": n}, chain=chain)
        for n in range(3)
    ]


def without_lock(statement: str) -> None:
    """Do what only someone with the keys of the database can do."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE audit_diaryline DISABLE TRIGGER diary_never_changes")
        else:
            cursor.execute("DROP TRIGGER diary_never_changes")
            cursor.execute("DROP TRIGGER diary_never_shrinks")
        cursor.execute(statement)


def test_an_untouched_chain_holds():
    write_three()

    verdict = verify_chain("chamber:03")

    assert (verdict.lines, verdict.broken_at) == (3, None)


def test_each_chamber_has_its_own_chain():
    write_three("chamber:03")
    line = record(verb="card.issued", subject="cards.card:9", by="worker", at=AT, chain="chamber:07")

    assert line.position == 1
    assert line.actor == "worker"


@pytest.mark.parametrize("statement", ["UPDATE audit_diaryline SET actor = 'nobody'", "DELETE FROM audit_diaryline"])
def test_the_database_refuses_to_change_the_diary(statement):
    write_three()

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize(
    ("statement", "broken_at"),
    [
        ("UPDATE audit_diaryline SET actor = 'nobody' WHERE position = 2", 2),
        ("UPDATE audit_diaryline SET facts = '{\"n\": 7}' WHERE position = 3", 3),
        ("DELETE FROM audit_diaryline WHERE position = 2", 2),
        ("DELETE FROM audit_diaryline WHERE position = 3", 3),
    ],
)
def test_a_touched_chain_says_where(statement, broken_at):
    write_three()
    without_lock(statement)

    assert verify_chain("chamber:03").broken_at == broken_at
    with pytest.raises(CommandError):
        call_command("verify_audit")


def test_a_chain_that_grows_while_it_is_read_holds(monkeypatch):
    write_three()
    first_asked = ChainHead.objects.filter

    def somebody_writes(**which):
        found = list(first_asked(**which))
        monkeypatch.setattr(ChainHead.objects, "filter", first_asked)
        write_three()
        return SimpleNamespace(first=lambda: found[0])

    monkeypatch.setattr(ChainHead.objects, "filter", somebody_writes)

    assert verify_chain("chamber:03").broken_at is None


def test_a_head_that_was_moved_back_is_found():
    write_three()
    line = DiaryLine.objects.get(chain="chamber:03", position=2)
    ChainHead.objects.filter(chain="chamber:03").update(position=2, line_hash=line.line_hash)

    assert verify_chain("chamber:03").broken_at == 3


def test_a_chain_whose_head_was_taken_away_is_found_broken():
    write_three()
    ChainHead.objects.all().delete()

    with pytest.raises(CommandError):
        call_command("verify_audit")


def test_the_diary_of_a_thing_starts_with_the_newest_line():
    user = UserFactory()
    record(verb="account.created", subject=user, by="x", at=AT)
    record(verb="account.closed", subject=user, by="x", at=AT + dt.timedelta(days=1))

    assert [line.verb for line in list_lines_about(user)] == ["account.closed", "account.created"]
