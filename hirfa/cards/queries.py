"""Questions about cards: which a holder has, how many there are, and what a text is worth."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from hirfa.core.dates import legal_day
from hirfa.credentials import CardClaims, PaperClaims, Reason, StatusSource, TrustList, Verdict, verify
from hirfa.issuing.choices import PaperKind, PaperOutcome
from hirfa.issuing.queries import get_trust_list, list_live_status_lists
from hirfa.reference.models import Chamber, LegalParameter, Trade
from hirfa.reference.queries import get_parameter
from hirfa.register.choices import EntryKind, TitleKind
from hirfa.register.models import Entry, Holder, holding_on

from .facts import CardOrder
from .models import Card, CardMove
from .rules import is_card_number, may_replace
from .wording import Wording, wording_of


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What the text of a QR code is worth, and what it says, in words. Nothing is shown of a text that is not signed.

    `claims` are a card's, `paper` is a signed paper's; at most one of them is there. `word`, `advice` and the labels follow
    the language of the moment when they are turned into text. Ages are seconds.
    """

    verdict: Verdict
    wording: Wording
    trade: Trade | None = None
    chamber: Chamber | None = None

    @property
    def reason(self) -> Reason:
        return self.verdict.reason

    @property
    def is_valid(self) -> bool:
        return self.verdict.is_valid

    @property
    def tone(self) -> str:
        """valid, warning or refused: with the word and a sign, never by colour alone."""
        return self.wording.tone

    @property
    def word(self) -> str:
        return str(self.wording.word)

    @property
    def advice(self) -> str:
        return str(self.wording.advice)

    @property
    def claims(self) -> CardClaims | None:
        return self.verdict.card

    @property
    def paper(self) -> PaperClaims | None:
        return self.verdict.paper

    @property
    def title_label(self) -> str:
        title = self.claims.category if self.claims else None
        return str(TitleKind(title).label) if title in TitleKind.values else title or ""

    @property
    def kind_label(self) -> str:
        """What kind of paper it is; a kind that this installation does not know, by its code."""
        kind = self.paper.kind if self.paper else ""
        return str(PaperKind(kind).label) if kind in PaperKind.values else kind

    @property
    def outcome_label(self) -> str:
        outcome = self.paper.outcome if self.paper else None
        return str(PaperOutcome(outcome).label) if outcome in PaperOutcome.values else outcome or ""

    @property
    def issued_on(self) -> dt.date | None:
        signed = self.verdict.claims
        return _day(signed.not_before) if signed else None

    @property
    def expires_on(self) -> dt.date | None:
        """The last day of validity: the claim is the first moment after it. None for a paper that does not run out."""
        signed = self.verdict.claims
        return _day(signed.expires_at - 1) if signed and signed.expires_at is not None else None


def find_card(number: str) -> Card | None:
    """Return the card of a number, as typed: letters' case and spaces do not count, check digits do."""
    typed = "".join(number.split()).upper()
    return Card.objects.filter(number=typed).first() if is_card_number(typed) else None


def list_cards_of(*, holder: Holder) -> list[Card]:
    """Return a holder's cards, the newest first."""
    return list(Card.objects.filter(holder=holder).order_by("-issued_on", "-recorded_at", "-pk"))


def find_live_card(*, holder: uuid.UUID) -> Card | None:
    """Return the card of a holder that is valid or suspended: there is one at most."""
    return Card.objects.live().filter(holder=holder).first()


def find_last_reason(card: Card) -> str | None:
    """Return the reason of the last change of a card's state; None for a card that is as it was issued."""
    return CardMove.objects.filter(card=card).order_by("-pk").values_list("reason", flat=True).first()


def get_validity_years(*, on: dt.date) -> int | None:
    """Return the years for which a card issued on a day is good, or None when no rule was in force."""
    try:
        return int(get_parameter("card.validity_years", on=on))
    except LegalParameter.DoesNotExist:
        return None


def may_renew(card: Card, *, on: dt.date) -> bool:
    """Say whether a new card may be issued in the place of this one on a day; where no rule was in force, once it has run out."""
    try:
        opens_before = int(get_parameter("card.renewal_opens_before", on=on))
    except LegalParameter.DoesNotExist:
        opens_before = 0
    return may_replace(state=card.state, expires_on=card.expires_on, on=on, opens_before=opens_before)


def list_orders(*, on: dt.date, chamber: str | None = None, limit: int | None = None) -> list[CardOrder]:
    """Return an order for each artisan in force on a day, of a chamber or of all, who has a number and no live card."""
    entries = Entry.objects.in_force_on(on).filter(kind=EntryKind.ARTISAN, holder__nia__isnull=False)
    if chamber is not None:
        entries = entries.filter(holding_on(on, prefix="affiliations__"), affiliations__chamber_id=chamber)
    waiting = entries.exclude(holder__in=Card.objects.live().values("holder_id")).order_by("holder_id")
    holders: Iterable[uuid.UUID] = waiting.values_list("holder_id", flat=True)[:limit]
    return [CardOrder(holder, on) for holder in holders]


def check_text(text: str, now: dt.datetime) -> CheckResult:
    """Return what the text of a QR code is worth at `now` (aware), by the rows of this installation. Never raises.

    At most five questions to the database, however long the lists are.
    """
    return check_against(text, get_trust_list(at=now), list_live_status_lists(at=now), now)


def check_against(
    text: str,
    trust_list: TrustList,
    status_lists: Iterable[StatusSource],
    now: dt.datetime,
    *,
    labelled: bool = True,
) -> CheckResult:
    """Return what a text is worth by lists given, as a partner holds them; without labels, no database is asked."""
    verdict = verify(text.strip("\r\n"), trust_list, status_lists, now)
    wording, signed = wording_of(verdict), verdict.claims
    if signed is None or not labelled:
        return CheckResult(verdict, wording)
    trade = verdict.card.trade if verdict.card else None
    return CheckResult(
        verdict,
        wording,
        Trade.objects.filter(pk=trade).first() if trade else None,
        Chamber.objects.filter(pk=signed.chamber).first() if signed.chamber else None,
    )


def _day(moment: int) -> dt.date:
    return legal_day(dt.datetime.fromtimestamp(moment, dt.UTC))
