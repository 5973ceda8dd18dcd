"""What has outlived its delay is counted, erased in small steps, and nothing else is touched."""

import datetime as dt
import io

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import transaction
from django.db.utils import IntegrityError

from hirfa.audit.models import DiaryLine
from hirfa.casework.models import Case
from hirfa.casework.operations import CaseNotErasable, erase_case
from hirfa.directory.operations import add_photo
from hirfa.documents.models import StoredFile
from hirfa.jobs.models import Job
from hirfa.jobs.operations import ask_for_job, end_job
from hirfa.notifications.models import Notification
from hirfa.notifications.operations import deliver_due
from hirfa.processes.messages import RECEIVED
from hirfa.processes.personal_data.retention import DueKind, erase_expired, retention_due
from hirfa.reference.models import LegalParameter
from hirfa.reference.queries import get_start_of_period
from hirfa.register.choices import ApplicationState
from hirfa.register.models import Application, DraftPiece, Person
from hirfa.register.operations import ApplicationRefused, abandon_draft
from tests.factories.applications import complete, sent
from tests.factories.casework import AT, decided_case, handed_in, received_case, stored_file
from tests.factories.directory import appearing, picture
from tests.factories.notifications import ask
from tests.factories.rights import LATE, fatima, lay_delays

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
SAID = {"kind": RECEIVED.kind, "values": {"number": "2026-0000001"}}


@pytest.fixture(autouse=True)
def delays():
    lay_delays()


def due(at):
    return {each.kind: each.count for each in retention_due(at.date()) if each.count}


def expired(at, most=100):
    return {kind: count for kind, count in erase_expired(by="tests", at=at, most=most).items() if count}


def test_a_draft_that_nobody_sent_is_abandoned_with_its_pieces():
    draft = complete()
    last = AT + 60 * DAY

    assert due(last) == {}
    assert due(last + DAY) == {DueKind.DRAFTS: 1}
    assert expired(last + DAY) == {DueKind.DRAFTS: 1}

    draft.refresh_from_db()
    assert (draft.state, draft.content) == (ApplicationState.ABANDONED, None)
    assert not DraftPiece.objects.exists()
    assert not StoredFile.objects.held().exists()
    assert DiaryLine.objects.get(verb="application.abandoned").facts == {"pieces": 2}
    assert due(last + DAY) == {}


def test_an_application_that_was_sent_is_no_draft_however_old():
    application, _case = sent()

    assert DueKind.DRAFTS not in due(AT + 400 * DAY)
    with pytest.raises(ApplicationRefused):
        abandon_draft(application=application, by="tests", at=AT)


def test_a_case_that_ended_loses_its_pieces_and_words_and_keeps_its_outcome():
    case = decided_case()
    handed = stored_file()
    case.pieces.create(code="CIN", file=handed, handed_in_by="tests", recorded_at=AT)
    last = AT.replace(year=2031)

    assert due(last) == {}
    assert expired(last + DAY) == {DueKind.CASES: 1}

    case.refresh_from_db()
    decision = case.decisions.get()
    handed.refresh_from_db()
    assert (decision.reasons_ar, decision.reasons_fr, decision.ground) == ("", "", "PIECES_MISSING")
    assert (case.state, case.erased_on) == ("REFUSED", (last + DAY).date())
    assert (handed.erasing_since, handed.name) == (last + DAY, "")
    assert due(last + DAY) == {}


def test_an_open_case_keeps_everything():
    case = received_case()
    handed_in(case, "CIN")

    assert due(LATE) == {}
    with pytest.raises(CaseNotErasable):
        erase_case(case=case, by="tests", at=LATE)
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.update(erased_on=LATE.date())


def test_what_an_applicant_declared_goes_with_the_case():
    fatima(closed=False)

    assert expired(AT.replace(year=2031) + DAY)[DueKind.CASES] == 1

    assert Application.objects.get().content is None
    assert Person.objects.filter(family_name_latin="El Idrissi").exists()  # the register goes on


def test_the_photograph_that_shows_her_outlives_the_case_it_came_with():
    entry = fatima(closed=False)
    piece = Case.objects.get(subject__startswith="register.application").pieces.first()
    entry.portraits.update(file=piece.file)

    expired(AT.replace(year=2031) + DAY)

    others = StoredFile.objects.filter(piece__case=piece.case).exclude(pk=piece.file_id)
    piece.file.refresh_from_db()
    assert piece.file.erasing_since is None
    assert others.exists()
    assert not others.held().exists()


def test_a_message_is_forgotten_half_a_year_after_and_that_it_was_sent_stays(settings, tmp_path):
    settings.HIRFA_VAR = tmp_path
    asked = ask(**SAID)
    waiting = ask(**SAID, at=AT + DAY)
    deliver_due(by="tests", at=AT, most=1)
    after = dt.datetime(2026, 7, 16, 10, 0, tzinfo=dt.UTC)

    assert due(after - DAY) == {}
    assert expired(after) == {DueKind.MESSAGES: 1}

    asked.refresh_from_db()
    waiting.refresh_from_db()
    assert (asked.recipient, asked.values, asked.recipient_hash, asked.state) == (None, None, None, "SENT")
    assert waiting.recipient is not None
    assert due(after) == {}


def test_the_database_forgets_no_message_that_is_still_to_be_sent():
    ask(**SAID)

    with pytest.raises(IntegrityError), transaction.atomic():
        Notification.objects.update(recipient=None, recipient_hash=None, values=None)


def test_a_list_that_a_chamber_sent_is_destroyed_and_a_piece_of_the_same_age_is_not():
    StoredFile.objects.create(name="liste.csv", kind="CSV", size=9, sha256="ab" * 32, stored_at=AT)
    handed_in(received_case(), "CIN")

    assert expired(AT + 92 * DAY) == {DueKind.LISTS: 1}

    assert StoredFile.objects.held().get().kind == "JPEG"


def test_a_photograph_that_nothing_leads_to_is_destroyed_after_two_days():
    stray, [piece] = stored_file(), handed_in(received_case(), "CIN")

    assert expired(AT + 2 * DAY) == {}
    assert expired(AT + 3 * DAY) == {DueKind.STRAYS: 1}

    assert list(StoredFile.objects.held()) == [piece.file]
    stray.refresh_from_db()
    assert stray.erasing_since is not None


def test_the_picture_of_a_product_in_the_directory_is_led_to():
    add_photo(profile=appearing(), content=picture(), by="tests", at=AT)

    assert StoredFile.objects.exists()
    assert not StoredFile.objects.led_to_by_nothing().exists()


def test_a_file_with_a_last_day_goes_after_it_unless_an_open_case_needs_it():
    kept_until = AT.date() + DAY
    free = StoredFile.objects.create(
        name="x", kind="PDF", size=9, sha256="ab" * 32, stored_at=AT, keep_until=kept_until
    )
    [piece] = handed_in(received_case(), "CIN")
    StoredFile.objects.filter(pk=piece.file_id).update(keep_until=kept_until)

    assert due(AT + DAY) == {}
    assert expired(AT + 2 * DAY) == {DueKind.FILES: 1}

    free.refresh_from_db()
    assert free.erasing_since == AT + 2 * DAY


def test_people_whose_entry_was_closed_long_ago_are_erased_and_those_whom_something_keeps_wait():
    entry = fatima()
    held = received_case(subject=f"register.entry:{entry.pk}", at=LATE)

    assert due(LATE)[DueKind.PEOPLE] == 1
    assert DueKind.PEOPLE not in expired(LATE)
    Case.objects.filter(pk=held.pk).update(state="WITHDRAWN", due_on=None)

    assert expired(LATE)[DueKind.PEOPLE] == 1
    assert Person.objects.get(pk=entry.holder_id).erased_at == LATE


def test_no_more_than_asked_for_is_erased_at_once_and_the_next_run_goes_on():
    for _number in range(3):
        complete()
    at = AT + 70 * DAY

    assert [expired(at, most=2), expired(at, most=2), expired(at, most=2)] == [
        {DueKind.DRAFTS: 2},
        {DueKind.DRAFTS: 1},
        {},
    ]


def test_sessions_and_work_that_have_run_out_leave_nothing():
    Session.objects.create(session_key="old", session_data="x", expire_date=AT - DAY)
    Session.objects.create(session_key="new", session_data="x", expire_date=AT + 400 * DAY)
    job = ask_for_job(kind="tests", parameters={}, by="tests", at=AT)
    end_job(job_id=job.pk, state="DONE", message="فاطمة", by="tests", at=AT)
    ask_for_job(kind="tests", parameters={}, by="tests", at=AT)

    erase_expired(by="tests", at=AT + 92 * DAY, most=10)

    assert list(Session.objects.values_list("session_key", flat=True)) == ["new"]
    assert list(Job.objects.values_list("state", flat=True)) == ["WAITING"]


def test_run_due_erases_and_names_nobody():
    LegalParameter.objects.filter(key="personal.draft_kept").update(value=0)
    draft = complete()
    Application.objects.filter(pk=draft.pk).update(touched_on=dt.date(2022, 3, 1))
    out = io.StringIO()

    call_command("run_due", stdout=out)

    assert "erased, their time being over: drafts 1, cases 0" in out.getvalue()
    assert "Fatima" not in out.getvalue()


@pytest.mark.parametrize(
    ("value", "unit", "day", "start"),
    [
        (10, "day", dt.date(2026, 1, 5), dt.date(2025, 12, 26)),
        (1, "month", dt.date(2026, 3, 31), dt.date(2026, 2, 28)),
        (6, "month", dt.date(2026, 1, 15), dt.date(2025, 7, 15)),
        (5, "year", dt.date(2028, 2, 29), dt.date(2023, 2, 28)),
        (12, "month", dt.date(2026, 12, 1), dt.date(2025, 12, 1)),
    ],
)
def test_a_legal_delay_is_counted_backwards_in_whole_days_months_and_years(value, unit, day, start):
    row = {"key": "tests.delay", "source": "tests", "valid_from": dt.date(2020, 1, 1)}
    LegalParameter.objects.create(**row, value=value, unit=unit)

    assert get_start_of_period("tests.delay", on=day) == start


def test_what_is_no_delay_is_not_taken_for_one():
    with pytest.raises(ValueError, match="no delay"):
        get_start_of_period("personal.trace_kept", on=AT.date())
