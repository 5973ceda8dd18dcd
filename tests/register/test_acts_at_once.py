"""Two real processes that admit the same people at the same time, on a database of their own."""

import os
import subprocess
import sys
import time
import uuid
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from django.db import connection

ROOT = Path(__file__).parent.parent.parent
PEOPLE = 8
SCRIPT = """
import sys, time, uuid
import django; django.setup()
from hirfa.register.choices import TitleKind
from hirfa.register.models import Entry
from hirfa.register.operations import CinAlreadyBorne, admit_artisan
from tests.factories.register import AT, artisan, lay_reference
if sys.argv[1] == "prepare":
    from django.core.management import call_command
    call_command("migrate", verbosity=0)
    lay_reference()
elif sys.argv[1] == "count":
    print(Entry.objects.count(), Entry.objects.values("holder__nia").distinct().count())
else:
    admitted = refused = 0
    Entry.objects.exists()
    time.sleep(max(0, float(sys.argv[1]) - time.time()))
    for number in range(int(sys.argv[2])):
        record = artisan(cin=f"AB{number:06d}")
        try:
            admit_artisan(artisan=record, title=TitleKind.ARTISAN, application=uuid.uuid4(), by="tests", at=AT)
            admitted += 1
        except CinAlreadyBorne:
            refused += 1
    print(admitted, refused)
"""


@pytest.fixture
def environment(tmp_path):
    """The settings of an installation of its own: a file of SQLite, or another database of the same server."""
    usual = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    usual |= {"HIRFA_VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "config.settings.dev"}
    if connection.vendor != "postgresql":
        yield usual
        return
    name, url = f"hirfa_{uuid.uuid4().hex[:12]}", os.environ["DATABASE_URL"]
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
    yield usual | {"DATABASE_URL": urlunsplit(urlsplit(url)._replace(path=f"/{name}"))}
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def start(environment, *arguments):
    return subprocess.Popen(
        [sys.executable, "-c", SCRIPT, *map(str, arguments)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finished(process):
    told, wrong = process.communicate(timeout=120)
    assert process.returncode == 0, wrong
    return [int(word) for word in told.split()]


def test_of_two_officers_who_admit_one_cin_at_once_exactly_one_succeeds(environment):
    finished(start(environment, "prepare"))

    moment = time.time() + 4
    results = [finished(each) for each in [start(environment, moment, PEOPLE) for _officer in range(2)]]

    assert [admitted + refused for admitted, refused in results] == [PEOPLE, PEOPLE]
    assert sum(admitted for admitted, _refused in results) == PEOPLE
    assert finished(start(environment, "count")) == [PEOPLE, PEOPLE]
