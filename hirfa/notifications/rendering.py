"""A message in the words of the one who gets it.

In Arabic, a value of figures and signs changes places: after Arabic letters `2026-03-000412` is shown as `000412-03-2026`
(Unicode Standard Annex 9, rules W2 and N1). E-mail and letters keep a value whole with isolates. An SMS does it with
U+200E, which the Arabic code pages of the first telephones have, while isolates are of 2013 (Unicode 6.3) and a telephone
that knows none of them may show boxes. It costs one place of 70, and no French message is made UCS-2 by it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from unicodedata import bidirectional

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from .choices import Language, Medium
from .registry import Message
from .rules import plain_for_sms

_FSI: Final = "\u2068"  # first strong isolate: what is inside keeps a direction of its own
_PDI: Final = "\u2069"
_LRM: Final = "\u200e"  # left-to-right mark: what stands beside it reads as after a Latin letter
_RIGHT_TO_LEFT: Final = frozenset({"R", "AL"})


@dataclass(frozen=True, slots=True)
class Text:
    """What is read. The subject is empty for an SMS. Neither is shown when a fault prints its surroundings."""

    subject: str = field(repr=False)
    body: str = field(repr=False)


def rendered(message: Message, *, medium: Medium, language: Language, values: Mapping[str, str]) -> Text:
    """Return a message filled in, in a language; marked where every person is invented.

    `values` are those of `fitting_values`, already written as that language writes days and numbers. Those that run the
    other way than the language are kept whole.
    """
    whole = {name: _kept_whole(value, medium=medium, language=language) for name, value in values.items()}
    with translation.override(language):
        subject, body = (gettext(text) % whole if text else "" for text in message.texts_for(medium))
        mark = gettext("DEMONSTRATION") if settings.HIRFA_DEMONSTRATION else ""
    if medium == Medium.SMS:
        return Text("", plain_for_sms(f"{mark}: {body}" if mark else body))
    line = " ".join(subject.split())  # a value with a line break must not begin a header of its own
    return Text(f"[{mark}] {line}" if mark else line, body)


def _kept_whole(value: str, *, medium: Medium, language: Language) -> str:
    """Return a value so that nothing of it changes places in a text of a language; what cannot is returned as it is.

    A number or a code without signs (`C0000001735`) needs nothing, nor does Arabic in Arabic. By SMS only Arabic texts are
    marked: no SMS in French holds an Arabic value, which would take it from 160 places to 70.
    """
    arabic = language == Language.ARABIC
    other_way = any(bidirectional(sign) in _RIGHT_TO_LEFT for sign in value) != arabic
    if not value or not other_way or value.isalnum():
        return value
    if medium != Medium.SMS:
        return f"{_FSI}{value}{_PDI}"
    return f"{_LRM}{value}{'' if value[-1:].isalnum() else _LRM}" if arabic else value
