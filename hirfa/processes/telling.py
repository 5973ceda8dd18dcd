"""The person is told what happens to their case, in their language, in the transaction in which it happens."""

import datetime as dt
import uuid
from typing import NamedTuple

from django.db import transaction

from hirfa.casework.models import Case, PieceRequest
from hirfa.casework.operations import ask_for_pieces
from hirfa.casework.operations.moving import chain_of
from hirfa.core.formats import date as day_in_words
from hirfa.names import western_digits
from hirfa.notifications.choices import Language, Medium
from hirfa.notifications.operations import notify
from hirfa.notifications.registry import Message
from hirfa.register.models import Application, EntryRequest, Person
from hirfa.register.operations.applying import content_of
from hirfa.register.rules import find_phone

from .messages import ASKED


class Contact(NamedTuple):
    """Where a person is told, and in which language. No telephone: they are told by letter alone."""

    phone: str
    language: Language


def contact_of(case: Case) -> Contact:
    """Return where the person of a case is told. Who is in the register without a language chosen is told in Arabic."""
    kind, _colon, ident = case.subject.partition(":")
    if kind == "register.application":
        application = Application.objects.get(pk=uuid.UUID(ident))
        phone = find_phone(western_digits(content_of(application=application).get("phone", "")))
        return Contact(phone or "", Language(application.language))
    request = EntryRequest.objects.select_related("entry").get(pk=uuid.UUID(ident))
    person = Person.objects.filter(pk=request.entry.holder_id).first()
    return Contact((person.phone or "") if person else "", Language.ARABIC)


def tell_person(*, case: Case, message: Message, by: object, at: dt.datetime, until: dt.date | None = None) -> None:
    """Put a message about a case into the outbox; nothing when the person has no telephone."""
    contact = contact_of(case)
    if not contact.phone:
        return
    values = {"number": case.number}
    if until is not None:
        values["day"] = day_in_words(until, contact.language.value)
    notify(
        kind=message.kind,
        medium=Medium.SMS,
        language=contact.language,
        to=contact.phone,
        values=values,
        about=case,
        by=by,
        at=at,
        chain=chain_of(case),
    )


@transaction.atomic
def ask_person_for_pieces(*, case: Case, codes: list[str], words: str, by: object, at: dt.datetime) -> PieceRequest:
    """Ask for pieces and tell the person so. Raises CasePieceRefused and CaseMoveRefused."""
    asked = ask_for_pieces(case=case, codes=codes, words=words, by=by, at=at)
    tell_person(case=case, message=ASKED, by=by, at=at)
    return asked
