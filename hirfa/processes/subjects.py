"""Whom a case is about, whatever kind of subject it has."""

import uuid
from typing import NamedTuple

from hirfa.casework.models import Case
from hirfa.documents.letters import Words
from hirfa.names import western_digits
from hirfa.register.choices import HolderKind
from hirfa.register.models import Application, EntryRequest, Holder, Person, Unit
from hirfa.register.operations.applying import content_of


class Addressee(NamedTuple):
    """A person or unit as a letter addresses them. `sex` is "" for a unit."""

    name: Words
    sex: str


def addressee_of(case: Case) -> Addressee:
    """Return whom a letter about a case is written to."""
    kind, _colon, ident = case.subject.partition(":")
    if kind == "register.application":
        application = Application.objects.select_related("holder").get(pk=uuid.UUID(ident))
        told = content_of(application=application)
        if "nia" in told:  # a title is asked for by someone who stands in the register
            number = "".join(western_digits(told["nia"]).split())
            holder = Holder.objects.filter(nia=number, kind=HolderKind.PERSON).first()
            return _of_holder(holder.pk) if holder else Addressee(Words(number, number), "")
        arabic = told.get("name_ar") or f"{told.get('given_name_ar', '')} {told.get('family_name_ar', '')}".strip()
        latin = told.get("name_latin") or (
            f"{told.get('given_name_latin', '')} {told.get('family_name_latin', '')}".strip()
        )
        return Addressee(Words(arabic, latin), told.get("sex", ""))
    request = EntryRequest.objects.select_related("entry").get(pk=uuid.UUID(ident))
    return _of_holder(request.entry.holder_id)


def name_of(holder: uuid.UUID) -> Words:
    """Return the name of a person or unit in both scripts; empty where the register has it in one."""
    return _of_holder(holder).name


def _of_holder(holder: uuid.UUID) -> Addressee:
    person = Person.objects.filter(pk=holder).first()
    if person is not None:
        arabic = f"{person.given_name_ar} {person.family_name_ar}".strip()
        latin = f"{person.given_name_latin} {person.family_name_latin}".strip()
        return Addressee(Words(arabic, latin), person.sex)
    unit = Unit.objects.get(pk=holder)
    return Addressee(Words(unit.name_ar, unit.name_latin), "")
