"""Finding people by number, CIN or name: which ones may be meant, then what may be shown of them."""

import uuid
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any, Final, NamedTuple

from django.conf import settings
from django.db import connection
from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from hirfa.accounts.models import User
from hirfa.core.crypto import blind
from hirfa.names import bare, last_word, search_keys, western_digits
from hirfa.reference.queries import chambers_of

from . import rules
from .choices import IdentityKeyKind
from .models import Holder, IdentityKey, NameKey, NameWord, Person, SourceFile, SourceLink

_AFTER: Final = "\U0010ffff"
_LEAST_LETTERS: Final = 2
_ENDINGS: Final = 8
_CINS_A_QUERY: Final = 5_000


class PersonHit(NamedTuple):
    """What a list of found people shows. `how` is "nia", "cin", "spelling" or "sound"."""

    how: str
    holder_id: Any
    entry_id: Any
    nia: str
    given_name_ar: str
    family_name_ar: str
    given_name_latin: str
    family_name_latin: str
    state: str
    title: str
    chamber_code: str
    province_code: str
    trade_code: str


def nia_digits() -> int:
    """Return how many digits a craft number has before its check digits: a setting, as no text fixes the form."""
    return int(settings.HIRFA_NIA_DIGITS)


def nia_typed(text: str) -> str | None:
    """Return the craft number in a text typed with or without spaces, or None when it is not one."""
    plain = "".join(western_digits(text).split())
    return plain if rules.nia_is_valid(plain, digits=nia_digits()) else None


def search_people(*, user: User, text: str, limit: int = 20) -> list[PersonHit]:
    """Return the people of the user's territory whom the text may mean, the likeliest first; four queries at most.

    A craft number or a CIN finds exactly; anything else is taken as the beginning of a name, in either script and
    order, then by its sound across scripts. People with one of the commonest names may be cut off at `limit`.
    """
    number, cin = nia_typed(text), rules.find_cin(western_digits(text))
    if number is not None:
        return _hits(user, dict.fromkeys(Holder.objects.filter(nia=number).values_list("pk", flat=True), "nia"), limit)
    if cin is not None:
        same = IdentityKey.objects.filter(kind=IdentityKeyKind.CIN, key=blind("cin", cin))
        return _hits(user, dict.fromkeys(same.values_list("person_id", flat=True), "cin"), limit)
    wanted = search_keys(text[:80], endings=_endings(last_word(text[:80])))
    found = _candidates([*wanted.likely, *wanted.skeletons], chambers_of(user), limit)
    return _ranked(_hits(user, found, len(found)), wanted.spelling)[:limit]


def list_known_cins(file: SourceFile) -> QuerySet[SourceLink, uuid.UUID]:
    """Return the people whom lines of a delivered file speak of and whose CIN another bears too, in the order of the lines."""
    links = SourceLink.objects.filter(row__file=file, ended_at__isnull=True, person__cin_shared=True)
    return links.order_by("row__line").values_list("person_id", flat=True)


def list_hits(people: Sequence[uuid.UUID], *, user: User) -> list[PersonHit]:
    """Return what a user may be shown of these people, in their order; those of another territory are left out."""
    return _hits(user, dict.fromkeys(people, "cin"), len(people))


def find_bearers(cins: Iterable[int]) -> dict[int, list[uuid.UUID]]:
    """Return {keyed hash of a CIN: current people who bear it}, for those that someone bears."""
    found: dict[int, list[uuid.UUID]] = {}
    wanted = iter(cins)
    sql = (
        f"SELECT k.key, k.person_id FROM {IdentityKey._meta.db_table} k "  # noqa: S608 - names come from the models
        f"JOIN {Person._meta.db_table} p ON p.holder_id = k.person_id "
        f"WHERE p.is_current AND k.kind = {IdentityKeyKind.CIN.value} AND k.key IN "
    )
    with connection.cursor() as cursor:
        while some := list(islice(wanted, _CINS_A_QUERY)):
            cursor.execute(f"{sql} ({', '.join(['%s'] * len(some))})", some)
            for key, ident in cursor.fetchall():
                found.setdefault(key, []).append(_uuid(ident))
    return found


def _uuid(ident: bytes | uuid.UUID) -> uuid.UUID:
    return uuid.UUID(bytes=ident) if isinstance(ident, bytes) else ident


def _endings(begun: str) -> list[str]:
    """Return the keys of the commonest words that begin so."""
    if len(begun) < _LEAST_LETTERS:
        return []
    words = NameWord.objects.filter(word__gte=begun, word__lt=begun + _AFTER).order_by("-people")
    return list(dict.fromkeys(words.values_list("key", flat=True)[:_ENDINGS]))


def _candidates(prefixes: Sequence[str], chambers: list[str] | None, limit: int) -> dict[uuid.UUID, str]:
    """Return {person: how} from one statement: each way in reads the beginning of one index range and no more."""
    scopes: Sequence[str | None] = [None] if chambers is None else chambers
    ways = [_range(prefix, chamber, limit) for prefix in prefixes for chamber in scopes]
    if not ways:
        return {}
    sql = " UNION ALL ".join(f"SELECT * FROM ({way}) AS way{place}" for place, (way, _args) in enumerate(ways))  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, [argument for _way, arguments in ways for argument in arguments])
        return dict.fromkeys((_uuid(ident) for (ident,) in cursor.fetchall()), "sound")


def _range(prefix: str, chamber: str | None, limit: int) -> tuple[str, list[Any]]:
    where, arguments = "key >= %s AND key < %s", [prefix, prefix + _AFTER]
    if chamber is not None:
        where, arguments = f"chamber_id = %s AND {where}", [chamber, *arguments]
    table = NameKey._meta.db_table
    sql = f"SELECT person_id FROM {table} WHERE {where} ORDER BY key LIMIT %s"  # noqa: S608
    return sql, [*arguments, limit]


def _hits(user: User, found: dict[Any, str], limit: int) -> list[PersonHit]:
    """Return what may be shown of these people, those of another territory and those not yet loaded left out."""
    if not found:
        return []
    situation = "holder__entry__situations"
    now = {f"{situation}__{name}__isnull": name != "entry" for name in ("entry", "valid_to", "retracted_at")}
    # One filter, so that the territory is asked of the situation of today and not of any past one.
    if user.chamber_code:
        here = {f"{situation}__chamber_code": user.chamber_code}
    elif user.region_code:
        here = {f"{situation}__region_code": user.region_code}
    else:
        here = {}
    people = Person.objects.current().filter(pk__in=list(found), **now, **here)
    told = ("nia", "state", "title", "chamber_code", "province_code", "trade_code")
    rows = people.annotate(
        entry=F("holder__entry__id"), **{f"{name}_now": F(f"{situation}__{name}") for name in told}
    ).values_list(
        *("holder_id", "entry", "nia_now", "given_name_ar", "family_name_ar", "given_name_latin", "family_name_latin"),
        *("state_now", "title_now", "chamber_code_now", "province_code_now", "trade_code_now"),
    )
    order = {ident: place for place, ident in enumerate(found)}
    hits = [PersonHit(found[row[0]], *row) for row in rows]
    return sorted(hits, key=lambda hit: order[hit.holder_id])[:limit]


def _ranked(hits: list[PersonHit], spelling: str) -> list[PersonHit]:
    """Put first those whose name, in either order and script, begins as it was typed; the rest stays in key order."""

    def sounds_only(hit: PersonHit) -> bool:
        for given, family in (
            (bare(hit.given_name_ar), bare(hit.family_name_ar)),
            (bare(hit.given_name_latin), bare(hit.family_name_latin)),
        ):
            if f"{given} {family}".startswith(spelling) or f"{family} {given}".startswith(spelling):
                return False
        return True

    return sorted(
        (hit._replace(how="sound" if sounds_only(hit) else "spelling") for hit in hits),
        key=lambda hit: hit.how != "spelling",
    )


HOW_LABELS: Final = {
    "nia": _("craft number"),
    "cin": _("CIN"),
    "spelling": _("name as typed"),
    "sound": _("name that sounds alike"),
}
