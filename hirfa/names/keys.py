"""Cross-script keys: one short string for a name, whether it was written in Arabic, Latin or Tifinagh letters.

A key is a skeleton of consonant classes. It finds, it does not prove: different names may share a key, and about one
spelling in five falls outside its usual key. Raise `ALGORITHM_VERSION` with any change that alters a key, so that
stored keys are rebuilt.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from hirfa.names.letters import collapse, consonants
from hirfa.names.order import bare
from hirfa.names.words import keyed_words

ALGORITHM_VERSION: Final = 1
# What a name of vowels only (Aya, Ia) is keyed by: a key is empty only for an empty name.
_VOWELS_ONLY: Final = "a"
_MOST_WORDS: Final = 5
# A shorter beginning of a word would match a tenth of the country.
_LEAST_PREFIX: Final = 2


def _key(parts: list[tuple[str, str]], *, whole: bool = True) -> str:
    return collapse("".join(known + (consonants(rest, whole=whole) if rest else "") for known, rest in parts))


@lru_cache(maxsize=1 << 17)
def skeleton(name: str) -> tuple[str, ...]:
    """Return the key of each word of the name, compounds joined: `Abd er-Rahim Tazi` gives ("bdrhm", "tz")."""
    return tuple(_key(parts) or _VOWELS_ONLY for parts in keyed_words(name))


@lru_cache(maxsize=1 << 17)
def name_key(name: str) -> str:
    """Return the key of a given or a family name, without gaps: `Fatima Zahra` and `Fatimazahra` give one key."""
    return collapse("".join(skeleton(name)))


def person_keys(*, given: str, family: str) -> tuple[str, ...]:
    """Return the keys under which a person is filed: given name first, family name first; fewer when one is missing."""
    first, last = name_key(given), name_key(family)
    if not first or not last:
        return (first or last,) if first or last else ()
    return (f"{first} {last}", f"{last} {first}")


@lru_cache(maxsize=1 << 17)
def vocabulary(name: str) -> tuple[tuple[str, str], ...]:
    """Return (word, key) of each word of a name as `bare` spells it: what an unfinished word may turn out to be."""
    return tuple((word, name_key(word)) for word in bare(name).split())


def last_word(query: str) -> str:
    """Return the word that may be unfinished, as `vocabulary` spells it; "" for an empty query."""
    return bare(query).rpartition(" ")[2]


@dataclass(frozen=True, slots=True)
class SearchKeys:
    """What to look for: beginnings of filed keys. Empty for an empty query.

    `likely` are those of known words that begin as the last word does, `skeletons` those of its letters alone. One that
    ends with a space asks for a whole word. `spelling` is the query as names are spelled in a list.
    """

    spelling: str
    skeletons: tuple[str, ...]
    likely: tuple[str, ...] = ()


def search_keys(query: str, *, endings: Sequence[str] = ()) -> SearchKeys:
    """Return the keys of a query whose last word may be unfinished, names in either order, either script.

    `endings` are keys of known words that begin with `last_word(query)`. Words past the fifth are left out. At most
    fourteen skeletons are returned, and nine more for each ending.
    """
    words = keyed_words(query)[:_MOST_WORDS]
    if not words:
        return SearchKeys(spelling="", skeletons=())
    *first, last = words
    before = [_key(parts) or _VOWELS_ONLY for parts in first]
    whole = [*before, _key(last) or _VOWELS_ONLY]
    begun = [*before, _key(last, whole=False)]
    likely: dict[str, None] = {}
    for ending in endings:
        guessed = [*before, _key([*last[:-1], (ending, "")]) or _VOWELS_ONLY]
        likely |= dict.fromkeys(prefix for gap in range(len(words)) for prefix in _prefixes(guessed, guessed, gap))
    found = dict.fromkeys(prefix for gap in range(len(words)) for prefix in _prefixes(whole, begun, gap))
    return SearchKeys(spelling=bare(query), skeletons=_widest(found), likely=_widest(likely))


def _prefixes(whole: list[str], begun: list[str], gap: int) -> Iterator[str]:
    """Yield the prefixes of filed keys when `gap` words belong to the first name of the key, the rest to the second."""
    first, last = collapse("".join(whole[:gap])), collapse("".join(whole[gap:]))
    yield f"{first} {last} ".lstrip()
    unfinished = collapse("".join(begun[gap:]))
    if first:
        yield f"{first} {unfinished}"
        yield f"{last} {first}"  # one of two given names, then the family name
    elif len(unfinished) >= _LEAST_PREFIX:
        yield unfinished


def _widest(prefixes: dict[str, None]) -> tuple[str, ...]:
    """Leave out a prefix that another one covers."""
    return tuple(p for p in prefixes if not any(p != q and p.startswith(q) for q in prefixes))
