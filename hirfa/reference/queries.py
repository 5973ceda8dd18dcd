"""Questions others may ask of the reference lists."""

import datetime as dt
from typing import Any

from .models import Act, Ground, LegalParameter, PieceRule


def get_parameter(key: str, *, on: dt.date) -> Any:
    """Return the value of a legal parameter on a day. Raises LegalParameter.DoesNotExist when none is in force."""
    return LegalParameter.objects.in_force_on(on).get(key=key).value


def get_act(code: str, *, on: dt.date) -> Act:
    """Return an act as it is decided on a day. Raises Act.DoesNotExist."""
    act: Act = Act.objects.in_force_on(on).get(code=code)
    return act


def list_pieces(act: str, *, on: dt.date) -> list[PieceRule]:
    """Return the pieces that an act asks for on a day, in the order of the list."""
    return list(PieceRule.objects.in_force_on(on).filter(act=act))


def list_grounds(act: str, *, on: dt.date) -> list[Ground]:
    """Return the grounds known for an act on a day."""
    return list(Ground.objects.in_force_on(on).filter(act=act))
