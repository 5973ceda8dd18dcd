"""Shapes that several resources share."""

from ninja import Schema

from hirfa.reference.models import Labelled


class Coded(Schema):
    """A code of a published list with its label in the language of the request."""

    code: str
    label: str


def coded(code: str, thing: Labelled | None) -> Coded:
    """Return a code with its label; the code itself where the list no longer has it."""
    return Coded(code=code, label=thing.label if thing else code)
