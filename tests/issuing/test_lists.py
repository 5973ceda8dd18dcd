"""What is published: anyone with the root's public key checks a card with files alone, and sees a revoked one red."""

import datetime as dt

import pytest

from hirfa import credentials
from hirfa.cards.choices import MoveReason
from hirfa.cards.operations import reinstate_card, revoke_card, suspend_card
from hirfa.core.ids import new_id
from hirfa.issuing import operations
from hirfa.issuing.choices import CredentialKind, CredentialState
from hirfa.issuing.models import Credential, StatusList
from hirfa.issuing.operations import (
    CredentialOrder,
    CredentialStateRefused,
    change_credential_state,
    issue_credentials,
)
from hirfa.issuing.queries import (
    get_signed_status_list,
    get_signed_trust_list,
    get_status_list,
    list_live_status_lists,
    list_root_keys,
)
from tests.factories.cards import AT, issued_card
from tests.factories.issuing import lay_keys

pytestmark = pytest.mark.django_db

MOMENT = int(AT.timestamp())


def checker(at=AT):
    """What a gate without network holds: published bytes and the root's key, nothing else."""
    moment = int(at.timestamp())
    trust = credentials.decode_trust_list(get_signed_trust_list(at=at), root_keys=list_root_keys())
    lists = [
        credentials.decode_status_list(get_signed_status_list(row.number, at=at), trust_list=trust, now=moment)
        for row in StatusList.objects.all()
    ]
    return lambda text, now=at: credentials.verify(text, trust, lists, now)


def test_a_gate_without_network_learns_of_every_change():
    card = issued_card()
    text = card.credential.text
    seen = [checker()(text).reason]

    suspend_card(card=card, reason=MoveReason.LOST, by="tests", at=AT)
    seen.append(checker()(text).reason)
    reinstate_card(card=card, by="tests", at=AT)
    seen.append(checker()(text).reason)
    revoke_card(card=card, reason=MoveReason.LOST, by="tests", at=AT)
    seen.append(checker()(text).reason)

    assert seen == ["valid", "suspended", "valid", "revoked"]


def test_a_gate_that_has_not_fetched_for_a_week_is_no_longer_certain():
    text = issued_card().credential.text
    check = checker()

    assert check(text, AT + dt.timedelta(days=6)).reason == "valid"
    assert check(text, AT + dt.timedelta(days=6)).status_list_age == 6 * 86_400
    assert check(text, AT + dt.timedelta(days=8)).reason == "status_unknown"


def test_the_published_list_and_the_live_answer_agree():
    cards = [issued_card(cin=f"X{number}", local_number=str(number)) for number in range(3)]
    revoke_card(card=cards[0], reason=MoveReason.LOST, by="tests", at=AT)
    suspend_card(card=cards[1], reason=MoveReason.FRAUD, by="tests", at=AT)
    places = [card.credential.status_index for card in cards]
    published, live = get_status_list(1, at=AT), list_live_status_lists(at=AT)[0]

    assert [published.find(place) for place in places] == [1, 2, 0]
    assert [live.find(place) for place in places] == [1, 2, 0]
    assert (live.uri, live.issuer) == (published.uri, published.issuer)
    assert live.find(2**20) is live.find(-1) is published.find(2**20) is None


def order(serial):
    claims = credentials.CardClaims("", serial, MOMENT, MOMENT, MOMENT + 86_400, "1")
    return CredentialOrder(CredentialKind.DIPLOMA, "training.course", new_id(), claims)


def test_credentials_of_any_kind_share_the_lists():
    lay_keys()

    ids = issue_credentials(orders=[order("D1"), order("D2")], by="tests", at=AT)

    found = Credential.objects.in_bulk(ids)
    assert [found[made].serial for made in ids] == ["D1", "D2"]
    assert StatusList.objects.get().taken == 2
    assert all(checker()(credential.text).is_valid for credential in found.values())


def test_a_full_list_is_followed_by_another(monkeypatch):
    lay_keys()
    monkeypatch.setattr(operations, "STATUS_LIST_SIZE", 10)

    ids = issue_credentials(orders=[order(f"D{number}") for number in range(20)], by="tests", at=AT)

    rows = Credential.objects.filter(pk__in=ids).values_list("status_list_id", "status_index")
    assert list(StatusList.objects.order_by("number").values_list("number", "taken")) == [(1, 9), (2, 9), (3, 2)]
    assert len(set(rows)) == 20
    assert all(index < 10 for _list, index in rows)
    assert [checker()(credential.text).reason for credential in Credential.objects.all()] == ["valid"] * 20


def test_places_tell_no_order_of_issue():
    lay_keys()

    ids = issue_credentials(orders=[order(f"D{number}") for number in range(50)], by="tests", at=AT)

    found = Credential.objects.in_bulk(ids)
    places = [found[made].status_index for made in ids]
    assert places != sorted(places)
    assert max(places) > 500_000


def test_revoked_is_for_ever():
    credential = issued_card().credential
    change_credential_state(credential=credential, state=CredentialState.REVOKED, by="tests", at=AT)

    with pytest.raises(CredentialStateRefused, match="stays revoked"):
        change_credential_state(credential=credential, state=CredentialState.VALID, by="tests", at=AT)
