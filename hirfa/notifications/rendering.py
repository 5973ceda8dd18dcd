"""A message in the words of the one who gets it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from .choices import Language, Medium
from .registry import Message
from .rules import plain_for_sms


@dataclass(frozen=True, slots=True)
class Text:
    """What is read. The subject is empty for an SMS. Neither is shown when a fault prints its surroundings."""

    subject: str = field(repr=False)
    body: str = field(repr=False)


def rendered(message: Message, *, medium: Medium, language: Language, values: Mapping[str, str]) -> Text:
    """Return a message filled in, in a language; marked where every person is invented.

    `values` are those of `fitting_values`, already written as that language writes days and numbers.
    """
    with translation.override(language):
        subject, body = (gettext(text) % values if text else "" for text in message.texts_for(medium))
        mark = gettext("DEMONSTRATION") if settings.HIRFA_DEMONSTRATION else ""
    if medium == Medium.SMS:
        return Text("", plain_for_sms(f"{mark}: {body}" if mark else body))
    line = " ".join(subject.split())  # a value with a line break must not begin a header of its own
    return Text(f"[{mark}] {line}" if mark else line, body)
