"""The house tested: every address denies by default; the public ones are on a committed list."""

import datetime as dt
import uuid

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.converters import get_converters
from ninja.security import APIKeyCookie

from hirfa.api.doors import Session
from hirfa.api.urls import api
from hirfa.reference.operations import load_reference
from tests.factories.accounts import UserFactory

# What anybody may open without an account. A new name here is a decision: say in the commit why it is public.
PUBLIC_PAGES = {
    ":front",  # leads to the home page in Arabic
    "web:apply",  # what one may apply for, what it asks for and costs
    "web:apply_start",  # begins a draft: no account is needed to ask for registration
    "web:apply_return",  # opens one's own file with its code, rarely
    # the rest of one's own file: without a code that was typed in this browser each leads to the page that asks for one
    *("web:apply_step", "web:apply_check", "web:apply_send", "web:apply_file", "web:apply_pieces"),
    *("web:apply_appeal", "web:apply_withdraw", "web:apply_code", "web:apply_paper", "web:apply_certificate"),
    *("web:apply_changes", "web:apply_change", "web:apply_change_case"),
    *("web:apply_change_appeal", "web:apply_change_letter"),
    "web:apply_entry",  # what the register holds of whoever was admitted
    "web:apply_leave",  # forgets the file on this device
    "web:check",  # anyone checks a card
    ":status-list",  # what has become of credentials: whoever checks a card offline downloads it
    "web:home",
    "web:directory",  # those who agreed to appear, found by anybody
    "web:directory_profile",  # the page of one of them, as long as the consent lives and the entry is in force
    "web:directory_photo",  # its photos, no longer than the page
    "web:statement",  # what was said beside stored figures: counts, no person
    "web:figures",  # stored figures, small cells hidden
    "web:figure",  # one of them, to region and trade
    "web:briefing",  # the same as a document
    "web:briefing_file",  # and as PDF, JSON and text
    "web:fairs",  # when and where: dates and places of fairs, no numbers
    "web:privacy",  # what is held of people, why and how long: the law wants it told to all
    "web:login",
    "web:logout",  # forgets who one is, asks for nothing
    "web:styleguide",  # components with invented values
}
PUBLIC_API = {
    "list_stored_figures",
    "get_figure",
    "list_directory",  # the same pages for programs, without telephones
    "get_directory_page",
    "verify_card",
    "get_trust_list",
    "get_status_list",
}


# What programs may write with a signature of their own. No cookie opens these, so no page can make a browser ask for them.
SIGNED_API = {
    "note_message_receipt",  # the SMS gateway tells whether a message arrived: a state, nothing about a person
}


def all_patterns(resolver, namespace=""):
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            inner = ":".join(part for part in (namespace, each.namespace) if part)
            yield from all_patterns(each, inner)
        elif isinstance(each, URLPattern):
            yield f"{namespace}:{each.name or each.pattern}", each


def test_every_page_asks_for_an_account_but_for_the_committed_list():
    open_pages = {
        name
        for name, pattern in all_patterns(get_resolver())
        if not name.startswith("api:") and not getattr(pattern.callback, "login_required", True)
    }

    assert open_pages == PUBLIC_PAGES


def test_no_page_is_exempt_from_the_check_against_forged_requests():
    exempt = {name for name, pattern in all_patterns(get_resolver()) if getattr(pattern.callback, "csrf_exempt", False)}

    assert {name for name in exempt if not name.startswith("api:")} == set()


def operations():
    return [
        operation
        for router in api._get_bound_routers()
        for view in router.path_operations.values()
        for operation in view.operations
    ]


def test_every_part_of_the_api_asks_for_an_account_but_for_the_committed_list():
    assert {each.view_func.__name__ for each in operations() if not each.auth_callbacks} == PUBLIC_API


def test_whoever_bears_a_session_can_only_read_through_the_api():
    """The API checks no forged-request token, so what a session opens must change nothing."""
    opened = [each for each in operations() if any(isinstance(door, Session) for door in each.auth_callbacks)]

    assert opened
    assert [each.view_func.__name__ for each in opened if set(each.methods) != {"GET"}] == []


def test_what_a_signature_opens_is_on_the_committed_list():
    signed = [each for each in operations() if any(not isinstance(door, Session) for door in each.auth_callbacks)]

    assert {each.view_func.__name__ for each in signed} == SIGNED_API
    assert not any(isinstance(door, APIKeyCookie) for each in signed for door in each.auth_callbacks)


AT = dt.datetime(2024, 1, 2, 9, tzinfo=dt.UTC)
EXAMPLES = {"int": 1, "uuid": uuid.UUID(int=7), "str": "x", "slug": "x", "path": "x"}


def closed_addresses():
    """One address for each page that is not public, with made-up arguments: the door is asked before the page."""
    kinds = {type(converter): EXAMPLES[kind] for kind, converter in get_converters().items() if kind in EXAMPLES}
    for name, pattern in all_patterns(get_resolver()):
        if name.startswith("api:") or name in PUBLIC_PAGES or not pattern.name:
            continue
        made_up = {word: kinds.get(type(converter), "03") for word, converter in pattern.pattern.converters.items()}
        yield reverse(name, kwargs=made_up)


@pytest.mark.django_db
def test_a_stranger_is_sent_to_log_in_from_every_other_page(client):
    answers = {address: client.get(address) for address in closed_addresses()}

    let_in = {address: answer.status_code for address, answer in answers.items() if answer.status_code != 302}
    assert let_in == {}
    assert {answer["Location"].split("?")[0] for answer in answers.values()} <= {reverse("web:login")}


@pytest.mark.django_db
def test_what_a_person_logged_in_is_shown_is_kept_by_no_browser(client):
    """A counter's machine is shared: after logging out, the way back must not show a file again."""
    load_reference(by="test", at=AT)
    client.force_login(UserFactory(role="INSTRUCTING"))
    answers = {address: client.get(address) for address in closed_addresses()}

    assert {
        address for address, answer in answers.items() if "no-store" not in answer.headers.get("Cache-Control", "")
    } == set()


@pytest.mark.django_db
def test_a_stranger_may_keep_the_public_pages(client):
    assert "Cache-Control" not in client.get(reverse("web:privacy")).headers


@pytest.mark.django_db
def test_an_unknown_page_gives_no_hint(client):
    assert client.get("/ar/no/such/page/").status_code == 404
