"""How far a load has come, for the page that shows it."""

import pytest
from django.template.loader import render_to_string

from hirfa.jobs.models import Job
from hirfa.register.tasks import LONG, lines_in

UNKNOWN = "How many lines this file has is known at its end."


def test_the_lines_of_a_long_list_are_counted_and_those_of_a_workbook_are_not_guessed():
    lines = b"1;Fatima\n" * LONG

    assert lines_in(lines) == LONG
    assert lines_in(b"PK\x03\x04" + lines) == 0


@pytest.mark.parametrize(("done", "total", "said"), [(5, 0, True), (0, 0, False), (5, 9, False)])
def test_the_page_says_when_the_length_is_not_known(done, total, said, settings):
    settings.LANGUAGE_CODE = "en"
    job = Job(state="RUNNING", done=done, total=total)

    page = render_to_string("imports/state.html", {"job": job, "ended": False, "tone": "valid"})

    assert (UNKNOWN in page) is said
    assert ("value=" in page) is bool(total)
