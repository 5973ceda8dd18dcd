"""What a request about an entry says before and after, and what is wrong with it."""

import datetime as dt
from typing import Final, TypeVar

from hirfa.names import is_arabic
from hirfa.reference.models import Chamber, Commune, Province, Trade
from hirfa.reference.queries import list_grounds

from .declared import Content, Fault
from .models import Affiliation, DatedRow, Entry, Practice, Workplace

R = TypeVar("R", bound=DatedRow)

NAMES: Final = ("given_name_ar", "family_name_ar", "given_name_latin", "family_name_latin")
# What each act changes; acts that change nothing declared stand with no field.
FIELDS_OF: Final[dict[str, tuple[str, ...]]] = {
    "CHANGE_ADDRESS": ("province", "commune", "address"),
    "CHANGE_TRADE": ("trade",),
    "CHANGE_CHAMBER": ("chamber", "province", "commune", "address"),
    "CHANGE_NAME": NAMES,
    "CHANGE_PHOTO": (),
    "SUSPENSION": (),
    "CLOSURE": (),
    "RETURN": (),
}
WITH_GROUND: Final = frozenset({"SUSPENSION", "CLOSURE"})
_LONGEST: Final = {"address": 200}
_LONGEST_FIELD: Final = 80


def told_before(entry: Entry, act: str) -> dict[str, str]:
    """Return what an entry says today of all that an act may change."""
    place = _open(Workplace, entry)
    told = {
        "chamber": _open(Affiliation, entry).chamber_id,
        "province": place.province_id,
        "commune": place.commune_id or "",
        "address": place.address or "",
        "trade": _open(Practice, entry, is_main=True).trade_id,
    }
    person = getattr(entry.holder, "person", None)
    if person is not None:
        told |= {name: getattr(person, name) for name in NAMES}
    return {name: told[name] for name in FIELDS_OF[act] if name in told}


def change_faults(entry: Entry, act: str, after: Content, *, ground: str, on: dt.date) -> list[Fault]:
    """Return all that is wrong with a request on a day; nothing when it may be examined."""
    found = [
        Fault(name, "too_long") for name, value in after.items() if len(value) > _LONGEST.get(name, _LONGEST_FIELD)
    ]
    if act in WITH_GROUND and ground not in {each.code for each in list_grounds(act, on=on)}:
        found.append(Fault("ground", "unknown"))
    before = told_before(entry, act)
    stays = act == "CHANGE_CHAMBER" and after.get("chamber") == before["chamber"]  # another address is another act
    if FIELDS_OF[act] and (stays or dict(after) == before):
        found.append(Fault(FIELDS_OF[act][0], "no_change"))
    if act == "CHANGE_NAME":
        return [*found, *_name_faults(after)]
    return [*found, *_place_faults(entry, act, after)]


def _name_faults(after: Content) -> list[Fault]:
    found = [Fault(name, "not_arabic") for name in NAMES[:2] if after.get(name) and not is_arabic(after[name])]
    found += [Fault(name, "not_latin") for name in NAMES[2:] if after.get(name) and is_arabic(after[name])]
    if not any(all(after.get(name) for name in script) for script in (NAMES[:2], NAMES[2:])):
        found.append(Fault(NAMES[0], "no_whole_name"))
    return found


def _place_faults(entry: Entry, act: str, after: Content) -> list[Fault]:
    fields = FIELDS_OF[act]
    found = [Fault(name, "missing") for name in fields if name not in {"commune"} and not after.get(name)]
    if "trade" in fields and after.get("trade") and not Trade.objects.filter(pk=after["trade"]).exists():
        found.append(Fault("trade", "unknown"))
    if "province" not in fields or not after.get("province"):
        return found
    province = Province.objects.filter(pk=after["province"]).first()
    if province is None:
        return [*found, Fault("province", "unknown")]
    code = after.get("chamber") if act == "CHANGE_CHAMBER" else _open(Affiliation, entry).chamber_id
    chamber = Chamber.objects.filter(pk=code).first()
    if chamber is None:
        found.append(Fault("chamber", "unknown"))
    elif chamber.region_id != province.region_id:
        found.append(Fault("province", "of_another_chamber"))
    if after.get("commune") and not Commune.objects.filter(pk=after["commune"], province=province).exists():
        found.append(Fault("commune", "of_another_province"))
    return found


def _open(model: type[R], entry: Entry, **more: object) -> R:
    return model._default_manager.get(entry=entry, valid_to__isnull=True, retracted_at__isnull=True, **more)
