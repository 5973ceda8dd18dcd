"""The four kinds that one may apply for: whom each is for and what it asks for on a day."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hirfa.reference.models import PieceRule
from hirfa.reference.queries import get_act, list_pieces
from hirfa.register.applications import ACT_OF, practice_years
from hirfa.register.choices import ApplicationKind

WHOM: Final[dict[str, Promise]] = {
    ApplicationKind.ARTISAN: gettext_lazy("You work by hand in a trade of the craft sector, alone or with a few."),
    ApplicationKind.MAALEM: gettext_lazy("You are registered as an artisan and have practised for long years."),
    ApplicationKind.ENTERPRISE: gettext_lazy("Your enterprise produces under a registered artisan."),
    ApplicationKind.COOPERATIVE: gettext_lazy("Your cooperative works in the craft sector."),
}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind with what it asks for, in words."""

    code: str
    label: object
    whom: object
    asks: list[str]
    days: int


def list_kinds(*, on: dt.date) -> list[Kind]:
    """Return the four kinds as they stand on a day: ten queries."""
    return [
        Kind(
            code=kind.value,
            label=kind.label,
            whom=WHOM[kind],
            asks=_asks(kind, on),
            days=get_act(ACT_OF[kind], on=on).decision_delay,
        )
        for kind in ApplicationKind
    ]


def _asks(kind: ApplicationKind, on: dt.date) -> list[str]:
    asked = _pieces(list_pieces(ACT_OF[kind], on=on))
    if kind == ApplicationKind.ARTISAN:
        return [_("a diploma, or %(practice)s") % {"practice": _practice(practice_years(kind, on=on))}, *asked]
    if kind == ApplicationKind.MAALEM:
        return [_practice(practice_years(kind, on=on)), *asked]
    return asked


def _practice(years: int) -> str:
    return ngettext("%(years)s year of practice at least", "%(years)s years of practice at least", years) % {
        "years": years
    }


def _pieces(rules: list[PieceRule]) -> list[str]:
    """Return the pieces that are needed; those of which one is enough in one line."""
    lines: dict[str, list[str]] = {}
    for rule in rules:
        if rule.is_required:
            lines.setdefault(rule.one_of or rule.code, []).append(rule.label)
    joined = _(" or ")
    return [joined.join(labels) for labels in lines.values()]
