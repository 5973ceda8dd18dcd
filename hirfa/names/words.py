"""The words of a name: compounds written apart are joined, the article is taken off.

`Abd er-Rahim`, `Abderrahim`, `عبد الرحيم` are one word; so are names in Ben/Ibn, Ait, Ould, Bou/Abou, and names that
end in -eddine or -allah.
"""

import re
from functools import lru_cache
from typing import Final

from hirfa.names.normal import normal

# First letters that hide a prefix, with the letters left after it: the prefix and the rest are keyed apart.
_SERVANT: Final = re.compile(r"^abd[aeiou]l(?=l?[^l])")
_SERVANT_ALONE: Final = re.compile(r"^abd(?:[aeiou]?(?:[lrsdntz]|ll|rr|ss|nn|zz|dd|tt|ch)?)$")
_LEADS: Final = (
    dict.fromkeys(("ben", "ibn", "bin", "بن", "ابن"), "ben")
    | dict.fromkeys(("ait", "ayt", "ايت", "ⴰⵢⵜ"), "ait")
    | dict.fromkeys(("ould", "ولد"), "ould")
    | dict.fromkeys(("bou", "abou", "abu", "بو", "ابو", "ابي", "ابا"), "bou")
    | {"عبد": "abd"}
)
_LEAD_KEYS: Final = {"ben": "bn", "ait": "t", "ould": "wld", "bou": "b", "abd": "bd"}
# A prefix written solid: (letters, lead, letters that must follow it at least).
_SOLID: Final = (
    *(("ben", "ben", 3), ("بن", "ben", 3), ("ait", "ait", 3), ("ايت", "ait", 2), ("ⴰⵢⵜ", "ait", 2)),
    *(("bou", "bou", 3), ("بو", "bou", 2), ("ould", "ould", 3), ("عبد", "abd", 2)),
)
_TAILS: Final = frozenset({"الدين", "الله", "eddine", "eddin", "edine", "addine", "uddin", "dine", "allah", "ellah"})
_ARTICLES: Final = frozenset({"el", "al", "il", "l", "ال"})
_SUN: Final = {
    "er": "r",
    "es": "s",
    "ess": "s",
    "ed": "d",
    "en": "n",
    "ez": "z",
    "et": "t",
    "ech": "ch",
    "esh": "sh",
} | {"ar": "r", "as": "s", "ad": "d", "an": "n", "az": "z", "at": "t", "ach": "ch", "ash": "sh"}
# Names whose first two letters only look like the article.
_NO_ARTICLE: Final = frozenset(
    {"الياس", "الهام", "اليسا", "اليزابيث", "الكسندر", "الين", "الماس", "الفت", "البير", "الان"}
    | {"elodie", "eliane", "elisabeth", "elizabeth", "eleonore", "elvira", "elhame", "elyass", "elyaas"}
)


@lru_cache(maxsize=1 << 17)
def without_article(word: str) -> str:
    """Return a normal word without its article: `elidrissi` gives `idrissi`, `الادريسي` gives `ادريسي`."""
    if word in _NO_ARTICLE:
        return word
    if word.startswith("ال") and len(word) >= 4:
        return word[2:]
    if word.startswith("el") and len(word) >= 6:
        return word[2:]
    return word


def _without_inner_article(word: str) -> str:
    """`نورالدين` written solid is keyed as `نور` `دين`, like the two words apart."""
    for tail in ("الدين", "الله"):
        if word.endswith(tail) and len(word) > len(tail):
            return word.removesuffix(tail) + tail[2:]
    return word


def _is_article(word: str, after: str) -> bool:
    return word in _ARTICLES or (word in _SUN and after.startswith(_SUN[word]))


def plain_words(text: str) -> list[str]:
    """Return the normal words without articles, whether these were written apart or not."""
    words = normal(text).split(" ")
    last = len(words) - 1
    return [
        without_article(word)
        for at, word in enumerate(words)
        if word and not (at < last and _is_article(word, words[at + 1]))
    ]


@lru_cache(maxsize=1 << 17)
def _split_solid(word: str) -> tuple[str, str]:
    """Return (key of the hidden prefix, rest): `aitouaziz` gives ("t", "ouaziz"), `mourad` gives ("", "mourad")."""
    servant = _SERVANT.match(word)
    if servant and len(word) > servant.end():
        return _LEAD_KEYS["abd"], word[servant.end() :]
    for letters, lead, least in _SOLID:
        if word.startswith(letters) and len(word) >= len(letters) + least:
            return _LEAD_KEYS[lead], without_article(word[len(letters) :])
    return "", word


def keyed_words(text: str) -> list[list[tuple[str, str]]]:
    """Return the words of a name, compounds joined, each as parts (key already known, letters still to be keyed)."""
    words = normal(text).split(" ")
    joined: list[list[tuple[str, str]]] = []
    open_lead = False
    for at, word in enumerate(words):
        after = words[at + 1] if at + 1 < len(words) else ""
        if not word or (after and _is_article(word, after)):
            continue
        tail = at > 0 and word in _TAILS
        lead = "abd" if after and _SERVANT_ALONE.match(word) else _LEADS.get(word, "") if after else ""
        parts = [(_LEAD_KEYS[lead], "")] if lead else [_split_solid(_without_inner_article(without_article(word)))]
        if joined and (open_lead or tail):
            joined[-1].extend(parts)
        else:
            joined.append(parts)
        open_lead = bool(lead)
    return joined
