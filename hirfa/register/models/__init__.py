"""The register: who practises a craft, since when, where and under which title; each dated fact with its recording."""

from .applications import Application, ApplicationQuerySet, DraftPiece
from .dated import DatedRow, dated_constraints, holding_on, open_once
from .entries import Entry, EntryQuerySet, Situation, SituationQuerySet
from .facts import Affiliation, Portrait, Practice, Standing, Supervision, Title, Workplace
from .held import HeldBack, held_back_constraints, held_back_over
from .holders import FormerName, Holder, NiaCounter, Person, PersonQuerySet, Unit
from .keys import IdentityKey, NameKey, NameWord
from .papers import Paper
from .requests import EntryRequest, EntryRequestQuerySet
from .sources import SourceFile, SourceLink, SourceRow

__all__ = [
    "Affiliation",
    "Application",
    "ApplicationQuerySet",
    "DatedRow",
    "DraftPiece",
    "Entry",
    "EntryQuerySet",
    "EntryRequest",
    "EntryRequestQuerySet",
    "FormerName",
    "HeldBack",
    "Holder",
    "IdentityKey",
    "NameKey",
    "NameWord",
    "NiaCounter",
    "Paper",
    "Person",
    "PersonQuerySet",
    "Portrait",
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
