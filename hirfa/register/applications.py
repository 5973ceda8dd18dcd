"""Questions about applications: what their kind asks for, and what is wrong with what they declare."""

import datetime as dt
from typing import Final

from hirfa.reference.models import Commune, Province, Trade
from hirfa.reference.queries import get_parameter

from . import declared
from .choices import ApplicationKind
from .declared import Content, Fault
from .models import Holder
from .searching import nia_digits, nia_typed

ACT_OF: Final[dict[str, str]] = {
    ApplicationKind.ARTISAN: "ENTRY_ARTISAN",
    ApplicationKind.MAALEM: "TITLE_MAALEM",
    ApplicationKind.ENTERPRISE: "ENTRY_ENTERPRISE",
    ApplicationKind.COOPERATIVE: "ENTRY_COOPERATIVE",
}
_YEARS: Final = {ApplicationKind.MAALEM: "title.maalem_practice_years"}


def practice_years(kind: str, *, on: dt.date) -> int:
    """Return the years of practice that a kind asks for on a day."""
    return int(get_parameter(_YEARS.get(ApplicationKind(kind), "entry.practice_years"), on=on))


def monthly_contribution(*, on: dt.date) -> int:
    """Return what the social-security fund asks a registered artisan for each month on a day, in centimes of a dirham."""
    return int(get_parameter("coverage.monthly_contribution", on=on))


def faults_of(kind: str, content: Content, *, on: dt.date, holder: Holder | None = None) -> list[Fault]:
    """Return all that is wrong with what is declared on a day, codes that no list holds included.

    `holder` is whom the application is bound to: no other craft number may stand in it.
    """
    found = declared.faults(
        kind, content, today=on, practice_years=practice_years(kind, on=on), nia_digits=nia_digits()
    )
    lists = {"trade": Trade.objects, "province": Province.objects, "commune": Commune.objects}
    for name, rows in lists.items():
        if content.get(name) and not rows.filter(pk=content[name]).exists():
            found.append(Fault(name, "unknown"))
    if (
        content.get("commune")
        and not Commune.objects.filter(pk=content["commune"], province_id=content.get("province")).exists()
    ):
        found.append(Fault("commune", "of_another_province"))
    if holder is not None and nia_typed(content.get("nia", "")) not in {None, holder.nia}:
        found.append(Fault("nia", "of_another_person"))
    return found
