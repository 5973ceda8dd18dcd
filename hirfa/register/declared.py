"""What an applicant declares, by kind of application, and what is wrong with it. Plain values: no database, no clock.

Conditions are those of the register's public questions and answers (rna.gov.ma/faq): a diploma or years of practice for
an artisan, more years for a master artisan, a registered artisan who supervises for an enterprise. The years are dated
rows of `reference`, handed in.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from hirfa.names import is_arabic, western_digits

from . import rules
from .records import PersonRecord, UnitRecord

Content = Mapping[str, str]

_PLACE: Final = ("trade", "province", "commune", "address")
_CONTACT: Final = ("phone", "email")
FIELDS: Final[dict[str, tuple[str, ...]]] = {
    "ARTISAN": (
        *("given_name_ar", "family_name_ar", "given_name_latin", "family_name_latin", "sex", "born_on", "cin"),
        *(*_CONTACT, *_PLACE, "proof", "practice_since"),
    ),
    "MAALEM": ("nia", "cin", *_CONTACT, "practice_since"),
    "ENTERPRISE": ("name_ar", "name_latin", "ice", "supervisor_nia", *_CONTACT, *_PLACE),
    "COOPERATIVE": ("name_ar", "name_latin", "odco_number", "founded_on", *_CONTACT, *_PLACE),
}
_MAY_LACK: Final = frozenset(
    {"email", "commune", "given_name_latin", "family_name_latin", "given_name_ar", "family_name_ar"}
    | {"name_ar", "name_latin", "practice_since"}
)
_LONGEST: Final = {"address": 200, "email": 120, "name_ar": 160, "name_latin": 160, "odco_number": 32}
_LONGEST_FIELD: Final = 80
_YOUNGEST: Final = 15  # nobody practises a craft for three years before; a slip of the century is caught
_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_ICE: Final = re.compile(r"\d{15}")


class Fault(NamedTuple):
    """What is wrong with one field, as a stable word; doors hold its sentence."""

    field: str
    reason: str


def tidy(kind: str, content: Content) -> dict[str, str]:
    """Return the fields of a kind, spaces at the ends taken off; others are left out."""
    return {name: content[name].strip() for name in FIELDS[kind] if content.get(name, "").strip()}


def faults(kind: str, content: Content, *, today: dt.date, practice_years: int, nia_digits: int) -> list[Fault]:
    """Return all that is wrong with what is declared, in the order of the fields; nothing when it may be sent."""
    found = [Fault(name, "missing") for name in FIELDS[kind] if not content.get(name) and name not in _MAY_LACK]
    found += [Fault(name, "too_long") for name, value in content.items() if not _fits(name, value)]
    found += _name_faults(kind, content) + _practice_faults(kind, content, today, practice_years)
    for name, is_right in _checks(today, nia_digits).items():
        if content.get(name) and not is_right(content[name]):
            found.append(Fault(name, f"not_{name}"))
    order = {name: place for place, name in enumerate(FIELDS[kind])}
    return sorted(found, key=lambda fault: order.get(fault.field, len(order)))


def _fits(name: str, value: str) -> bool:
    if name.startswith(("given_name_", "family_name_")):
        return rules.name_fits(value)
    return len(value) <= _LONGEST.get(name, _LONGEST_FIELD)


def _checks(today: dt.date, nia_digits: int) -> dict[str, Callable[[str], bool]]:
    """Return, by field, the question whether what is typed there has the right form."""

    def is_nia(text: str) -> bool:
        return rules.nia_is_valid("".join(western_digits(text).split()), digits=nia_digits)

    return {
        "cin": lambda text: rules.find_cin(western_digits(text)) is not None,
        "phone": lambda text: rules.find_phone(western_digits(text)) is not None,
        "email": lambda text: _EMAIL.fullmatch(text) is not None,
        "sex": lambda text: text in {"F", "M"},
        "ice": lambda text: _ICE.fullmatch(western_digits(text).replace(" ", "")) is not None,
        "nia": is_nia,
        "supervisor_nia": is_nia,
        "born_on": lambda text: _is_of_age(find_day(text), today),
        "founded_on": lambda text: (find_day(text) or dt.date.max) <= today,
        "proof": lambda text: text in {"DIPLOMA", "PRACTICE"},
    }


def _name_faults(kind: str, content: Content) -> list[Fault]:
    """One script must be whole; each name stands in its own letters."""
    pairs = {
        "ARTISAN": (("given_name_ar", "family_name_ar"), ("given_name_latin", "family_name_latin")),
        "MAALEM": (),
    }.get(kind, (("name_ar",), ("name_latin",)))
    if not pairs:
        return []
    arabic, latin = pairs
    found = [Fault(name, "not_arabic") for name in arabic if content.get(name) and not is_arabic(content[name])]
    found += [Fault(name, "not_latin") for name in latin if content.get(name) and is_arabic(content[name])]
    if not any(all(content.get(name) for name in script) for script in pairs):
        found.append(Fault(arabic[0], "no_whole_name"))
    return found


def _practice_faults(kind: str, content: Content, today: dt.date, practice_years: int) -> list[Fault]:
    if kind not in {"ARTISAN", "MAALEM"} or (kind == "ARTISAN" and content.get("proof") == "DIPLOMA"):
        return []
    since = find_day(content.get("practice_since", ""))
    if since is None:
        return [Fault("practice_since", "missing" if not content.get("practice_since") else "not_a_day")]
    return [] if years_between(since, today) >= practice_years else [Fault("practice_since", "practice_too_short")]


def years_between(start: dt.date, end: dt.date) -> int:
    """Return the whole years from one day to another; negative when the first is later."""
    return end.year - start.year - ((end.month, end.day) < (start.month, start.day))


def find_day(text: str) -> dt.date | None:
    """Return the day of an ISO date (1980-05-17), or None."""
    try:
        return dt.date.fromisoformat(western_digits(text))
    except ValueError:
        return None


def _is_of_age(born_on: dt.date | None, today: dt.date) -> bool:
    return born_on is not None and born_on.year >= today.year - 110 and years_between(born_on, today) >= _YOUNGEST


def cin_of(text: str) -> str:
    """Return a CIN in its one form, as it is kept; "" for what is none."""
    return rules.find_cin(western_digits(text)) or ""


def person_record(content: Content, *, chamber: str, on: dt.date, source: str) -> PersonRecord:
    """Return the record of an applicant whose declaration has no fault, registered on a day."""
    return PersonRecord(
        registered_on=on,
        sex=content["sex"],
        chamber=chamber,
        province=content["province"],
        trade=content["trade"],
        given_name_ar=content.get("given_name_ar", ""),
        family_name_ar=content.get("family_name_ar", ""),
        given_name_latin=content.get("given_name_latin", ""),
        family_name_latin=content.get("family_name_latin", ""),
        born_on=find_day(content["born_on"]),
        birth_precision="DAY",
        commune=content.get("commune") or None,
        address=content.get("address", ""),
        cin=cin_of(content["cin"]),
        phone=rules.find_phone(western_digits(content["phone"])) or "",
        email=content.get("email", ""),
        source=source,
    )


def unit_record(kind: str, content: Content, *, chamber: str, on: dt.date) -> UnitRecord:
    """Return the record of a unit whose declaration has no fault, registered on a day."""
    return UnitRecord(
        registered_on=on,
        kind=kind,
        chamber=chamber,
        province=content["province"],
        trade=content["trade"],
        name_ar=content.get("name_ar", ""),
        name_latin=content.get("name_latin", ""),
        ice=western_digits(content.get("ice", "")).replace(" ", ""),
        commune=content.get("commune") or None,
        address=content.get("address", ""),
    )


def founding(content: Content) -> tuple[str, dt.date]:
    """Return the number in the register of cooperatives, in its one form, and the founding day of a faultless declaration."""
    number = "".join(western_digits(content["odco_number"]).upper().split())
    return number, dt.date.fromisoformat(western_digits(content["founded_on"]))
