"""Every page that shows an officer what is held of a person writes who read it, when and why. A new page says which it is."""

import pytest
from django.urls import get_resolver, reverse

from hirfa.accounts.choices import Role
from hirfa.audit.models import DiaryLine
from hirfa.casework.choices import Channel
from hirfa.processes.deciding import decide_case
from hirfa.processes.personal_data.holdings import trail_of
from hirfa.processes.personal_data.reads import is_reading, list_reads
from hirfa.reference.models import Chamber
from hirfa.register.choices import ApplicationKind
from hirfa.register.operations import begin_application, write_application
from tests.architecture.test_urls import all_patterns
from tests.factories.accounts import UserFactory
from tests.factories.applications import OF_FATIMA, lay_conditions, sent
from tests.factories.cards import issued_card
from tests.factories.casework import AT, karim, samira
from tests.factories.issuing import lay_keys
from tests.factories.register import register_artisan
from tests.factories.rights import lay_parameters
from tests.processes.test_deciding import proposed

pytestmark = pytest.mark.django_db


def at(name, *args, **query):
    address = reverse(f"web:{name}", args=args).replace("/ar/", "/en/")
    return f"{address}?{'&'.join(f'{key}={value}' for key, value in query.items())}" if query else address


def own_draft():
    fes = Chamber.objects.get(code="03")
    kind = ApplicationKind.ARTISAN
    draft, _code = begin_application(kind=kind, channel=Channel.COUNTER, language="ar", chamber=fes, by="tests", at=AT)
    return write_application(application=draft, content=OF_FATIMA, chamber=fes, by="tests", at=AT)


def a_piece():
    _application, case = sent()
    piece = case.pieces.first()
    return at("case_piece_page", case.pk, piece.pk, 1)


def a_letter():
    lay_keys()
    _application, case = sent()
    decided = decide_case(case=proposed(case), by=karim(), at=AT)
    return at("case_letter", decided.case_id)


# Pages that show one person's data to somebody else. Each makes the page's address; who opens it is recorded.
SHOWS_A_PERSON = {
    "web:register_person": lambda: at("register_person", register_artisan().pk, purpose="SERVICE"),
    "web:card": lambda: at("card", issued_card().pk, purpose="SERVICE"),
    "web:card_document": lambda: at("card_document", issued_card().pk, purpose="SERVICE"),
    "web:case": lambda: at("case", sent()[1].pk),
    "web:case_piece_page": a_piece,
    "web:case_letter": a_letter,
    "web:case_ask_change": lambda: at("case_ask_change", register_artisan().pk, "CHANGE_NAME"),
    "web:directory_page": lambda: at("directory_page", register_artisan().pk),
    "web:application_file": lambda: at("application_file", own_draft().pk),
    "web:application_step": lambda: at("application_step", own_draft().pk, "name"),
    "web:application_check": lambda: at("application_check", own_draft().pk),
    "web:application_pieces": lambda: at("application_pieces", own_draft().pk),
    "web:rights_person": lambda: at("rights_person", register_artisan().pk),
}
ROLES = {
    "web:card_document": Role.SIGNATORY,
    "web:case": Role.INSTRUCTING,
    "web:case_letter": Role.INSTRUCTING,
    "web:case_piece_page": Role.INSTRUCTING,
    "web:rights_person": Role.DATA_PROTECTION,
}
# Lists to choose a person from: names without identity or contact. Opening one of them is what is recorded.
LISTS_OF_NAMES = {
    "web:import_known_cins",
    "web:register_search",
    "web:applications",
    "web:directory_pages",
    "web:my_space",
}
# Only POST, recorded by the operation that it calls.
ACTS = {
    *("web:application_code", "web:application_send", "web:card_issue", "web:card_revoke", "web:case_ask"),
    *(
        "web:case_appeal",
        "web:case_assign",
        "web:case_go_on",
        "web:case_hand_in",
        "web:case_hear",
        "web:case_judge",
        "web:case_note",
    ),
    *("web:case_propose", "web:case_read_page", "web:case_return", "web:case_sign", "web:case_sit"),
    *("web:case_take_up", "web:delegation_withdraw", "web:figures_compute", "web:sitting_close"),
    "web:practice_certificate",
    *("web:sitting_opinion", "web:rights_copy", "web:rights_erase", "web:rights_erase_due", "web:rights_find_case"),
    "web:space_manager_end",
    *("web:directory_agree", "web:directory_withdraw", "web:directory_photo_add", "web:directory_photo_remove"),
    *("web:directory_product_retire", "web:directory_describe", "web:directory_product"),
}
# Numbers, lists of the State, fairs, cases and records without a person's name.
NO_PERSON = {
    *("web:account", "web:application_new", "web:application_start", "web:apprenticeship", "web:benefits"),
    *("web:cases", "web:certificate", "web:certificates", "web:cooperative", "web:cooperatives", "web:course"),
    *("web:courses", "web:coverage", "web:declaration", "web:declarations", "web:delegations", "web:exports"),
    *("web:fair", "web:fair_calendar", "web:fair_contracts", "web:figure_records", "web:imports", "web:offer"),
    *("web:rights", "web:sector", "web:sitting", "web:sittings", "web:training", "web:women_space"),
    *("web:women_spaces", "web:member_begin"),
    "web:import_faults",  # single cells of the list that the officer sent a moment ago
    "web:import_job",
    "web:rights_case",  # number, act and state alone
    *("web:all_space_managers", "web:space_managers"),  # log-ins of accounts
}


@pytest.fixture(autouse=True)
def parameters():
    lay_conditions()
    lay_parameters()


@pytest.fixture(autouse=True)
def _pieces_without_content(monkeypatch):
    monkeypatch.setattr("hirfa.web.cases.views.page_png", lambda _file, _page: b"")


def test_every_page_that_asks_for_an_account_says_whether_it_shows_a_person():
    """What is open to all shows nobody, those who agreed to appear, or whoever bears the code their own draft."""
    closed = {
        name
        for name, pattern in all_patterns(get_resolver())
        if not name.startswith("api:") and getattr(pattern.callback, "login_required", True)
    }
    told = [set(SHOWS_A_PERSON), LISTS_OF_NAMES, ACTS, NO_PERSON]

    assert set().union(*told) == closed
    assert sum(len(each) for each in told) == len(closed)


@pytest.mark.parametrize("name", sorted(SHOWS_A_PERSON))
def test_who_opens_a_page_about_a_person_is_recorded_with_the_purpose(client, name):
    address = SHOWS_A_PERSON[name]()
    role = ROLES.get(name, Role.COUNTER)
    scope = "nation" if role == Role.DATA_PROTECTION else "chamber:03"
    client.force_login(UserFactory(username="amina", role=role, scope=scope))
    before = DiaryLine.objects.count()

    client.get(address)

    [line] = DiaryLine.objects.order_by("pk")[before:]
    assert DiaryLine.objects.filter(is_reading(), pk=line.pk).exists(), line.verb
    assert (line.actor, bool(line.facts["purpose"]), line.facts["scope"]) == ("user:amina", True, scope)
    assert line.chain == "chamber:03"


def test_each_reading_is_told_to_the_person(client):
    entry = register_artisan()
    client.force_login(UserFactory(username="amina"))
    client.get(at("register_person", entry.pk, purpose="CONTROL"))
    client.get(at("case_ask_change", entry.pk, "CHANGE_NAME"))

    assert [read.who for read in list_reads(trail_of(entry.holder.person))] == ["amina", "amina"]


def test_the_pages_of_a_piece_are_one_reading_with_the_case_of_that_day(client):
    _application, case = sent()
    client.force_login(samira())
    piece = case.pieces.first()

    for address in (at("case", case.pk), *[at("case_piece_page", case.pk, piece.pk, 1)] * 2):
        client.get(address)

    assert DiaryLine.objects.filter(verb="case.file_opened").count() == 1
