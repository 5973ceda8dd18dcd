"""What happens to keys and credentials."""

import datetime as dt
import random
import secrets
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from hirfa.audit.operations import record
from hirfa.core.bulk import load_rows
from hirfa.core.dates import end_of_day, start_of_day
from hirfa.core.errors import Refusal
from hirfa.core.ids import new_id
from hirfa.credentials import CardClaims, PaperClaims

from . import keystore
from .choices import CredentialKind, CredentialState, KeyRole, PaperKind, PaperOutcome
from .models import Credential, CredentialQuerySet, IssuerKey, StatusList
from .queries import find_signing_key, get_signing_key
from .rules import (
    FILLED_SHARE,
    ROOT_LIFE,
    SIGNER_LIFE,
    STATUS_LIST_SIZE,
    is_paper_number,
    may_move,
    paper_name,
    status_uri,
)
from .signing import Signing

DRAWN_AT_ONCE = 10_000  # places asked for in one question: databases bound the values of a statement

_COLUMNS = (
    *("id", "kind", "serial", "subject_type", "subject_id", "key_id", "status_list_id", "status_index", "text"),
    *("state", "state_changed_at", "issued_at", "expires_at"),
)


class CredentialStateRefused(Refusal):
    code = "credential_state_refused"


class PaperNotIssuable(Refusal):
    code = "paper_not_issuable"


@dataclass(frozen=True, slots=True)
class CredentialOrder:
    """One credential to be signed: about whom, and its claims but for issuer and status, which are this app's."""

    kind: CredentialKind
    subject_type: str
    subject_id: uuid.UUID
    claims: CardClaims | PaperClaims


@dataclass(frozen=True, slots=True)
class PaperOrder:
    """One paper to be signed: what it is, of which number and day, about whom, and the digest of its data.

    `subject` is the number that the paper prints (a craft number or that of a case); `subject_type` and `subject_id` name
    the row it is about. The names are those the paper prints. It is good from the start of `issued_on` to the end of
    `expires_on`, or for ever.
    """

    kind: PaperKind
    number: str
    issued_on: dt.date
    subject: str
    subject_type: str
    subject_id: uuid.UUID
    digest: bytes
    chamber: str | None = None
    outcome: PaperOutcome | None = None
    name_latin: str = ""
    name_ar: str = ""
    expires_on: dt.date | None = None


@transaction.atomic
def make_keys(*, by: object, at: dt.datetime, valid_from: dt.datetime | None = None) -> list[IssuerKey]:
    """Make the root and the signer that the installation lacks at `at`, and return those made; none the second time.

    `valid_from` lets the signer of a demonstration sign cards dated before the installation.
    """
    made = []
    if not any(keystore.find_signer(root.kid) for root in IssuerKey.objects.roots()):
        made.append(_make_key(KeyRole.ROOT, valid_from=at, valid_to=at + ROOT_LIFE, by=by, at=at))
    signer = find_signing_key(at=at)
    if signer is None or keystore.find_signer(signer.kid) is None:
        made.append(_make_key(KeyRole.SIGNER, valid_from=valid_from or at, valid_to=at + SIGNER_LIFE, by=by, at=at))
    return made


def _make_key(
    role: KeyRole, *, valid_from: dt.datetime, valid_to: dt.datetime, by: object, at: dt.datetime
) -> IssuerKey:
    kid, public_key = keystore.make_key()
    key = IssuerKey.objects.create(
        kid=kid,
        role=role,
        issuer=settings.HIRFA_ISSUER,
        public_key=public_key,
        valid_from=valid_from,
        valid_to=valid_to,
        recorded_at=at,
    )
    record(verb="issuer_key.made", subject=key, by=by, at=at, facts={"role": role})
    return key


@transaction.atomic
def issue_credentials(
    *,
    orders: Sequence[CredentialOrder],
    by: object,
    at: dt.datetime,
    signing: Signing | None = None,
    ids: Callable[[], uuid.UUID] = new_id,
    chance: random.Random | None = None,
) -> list[uuid.UUID]:
    """Sign and keep credentials; return their ids in the order of `orders`. The caller writes the diary.

    `at` chooses the key, which must also have been valid at each claim's `issued_at` for anyone to believe the text.
    `chance` draws the places in the status list (the system's generator; a seeded one for the demonstration). Raises
    NoSigningKey.
    """
    key, signer = get_signing_key(at=at)
    places = _take_places(len(orders), issuer=key.issuer, chance=chance or secrets.SystemRandom(), at=at)
    claims = [
        replace(order.claims, issuer=key.issuer, status_uri=status_list.uri, status_index=index)
        for order, (status_list, index) in zip(orders, places, strict=True)
    ]
    texts = (signing or Signing()).sign(claims, kid=bytes.fromhex(key.kid), signer=signer)
    made = [ids() for _order in orders]
    load_rows(
        Credential,
        _COLUMNS,
        [
            (
                *(made_id, order.kind.value, claim.serial, order.subject_type, order.subject_id, key.kid),
                *(status_list.number, index, text, CredentialState.VALID.value, at),
                *(_moment(claim.issued_at), _moment(claim.expires_at)),
            )
            for made_id, order, claim, (status_list, index), text in zip(
                made, orders, claims, places, texts, strict=True
            )
        ],
    )
    return made


@transaction.atomic
def issue_paper(*, order: PaperOrder, by: object, at: dt.datetime) -> Credential:
    """Sign a paper and keep what its code says; the code to be printed is the `text` of what is returned.

    It is withdrawn as any credential is (`change_credential_state`). Raises PaperNotIssuable for a number that is none or
    is taken, NoSigningKey.
    """
    if not is_paper_number(order.number):
        raise PaperNotIssuable(_("A paper's number has at most 32 capital letters, digits, slashes and hyphens."))
    if Credential.objects.filter(serial=order.number).exists():
        raise PaperNotIssuable(_("A paper with this number has been issued before."))
    claims = PaperClaims(
        issuer="",
        serial=order.number,
        issued_at=int(at.timestamp()),
        not_before=int(start_of_day(order.issued_on).timestamp()),
        expires_at=int(end_of_day(order.expires_on).timestamp()) if order.expires_on else None,
        kind=order.kind.value,
        subject=order.subject,
        digest=order.digest,
        chamber=order.chamber,
        outcome=order.outcome.value if order.outcome else None,
        name=paper_name(order.name_latin),
        second_name=paper_name(order.name_ar),
    )
    signed = CredentialOrder(CredentialKind.PAPER, order.subject_type, order.subject_id, claims)
    credential = Credential.objects.get(pk__in=issue_credentials(orders=[signed], by=by, at=at))
    facts = {"kind": claims.kind, "outcome": claims.outcome, "chamber": claims.chamber, "digest": claims.digest.hex()}
    record(verb="paper.issued", subject=credential, by=by, at=at, facts=facts)
    return credential


def _moment(seconds: int | None) -> dt.datetime | None:
    return None if seconds is None else dt.datetime.fromtimestamp(seconds, dt.UTC)


def _take_places(count: int, *, issuer: str, chance: random.Random, at: dt.datetime) -> list[tuple[StatusList, int]]:
    """Return as many free places, drawn by lot, in the list in use and, when it is nearly full, in a new one."""
    places: list[tuple[StatusList, int]] = []
    while len(places) < count:
        status_list = StatusList.objects.select_for_update().order_by("-number").first()
        room = int(status_list.size * FILLED_SHARE) - status_list.taken if status_list else 0
        if status_list is None or room <= 0:
            _open_status_list(issuer=issuer, at=at)
            continue
        wanted = min(room, count - len(places))
        places += [(status_list, index) for index in _draw(status_list, wanted, chance)]
        status_list.taken += wanted
        status_list.save(update_fields=["taken"])
    return places


def _draw(status_list: StatusList, wanted: int, chance: random.Random) -> list[int]:
    """Draw free places: some are drawn, those already taken are dropped, until there are enough."""
    drawn: dict[int, None] = {}
    while len(drawn) < wanted:
        fresh: dict[int, None] = {}
        while len(fresh) < min(wanted - len(drawn), DRAWN_AT_ONCE):
            index = chance.randrange(status_list.size)
            if index not in drawn:
                fresh[index] = None
        met = Credential.objects.filter(status_list=status_list, status_index__in=list(fresh))
        taken = set(met.values_list("status_index", flat=True))
        drawn |= {index: None for index in fresh if index not in taken}
    return list(drawn)


def _open_status_list(*, issuer: str, at: dt.datetime) -> None:
    number = (StatusList.objects.order_by("-number").values_list("number", flat=True).first() or 0) + 1
    StatusList.objects.create(
        number=number, uri=status_uri(issuer, number), issuer=issuer, size=STATUS_LIST_SIZE, recorded_at=at
    )


@transaction.atomic
def change_credential_state(
    *, credential: Credential, state: CredentialState, by: object, at: dt.datetime
) -> Credential:
    """Revoke, suspend or reinstate a credential: the next status list says so. Raises CredentialStateRefused."""
    credential = Credential.objects.select_for_update().get(pk=credential.pk)
    if not may_move(credential.state, state):
        raise CredentialStateRefused(_("A credential that has been revoked stays revoked."))
    old, credential.state, credential.state_changed_at = credential.state, state, at
    credential.save(update_fields=["state", "state_changed_at"])
    record(verb="credential.state_changed", subject=credential, by=by, at=at, facts={"from": old, "to": state})
    return credential


@transaction.atomic
def erase_texts(*, credentials: CredentialQuerySet, by: object, at: dt.datetime) -> int:
    """Erase the signed texts of credentials that are not valid any more, for they name people; return how many.

    Serial number, place in the status list and state stay: whoever still shows such a text is told what became of it.
    Raises CredentialStateRefused when one of them is still good.
    """
    held = list(credentials.exclude(text="").select_for_update(of=("self",)).order_by("pk"))
    good = Credential.objects.exclude(state=CredentialState.REVOKED).filter(expires_at__gte=at)
    if good.filter(pk__in=[each.pk for each in held]).exists():
        raise CredentialStateRefused(_("A credential that is still good keeps its text. Revoke it first."))
    Credential.objects.filter(pk__in=[each.pk for each in held]).update(text="")
    for each in held:
        record(verb="credential.text_erased", subject=each, by=by, at=at, facts={"serial": each.serial})
    return len(held)
