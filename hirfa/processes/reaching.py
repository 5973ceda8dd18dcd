"""What an app does with its own rows when the standing of a holder changes: one class an app, its operations and no other.

Whatever is decided on is locked first, then everybody acts, each writing its diary: so heads of chains are locked last.
"""

import datetime as dt
import uuid
from collections.abc import Collection
from typing import Protocol

from hirfa.cards.choices import CardState, MoveReason
from hirfa.cards.operations import hold_cards, reinstate_card, revoke_card, suspend_card
from hirfa.cards.queries import find_last_reason, find_live_card
from hirfa.certification.operations import hold_certificates, lift_certificate_suspensions, suspend_certificates
from hirfa.directory.operations import hide_profile_of, hold_profiles, show_profile_of
from hirfa.fairs.operations import hold_exhibitors, lift_withholdings, withhold_admissions
from hirfa.register.choices import EntryReason, StandingState
from hirfa.register.operations import Moved
from hirfa.register.rules import DECEASED


class Reached(Protocol):
    """An app that something must happen in."""

    def hold(self, holders: Collection[uuid.UUID]) -> None:
        """Lock what will be decided on."""

    def stop(self, moved: Moved, *, by: object, at: dt.datetime) -> None:
        """The entry is suspended or closed."""

    def resume(self, moved: Moved, *, by: object, at: dt.datetime) -> None:
        """The entry is in force again."""


class Cards:
    """A card is suspended and reinstated with the entry, and revoked for ever with its closing.

    Lost or stolen, it stays suspended when the entry returns; who comes back after a closing is issued a new one.
    """

    def hold(self, holders: Collection[uuid.UUID]) -> None:
        hold_cards(holders=holders)

    def stop(self, moved: Moved, *, by: object, at: dt.datetime) -> None:
        card = find_live_card(holder=moved.entry.holder_id)
        if card is None:
            return
        if moved.new == StandingState.CLOSED:
            reason = MoveReason.DECEASED if moved.ground == DECEASED else MoveReason.ENTRY_CLOSED
            revoke_card(card=card, reason=reason, by=by, at=at)
        elif card.state == CardState.VALID:
            suspend_card(card=card, reason=MoveReason.ENTRY_SUSPENDED, by=by, at=at)

    def resume(self, moved: Moved, *, by: object, at: dt.datetime) -> None:
        card = find_live_card(holder=moved.entry.holder_id)
        if card is not None and find_last_reason(card) == MoveReason.ENTRY_SUSPENDED:
            reinstate_card(card=card, by=by, at=at)


class Fairs:
    """Admissions to fairs that run or are still to come are withheld, and given back; fairs that are over are history."""

    def hold(self, holders: Collection[uuid.UUID]) -> None:
        hold_exhibitors(holders=holders)

    def stop(self, moved: Moved, *, by: object, at: dt.datetime) -> None:
        withhold_admissions(holder=moved.entry.holder_id, reason=_reason(moved), by=by, at=at)

    def resume(self, moved: Moved, *, by: object, at: dt.datetime) -> None:
        lift_withholdings(holder=moved.entry.holder_id, by=by, at=at)


class Certificates:
    """Certificates in force are suspended, and hold again to their own last day."""

    def hold(self, holders: Collection[uuid.UUID]) -> None:
        hold_certificates(holders=holders)

    def stop(self, moved: Moved, *, by: object, at: dt.datetime) -> None:
        suspend_certificates(holder=moved.entry.holder_id, reason=_reason(moved), by=by, at=at)

    def resume(self, moved: Moved, *, by: object, at: dt.datetime) -> None:
        lift_certificate_suspensions(holder=moved.entry.holder_id, by=by, at=at)


class Directory:
    """The page of the public directory is hidden, and shown again; the consent, the words and the photos stay."""

    def hold(self, holders: Collection[uuid.UUID]) -> None:
        hold_profiles(holders=holders)

    def stop(self, moved: Moved, *, by: object, at: dt.datetime) -> None:
        hide_profile_of(holder=moved.entry.holder, by=by, at=at)

    def resume(self, moved: Moved, *, by: object, at: dt.datetime) -> None:
        show_profile_of(holder=moved.entry.holder, by=by, at=at)


def _reason(moved: Moved) -> EntryReason:
    return EntryReason.ENTRY_CLOSED if moved.new == StandingState.CLOSED else EntryReason.ENTRY_SUSPENDED
