"""What can be said, by kind: upper apps enter their messages in their module `messages`, this app knows none of them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils import translation
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext

from .choices import Language, Medium

_NAME: Final = re.compile(r"%\((\w+)\)s")
_KIND: Final = re.compile(r"[a-z_]+\.[a-z_]+")
KIND_LENGTH: Final = 64


class MessageNotWellFormed(ValueError):
    """A message of the code cannot be filled in as it is written: found when it is entered, or by the tests."""


class ValuesDoNotFit(ValueError):
    """The code gives a message other values than its texts ask for."""


@dataclass(frozen=True, slots=True)
class Message:
    """One kind of message: a sentence for the telephone, subject and body for e-mail and letter. English is the source."""

    kind: str
    sms: str
    subject: str
    body: str

    @property
    def names(self) -> frozenset[str]:
        """The names of the values that its texts ask for."""
        return frozenset(name for text in self.texts for name in _NAME.findall(text))

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(text for text in (self.sms, self.subject, self.body) if text)

    @property
    def media(self) -> frozenset[Medium]:
        return frozenset(medium for medium in Medium if any(self.texts_for(medium)))

    def texts_for(self, medium: Medium) -> tuple[str, str]:
        """Return (subject, body) by a medium, in English and not filled in; both empty when the kind has none for it."""
        return ("", self.sms) if medium == Medium.SMS else (self.subject, self.body)


_MESSAGES: dict[str, Message] = {}


def enter_message(*, kind: str, sms: str = "", subject: str = "", body: str = "") -> Message:
    """Enter a kind of message, `noun.past_participle`, its texts marked with `gettext_noop`, values as `%(name)s`.

    A kind may lack the sentence for SMS, or subject and body together. A kind whose texts must ask for other values is a
    new kind: rows of the old one may still wait. Raises MessageNotWellFormed.
    """
    message = Message(kind=kind, sms=sms, subject=subject, body=body)
    if not _KIND.fullmatch(kind) or len(kind) > KIND_LENGTH:
        raise MessageNotWellFormed(f"{kind!r} is no kind: write noun.past_participle")
    if kind in _MESSAGES:
        raise MessageNotWellFormed(f"two messages of the kind {kind}")
    if bool(subject) != bool(body) or not message.texts:
        raise MessageNotWellFormed(f"{kind}: a sentence for SMS, or subject and body, or all three")
    for text in message.texts:
        _check_text(kind, text)
    _MESSAGES[kind] = message
    return message


def get_message(kind: str) -> Message:
    """Return a kind of message, after reading the module `messages` of every app. Raises LookupError."""
    autodiscover_modules("messages")
    try:
        return _MESSAGES[kind]
    except KeyError:
        raise LookupError(f"no message of the kind {kind}") from None


def list_messages() -> list[Message]:
    """Return every kind of message of the product, by kind."""
    autodiscover_modules("messages")
    return [_MESSAGES[kind] for kind in sorted(_MESSAGES)]


def fitting_values(message: Message, medium: Medium, values: Mapping[str, str]) -> dict[str, str]:
    """Return the values that the message needs by this medium, and no other: what is not said is not kept.

    Raises ValuesDoNotFit when the kind says nothing by this medium, a value is missing, or one is not asked for.
    """
    if medium not in message.media:
        raise ValuesDoNotFit(f"{message.kind} is not said by {medium}")
    if values.keys() != message.names:
        raise ValuesDoNotFit(f"{message.kind} asks for other values: {sorted(values.keys() ^ message.names)}")
    needed = {name for text in message.texts_for(medium) for name in _NAME.findall(text)}
    return {name: values[name] for name in sorted(needed)}


def check_translations(message: Message) -> None:
    """Raise MessageNotWellFormed when a translation asks for other values than the English text, or cannot be filled in."""
    for language in Language:
        with translation.override(language):
            for text in message.texts:
                translated = gettext(text)
                _check_text(f"{message.kind} ({language})", translated)
                if set(_NAME.findall(translated)) != set(_NAME.findall(text)):
                    raise MessageNotWellFormed(
                        f"{message.kind} ({language}): its names are not those of the English text"
                    )


def _check_text(where: str, text: str) -> None:
    """A text holds no other sign of filling in than `%(name)s`, and `%%` for a per cent: so filling in never fails."""
    if "%" in _NAME.sub("", text).replace("%%", ""):
        raise MessageNotWellFormed(f"{where}: write %(name)s for a value and %% for a per cent")
