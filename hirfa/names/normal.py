"""The normal form of a person's name, in Arabic, Latin or Tifinagh letters.

Two spellings that a clerk would call "the same letters" have one normal form: accents, vowel signs, lengthened
letters, invisible direction marks, hyphens and letter case do not count. It is for searching and sorting; what a
person signs with is stored as it was written.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

# Letters that Unicode does not decompose, as the Moroccan registry offices interchange them.
_FOLDS: Final[dict[str, str]] = (
    {"ٱ": "ا", "ى": "ي", "ی": "ي", "ة": "ه", "ە": "ه", "ہ": "ه", "ھ": "ه", "ء": ""}
    | {"ک": "ك", "گ": "ك", "ڭ": "ك", "ݣ": "ك", "ڨ": "ق", "ڤ": "ف", "ڥ": "ف", "پ": "ب", "چ": "ج", "ژ": "ز"}
    | {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ŋ": "n", "ħ": "h"}
    | dict.fromkeys("'’‘‛`´ʼʻʿʾˈ′", "")
)
_CACHE: Final = 1 << 17


class _Folding(dict[int, str]):
    """A table for `str.translate` that decides each character once: kept, folded, dropped, or a gap."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        folded = _FOLDS.get(char)
        if folded is None:
            folded = _by_category(char)
        self[code] = folded
        return folded


def _by_category(char: str) -> str:
    category = unicodedata.category(char)
    if category == "Nd":
        return str(unicodedata.digit(char))
    if category in {"Ll", "Lu", "Lo", "Lt", "Nl", "No"}:
        return char
    # Combining marks, tatweel and other modifier letters, direction marks and controls hold no letter of the name.
    return "" if category in {"Mn", "Mc", "Me", "Lm", "Sk", "Cf", "Cn", "Co", "Cs"} else " "


_TABLE: Final = _Folding()
_DIGITS: Final = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


@lru_cache(maxsize=_CACHE)
def _normal_word(word: str) -> str:
    previous = None
    while word != previous:  # folding may uncover a letter that decomposes: two turns in practice
        previous = word
        word = unicodedata.normalize("NFKD", word).casefold()
        word = unicodedata.normalize("NFKD", word).translate(_TABLE)
        word = " ".join(word.split())
    return word


def normal(text: str) -> str:
    """Return the normal form: words of folded letters and western digits, one space between; "" when none is left.

    Never raises; `normal(normal(x)) == normal(x)`.
    """
    return " ".join(filter(None, map(_normal_word, text.split())))


def western_digits(text: str) -> str:
    """Return the text with Arabic-Indic and Persian digits written as 0-9; all else is untouched."""
    return text.translate(_DIGITS)


_ARABIC: Final = re.compile("[\u0600-\u08ff\ufb50-\ufefc]")


def is_arabic(text: str) -> bool:
    """Whether the text holds a letter of the Arabic script."""
    return _ARABIC.search(text) is not None
