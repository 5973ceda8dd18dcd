"""Finding pages by what is typed, in either script: names, products, trades and places, each word wherever it belongs."""

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from hirfa.names import ALGORITHM_VERSION, bare, name_key, search_keys, skeleton, vocabulary
from hirfa.reference.models import Commune, Labelled, Province, Region, Trade
from hirfa.register.models import Workplace, holding_on

from .choices import PlaceShown
from .models import Profile, ProfileWord

_AFTER: Final = "\U0010ffff"
_MOST_LETTERS: Final = 80
_MOST_WORDS: Final = 5
# A shorter beginning would answer with half of a list.
_LEAST_BEGINNING: Final = 3
# Words that join others: they say nothing of whom one looks for.
_JOINING: Final = frozenset(
    {
        "de",
        "du",
        "des",
        "d",
        "la",
        "le",
        "les",
        "l",
        "a",
        "au",
        "aux",
        "en",
        "et",
        "sur",
        "pour",
        "of",
        "in",
        "the",
        "and",
    }
    | {"from", "في", "من", "على", "و", "ب"}
)


def words_of(*texts: str) -> list[tuple[str, str]]:
    """Return (word, key) of everything that these names are found by, without repeats: words, compounds, neighbours joined.

    `Fatima Zahra` is found by each of its words and by both written solid.
    """
    found: dict[tuple[str, str], None] = {}
    for text in texts:
        words = vocabulary(text)
        found |= dict.fromkeys(words)
        found |= dict.fromkeys(("", key) for key in skeleton(text) if key not in {own for _word, own in words})
        for (first, _key), (second, _other) in pairwise(words):
            found[first + second, name_key(f"{first} {second}")] = None
    return list(found)


def narrowed_by_text(profiles: QuerySet[Profile], *, text: str, on: dt.date) -> QuerySet[Profile]:
    """Keep the pages that every word of a text speaks of: by name or product, trade, region, province or commune.

    `profiles` are those shown on the day. Four more queries, for the labels; none for a text without words.
    """
    words = _asked(text)
    if not words:
        return profiles
    lists: list[list[tuple[str, frozenset[str]]]] = [_labels(model) for model in (Trade, Region, Province, Commune)]
    for place, word in enumerate(words):
        trades, regions, provinces, communes = (_meant(word, labels) for labels in lists)
        meant = Q(Exists(_spoken(word, unfinished=place == len(words) - 1)))
        meant |= Q(trade_code__in=trades) | Q(region_code__in=regions) | Q(province_code__in=provinces)
        if communes:
            there = Workplace.objects.filter(holding_on(on), entry__holder=OuterRef("holder"), commune__in=communes)
            meant |= Q(place_shown=PlaceShown.COMMUNE) & Q(Exists(there))
        profiles = profiles.filter(meant)
    return profiles


def _asked(text: str) -> list[str]:
    words = bare(text[:_MOST_LETTERS]).split()
    telling = [word for word in words if word not in _JOINING]
    return (telling or words)[:_MOST_WORDS]


def _spoken(word: str, *, unfinished: bool) -> QuerySet[ProfileWord]:
    """Return the words of a page that one typed word may be: as spelled, or by its sound; the last may be unfinished."""
    meant = Q(word=word) | Q(key=name_key(word))
    if unfinished:
        meant |= Q(word__gte=word, word__lt=word + _AFTER)
        for key in search_keys(word).skeletons:
            meant |= Q(key=key.strip()) if key.endswith(" ") else Q(key__gte=key, key__lt=key + _AFTER)
    return ProfileWord.objects.filter(meant, profile=OuterRef("pk"), algorithm=ALGORITHM_VERSION)


def _labels(model: type[Labelled]) -> list[tuple[str, frozenset[str]]]:
    rows = model._default_manager.order_by().values_list("pk", "label_ar", "label_fr", "label_en", "label_zgh")
    return [(code, frozenset(_label_words(labels))) for code, *labels in rows]


def _label_words(labels: Sequence[str]) -> Iterable[str]:
    return (word for label in labels for word in bare(label).split())


def _meant(word: str, labels: list[tuple[str, frozenset[str]]]) -> list[str]:
    """Return the codes whose label holds the word, or one that begins so."""
    if len(word) < _LEAST_BEGINNING:
        return [code for code, words in labels if word in words]
    return [code for code, words in labels if any(each.startswith(word) for each in words)]
