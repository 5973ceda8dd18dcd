"""What happens to cards."""

import datetime as dt
import random
import uuid
from collections.abc import Callable, Collection, Iterable, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from hirfa.audit.operations import record
from hirfa.core.bulk import load_rows
from hirfa.core.children import uncollected
from hirfa.core.dates import legal_day, start_of_day
from hirfa.core.errors import Refusal
from hirfa.core.ids import new_id
from hirfa.issuing.choices import CredentialKind, CredentialState
from hirfa.issuing.operations import CredentialOrder, change_credential_state, issue_credentials
from hirfa.issuing.signing import Signing
from hirfa.register.models import Entry, Holder

from . import rules
from .choices import CardState, MoveReason
from .facts import CardOrder, HolderFacts, IssueCount, chunked, claims_of, gather_facts
from .models import Card, CardCounter, CardMove
from .queries import get_validity_years, may_renew

CHUNK = 10_000  # cards in one transaction: a second or two, so that nobody waits long and little is lost by a crash
_COLUMNS = (
    *("id", "holder_id", "number", "credential_id", "chamber_id", "state", "issued_on", "expires_on"),
    *("requested_on", "made_on", "delivered_on", "handed_over_on", "recorded_at"),
)


class CardNotIssuable(Refusal):
    code = "card_not_issuable"


class CardMoveRefused(Refusal):
    code = "card_move_refused"


@transaction.atomic
def issue_card(*, holder: Holder, by: object, at: dt.datetime, requested_on: dt.date | None = None) -> Card:
    """Issue a first card, or replace one that has run out or soon will: the old one is refused from then on.

    Raises CardNotIssuable when the entry is not in force, the number or the trade is missing, or a card is still
    live; NoSigningKey when the installation cannot sign.
    """
    _lock_counter()  # before asking who holds a card, in the same order as a bulk issue that may be under way
    holder = Holder.objects.select_for_update(no_key=True).get(pk=holder.pk)
    day = legal_day(at)
    facts = gather_facts({holder.pk: day}).get(holder.pk)
    if facts is None or not facts.in_force:
        raise CardNotIssuable(_("Only a person whose entry is in force has a card."))
    if not facts.is_complete:
        raise CardNotIssuable(_("The craft number, the trade, the title or the chamber is missing."))
    if not facts.fits:
        raise CardNotIssuable(
            _("The names are too long for a card, or have letters that no card can print: correct the name first.")
        )
    # locked: a suspension under way would else be overwritten by the replacement
    old = Card.objects.live().select_for_update(no_key=True).filter(holder=holder).first()
    if old is not None:
        if not may_renew(old, on=day):
            raise CardNotIssuable(_("This person already holds a card."))
        _note_move(old, CardState.REPLACED, MoveReason.RENEWED, on=day, at=at)
        # nobody can revoke a replaced card, so its text must not stay good for the days it had left
        change_credential_state(credential=old.credential, state=CredentialState.REVOKED, by=by, at=at)
    order = CardOrder(holder.pk, day, requested_on=requested_on)
    card_id = _make_cards([(order, facts)], by=by, at=at, issued_at=lambda _order: at)[0]
    card = Card.objects.get(pk=card_id)
    record(
        verb="card.issued",
        subject=card,
        by=by,
        at=at,
        facts={"holder": str(holder.pk), "number": card.number, "replaces": old.number if old else None},
        chain=_chain(card),
    )
    return card


def issue_cards(
    *,
    orders: Iterable[CardOrder],
    by: object,
    at: dt.datetime,
    processes: int = 2,
    ids: Callable[[], uuid.UUID] = new_id,
    chance: random.Random | None = None,
    report: Callable[[IssueCount], None] | None = None,
) -> IssueCount:
    """Issue many cards, `CHUNK` in a transaction; return how many were, and were not.

    It may be cut off at any moment and run again with the same orders: who holds a live card is passed over, so that
    everyone ends with exactly one. `report` is told the count after each transaction. Raises NoSigningKey, and
    CardNotIssuable when no years of validity are known for a day.
    """
    total = IssueCount()
    with Signing(processes) as signing, uncollected():
        for chunk in chunked(orders, CHUNK):
            total += _issue_chunk(chunk, by=by, at=at, signing=signing, ids=ids, chance=chance)
            if report:
                report(total)
    return total


@transaction.atomic
def _issue_chunk(
    orders: Sequence[CardOrder],
    *,
    by: object,
    at: dt.datetime,
    signing: Signing,
    ids: Callable[[], uuid.UUID],
    chance: random.Random | None,
) -> IssueCount:
    _lock_counter()  # before asking who holds a card: two runs at once take turns
    wanted = {order.holder_id: order for order in orders}
    held = set(Card.objects.live().filter(holder__in=list(wanted)).values_list("holder_id", flat=True))
    facts = gather_facts({holder: order.issued_on for holder, order in wanted.items() if holder not in held})
    ready = [
        (order, facts[holder])
        for holder, order in wanted.items()
        if holder in facts and facts[holder].in_force and facts[holder].is_complete and facts[holder].fits
    ]
    made = _make_cards(
        ready,
        by=by,
        at=at,
        issued_at=lambda order: start_of_day(order.issued_on),
        signing=signing,
        ids=ids,
        chance=chance,
    )
    if made:
        facts_of_batch = {"count": len(made), "first": str(made[0]), "last": str(made[-1])}
        record(verb="card.batch_issued", subject="cards.card:batch", by=by, at=at, facts=facts_of_batch)
    return IssueCount(len(made), len(held) + len(orders) - len(wanted), len(wanted) - len(held) - len(made))


def _make_cards(
    ready: Sequence[tuple[CardOrder, HolderFacts]],
    *,
    by: object,
    at: dt.datetime,
    issued_at: Callable[[CardOrder], dt.datetime],
    signing: Signing | None = None,
    ids: Callable[[], uuid.UUID] = new_id,
    chance: random.Random | None = None,
) -> list[uuid.UUID]:
    """Number, sign and store cards; return their ids."""
    if not ready:
        return []
    numbers = _take_numbers(len(ready))
    expiries = _expiry_dates({order.issued_on for order, _facts in ready})
    claims = [
        claims_of(
            facts,
            number=number,
            issued_at=issued_at(order),
            issued_on=order.issued_on,
            expires_on=expiries[order.issued_on],
        )
        for (order, facts), number in zip(ready, numbers, strict=True)
    ]
    credentials = issue_credentials(
        orders=[
            CredentialOrder(CredentialKind.CARD, "register.holder", order.holder_id, claim)
            for (order, _facts), claim in zip(ready, claims, strict=True)
        ],
        by=by,
        at=at,
        signing=signing,
        ids=ids,
        chance=chance,
    )
    made = [ids() for _order in ready]
    load_rows(
        Card,
        _COLUMNS,
        [
            (
                *(card_id, order.holder_id, number, credential, facts.chamber, CardState.VALID.value),
                *(order.issued_on, expiries[order.issued_on], order.requested_on or order.issued_on),
                *(order.made_on, order.delivered_on, order.handed_over_on, order.recorded_at or at),
            )
            for card_id, (order, facts), number, credential in zip(made, ready, numbers, credentials, strict=True)
        ],
    )
    return made


def _lock_counter() -> CardCounter:
    counter, _made = CardCounter.objects.select_for_update().get_or_create(pk=1)
    return counter


def _take_numbers(count: int) -> list[str]:
    counter = _lock_counter()
    first = counter.last_serial + 1
    counter.last_serial += count
    counter.save(update_fields=["last_serial"])
    return [rules.card_number(serial) for serial in range(first, first + count)]


def _expiry_dates(days: Iterable[dt.date]) -> dict[dt.date, dt.date]:
    years = {day: get_validity_years(on=day) for day in days}
    unknown = [day for day, number in years.items() if number is None]
    if unknown:
        raise CardNotIssuable(_("No years of validity are known for cards of %(day)s.") % {"day": min(unknown)})
    return {day: rules.expiry_date(day, validity_years=number) for day, number in years.items() if number}


@transaction.atomic
def revoke_card(*, card: Card, reason: MoveReason, by: object, at: dt.datetime) -> Card:
    """Revoke a card for ever: every checker learns it from the next status list. Raises CardMoveRefused."""
    if reason not in rules.REVOKING:
        raise CardMoveRefused(_("A card is not revoked for this reason."))
    return _move(card, CardState.REVOKED, reason, verb="card.revoked", by=by, at=at)


@transaction.atomic
def suspend_card(*, card: Card, reason: MoveReason, by: object, at: dt.datetime) -> Card:
    """Suspend a card until it is reinstated or revoked. Raises CardMoveRefused."""
    if reason not in rules.SUSPENDING:
        raise CardMoveRefused(_("A card is not suspended for this reason."))
    return _move(card, CardState.SUSPENDED, reason, verb="card.suspended", by=by, at=at)


@transaction.atomic
def reinstate_card(*, card: Card, by: object, at: dt.datetime) -> Card:
    """Lift a suspension. Raises CardMoveRefused, also while the holder's entry is not in force."""
    if not Entry.objects.in_force_on(legal_day(at)).filter(holder=card.holder_id).exists():
        raise CardMoveRefused(_("The entry of the holder is not in force: its suspension is lifted first."))
    return _move(card, CardState.VALID, MoveReason.LIFTED, verb="card.reinstated", by=by, at=at)


@transaction.atomic
def hold_cards(*, holders: Collection[uuid.UUID]) -> list[Card]:
    """Return the live cards of these holders, locked; until the transaction ends nobody issues another."""
    _lock_counter()
    return list(Card.objects.live().select_for_update(of=("self",)).filter(holder__in=holders).order_by("pk"))


def _move(card: Card, new: CardState, reason: MoveReason, *, verb: str, by: object, at: dt.datetime) -> Card:
    card = Card.objects.select_for_update(of=("self",)).select_related("credential").get(pk=card.pk)
    if not rules.may_move(card.state, new):
        raise CardMoveRefused(
            _("This card is %(state)s: it cannot become %(new)s.")
            % {"state": card.get_state_display(), "new": new.label}
        )
    old = card.state
    _note_move(card, new, reason, on=legal_day(at), at=at)
    change_credential_state(credential=card.credential, state=CredentialState(new.value), by=by, at=at)
    facts = {"number": card.number, "from": old, "to": new.value, "reason": reason.value}
    record(verb=verb, subject=card, by=by, at=at, facts=facts, chain=_chain(card))
    return card


def _note_move(card: Card, new: CardState, reason: MoveReason, *, on: dt.date, at: dt.datetime) -> None:
    CardMove.objects.create(card=card, old=card.state, new=new, reason=reason, on=on, recorded_at=at)
    card.state = new
    card.save(update_fields=["state"])


def _chain(card: Card) -> str:
    return f"chamber:{card.chamber_id}"
