"""The register: who practises a craft, since when, where and under which title; each dated fact with its recording."""

from .dated import DatedRow, dated_constraints, holding_on, open_once
from .entries import Entry, EntryQuerySet, Situation, SituationQuerySet
from .facts import Affiliation, Practice, Standing, Supervision, Title, Workplace
from .held import HeldBack, held_back_constraints, held_back_over
from .holders import FormerName, Holder, NiaCounter, Person, PersonQuerySet, Unit
from .keys import IdentityKey, NameKey, NameWord
from .sources import SourceFile, SourceLink, SourceRow

__all__ = [
    "Affiliation",
    "DatedRow",
    "Entry",
    "EntryQuerySet",
    "FormerName",
    "HeldBack",
    "Holder",
    "IdentityKey",
    "NameKey",
    "NameWord",
    "NiaCounter",
    "Person",
    "PersonQuerySet",
    "Practice",
    "Situation",
    "SituationQuerySet",
    "SourceFile",
    "SourceLink",
    "SourceRow",
    "Standing",
    "Supervision",
    "Title",
    "Unit",
    "Workplace",
    "dated_constraints",
    "held_back_constraints",
    "held_back_over",
    "holding_on",
    "open_once",
]
