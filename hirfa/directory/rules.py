"""What a page of the directory may hold, and the wording that people agree to. No database, no clock, no Django.

Law 09-08 asks for consent that is free, specific and informed: each wording is a version of its own and never changes
once somebody agreed to it.
"""

import re
import unicodedata
from typing import Final

from hirfa.core.words import gettext_noop
from hirfa.names import is_arabic, western_digits

NAME_MOST: Final = 80
WORDS_MOST: Final = 600
PRODUCT_WORDS_MOST: Final = 300
TELEPHONE_MOST: Final = 16
PRODUCTS_MOST: Final = 12
PHOTOS_MOST: Final = 4  # of the page itself, and of each product

WORDING: Final = "directory.appear"
# Every version that somebody may have agreed to stays here: a new text is a new number.
WORDINGS: Final[dict[int, tuple[str, ...]]] = {
    1: (
        gettext_noop(
            "I agree to appear in the public directory of the craft sector, where anyone may see me without an account,"
            " on its pages and through its programming interface."
        ),
        gettext_noop(
            "It shows the name that I choose, my trade and title, my labels, my province or commune, my own words, my"
            " products and the photos that I hand in. It never shows my address, my CIN or my date of birth."
        ),
        gettext_noop("My telephone is shown only if I ask for it."),
        gettext_noop(
            "I may withdraw at any time, without giving a reason and without any consequence for my entry in the register"
            " or my card. I then leave the directory at once and my words and photos are erased; only the record of what"
            " I agreed to is kept."
        ),
        gettext_noop("What other people have copied before that cannot be called back."),
    ),
}
WORDING_VERSION: Final = max(WORDINGS)

_KEPT_CONTROLS: Final = frozenset("\n\u200c\u200d")  # the joiners spell words of some languages in Arabic letters
_TELEPHONE: Final = re.compile(r"(?:\+212|00212|0)([5-8]\d{8})")


def plain(text: str) -> str:
    """Return a text without what cannot be seen: controls, marks of direction, gaps at the ends and runs of blank lines.

    Marks of direction could make a name read as another one; browsers order both scripts without them.
    """
    unified = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    seen = "".join(
        sign for sign in unified if sign in _KEPT_CONTROLS or unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Co"}
    )
    lines = (" ".join(line.split(" ")).strip() for line in seen.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def telephone_typed(text: str) -> str | None:
    """Return a Moroccan number as `+212` and nine digits, however it was typed; None when it is not one."""
    digits = re.sub(r"[\s.()-]", "", western_digits(plain(text)))
    found = _TELEPHONE.fullmatch(digits)
    return f"+212{found[1]}" if found else None


def is_in_script(name: str, *, arabic: bool) -> bool:
    """Say whether a name holds letters of the script that it is given in. An empty one is in every script."""
    return not name or (is_arabic(name) if arabic else not is_arabic(name) and any(sign.isalpha() for sign in name))


def lacks(*, name_ar: str, name_latin: str, words_ar: str, words_fr: str) -> str | None:
    """Return what a page still needs before it may be shown ("name" or "words"); None when it may.

    A name in one script at least, and a few own words in one language at least: trade and place come from the register.
    """
    if not (name_ar or name_latin):
        return "name"
    return None if words_ar or words_fr else "words"
