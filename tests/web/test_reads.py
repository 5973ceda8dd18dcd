"""A GET writes nothing but its read record."""

import pytest
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import RequestFactory

from hirfa.audit.operations import record
from hirfa.reference.models import Region
from hirfa.web.middleware import WRITE, ReadsDoNotWrite, WroteOnRead

pytestmark = pytest.mark.django_db


def asked(method, act):
    def view(request):
        with transaction.atomic():  # what fails inside must not spoil the transaction of the test
            act()
        return HttpResponse("done")

    return ReadsDoNotWrite(view)(getattr(RequestFactory(), method)("/"))


def make_a_region():
    Region.objects.create(code="03", label_ar="فاس", label_fr="Fès", population=1)


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_a_read_that_makes_a_record_is_stopped(method):
    with pytest.raises(WroteOnRead, match="reference_region"):
        asked(method, make_a_region)

    assert not Region.objects.exists()


@pytest.mark.parametrize(
    "act",
    [
        lambda: Region.objects.filter(code="03").update(population=2),
        lambda: Region.objects.filter(code="03").delete(),
        lambda: Region.objects.bulk_create([Region(code="04", label_ar="الرباط", label_fr="Rabat", population=1)]),
    ],
)
def test_a_read_neither_changes_nor_takes_away(act):
    make_a_region()

    with pytest.raises(WroteOnRead):
        asked("get", act)

    assert Region.objects.get().population == 1


def test_a_post_writes():
    asked("post", make_a_region)

    assert Region.objects.count() == 1


def test_a_read_of_a_file_is_written_in_the_diary(at):
    answer = asked("get", lambda: record(verb="person.opened", subject="register.person:1", by="system", at=at))

    assert answer.content == b"done"


def test_the_session_may_be_kept(client):
    answer = asked("get", lambda: Session.objects.filter(session_key="none").delete())

    assert answer.content == b"done"


def test_after_a_read_the_connection_writes_again():
    asked("get", lambda: None)

    make_a_region()
    assert connection.execute_wrappers == []


@pytest.mark.parametrize(
    ("sql", "table"),
    [
        ('INSERT INTO "register_person" VALUES (1)', "register_person"),
        ("insert or ignore into register_person values (1)", "register_person"),
        ('WITH x AS (SELECT 1) UPDATE "cards_card" SET a = 1', "cards_card"),
        ("DELETE FROM `cards_card`", "cards_card"),
        ("DROP TABLE cards_card", "cards_card"),
    ],
)
def test_a_write_is_known_by_its_words(sql, table):
    assert WRITE.match(sql)["table"] == table


@pytest.mark.parametrize(
    "sql", ["SELECT 1 FOR UPDATE", "SAVEPOINT s", "PRAGMA foreign_keys", "WITH x AS (SELECT 1) SELECT * FROM x"]
)
def test_a_read_is_no_write(sql):
    assert WRITE.match(sql) is None
