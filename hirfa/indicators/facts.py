"""Facts that are put to figures here: those below that answer in another shape, and two small ones of our own."""

import datetime as dt

from django.db.models import Case, F, FilteredRelation, Q, QuerySet, Value, When

from hirfa.cards.models import Card
from hirfa.reference.models import Region
from hirfa.register.models import Situation, holding_on
from hirfa.register.placing import PLACE_AND_TRADE, situated
from hirfa.register.queries import facts_people, facts_units


def people(*, as_of: dt.date, known_at: dt.datetime | None = None) -> QuerySet[Situation]:
    """Return the people in force on a day, by entry: the record that outlives a change of trade or chamber."""
    return facts_people(as_of=as_of, known_at=known_at).annotate(record_id=F("entry_id"))


def units(*, as_of: dt.date, known_at: dt.datetime | None = None) -> QuerySet[Situation]:
    """Return the cooperatives and enterprises in force on a day, by entry."""
    return facts_units(as_of=as_of, known_at=known_at).annotate(record_id=F("entry_id"))


def cards(*, as_of: dt.date, known_at: dt.datetime | None = None) -> QuerySet[Card]:
    """Return the cards requested by a day, with how far each had come, at the holder's place and trade.

    `is_usable`: signed, not run out, neither suspended, revoked nor replaced on the day. Count `holder_id` distinct: a
    holder whose card was replaced has two.
    """
    found = Card.objects.filter(requested_on__lte=as_of)
    if known_at is not None:
        found = found.filter(recorded_at__lt=known_at)
    usable = Card.objects.usable_on(as_of, known_at=known_at)
    told = found.annotate(
        record_id=F("pk"),
        is_usable=_yes(Q(pk__in=usable.values("pk"))),
        is_made=_yes(Q(made_on__lte=as_of)),
        is_delivered=_yes(Q(delivered_on__lte=as_of)),
        is_handed_over=_yes(Q(handed_over_on__lte=as_of)),
    )
    return situated(told, holder="holder", on=as_of, known_at=known_at, columns=(*PLACE_AND_TRADE, "nia", "sex"))


def cover(*, as_of: dt.date, known_at: dt.datetime | None = None) -> QuerySet[Situation]:
    """Return where each person in force in the register stands with the social-security fund (`cover_state`).

    Asked from the register's side: the steps are those of the people it counts, so a share of them is one.
    """
    path = "holder__cover_statuses"
    held = Situation.objects.holding_on(as_of, known_at=known_at).in_force().of_people()
    joined = held.annotate(
        cover=FilteredRelation(path, condition=holding_on(as_of, known_at=known_at, prefix=f"{path}__"))
    ).filter(cover__isnull=False)
    return joined.annotate(record_id=F("entry_id"), cover_state=F("cover__state"))


def regions(*, as_of: dt.date, known_at: dt.datetime | None = None) -> QuerySet[Region]:
    """Return the regions of the Kingdom; the list has one version."""
    return Region.objects.annotate(record_id=F("code"))


def _yes(condition: Q) -> Case:
    return Case(When(condition, then=Value(True)), default=Value(False))
