"""Loading many people and units at once: the demonstration country and the files of chambers enter by the same way."""

import datetime as dt
import hashlib
import uuid
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sized
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import models, transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from hirfa.audit.operations import record
from hirfa.core.bulk import deferred_indexes
from hirfa.core.children import in_children, uncollected
from hirfa.core.errors import Refusal
from hirfa.core.ids import new_id
from hirfa.core.packed import layout, load_packed
from hirfa.names import ALGORITHM_VERSION, vocabulary
from hirfa.reference.models import Chamber, Province

from .. import models as register
from ..building import COLUMNS, Built, Packed, Plan, build_people_rows, build_unit_rows, utc_text
from ..choices import IdentityKeyKind, SourceFileState
from ..models import Holder, IdentityKey, NameWord, NiaCounter, Person, SourceFile
from ..records import PersonRecord, UnitRecord
from ..rules import LONGEST_NAME, LONGEST_WORD_KEY
from ..searching import nia_digits

B = TypeVar("B", bound=Sized)
TABLES: dict[str, type[models.Model]] = {name: getattr(register, name) for name in COLUMNS}
_UNITS_A_BATCH = 5_000


class NumbersUsedUp(Refusal):
    code = "craft_numbers_used_up"


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many holders a load made, and how many people bear a CIN that another one bears too."""

    holders: int
    cin_shared: int = 0


@transaction.atomic
def load_people(
    *,
    batches: Iterable[B],
    expand: Callable[[B], Iterable[PersonRecord]],
    ids: Callable[[], uuid.UUID],
    by: object,
    at: dt.datetime,
    name: str,
    recorded_as_it_happened: bool = False,
    processes: int = 0,
    progress: Callable[[int], None] | None = None,
) -> Loaded:
    """Load artisans: holders, people, entries, dated rows, situations, source lines and keys, in one transaction.

    `len(batch)` is the number of records that `expand(batch)` gives; it runs in one of `processes` children (0: here),
    so it must not touch the database and must be a function of a module (a list of records: `expand=list`).
    Craft numbers and ids are given in the order of the records, so the same batches and `ids` make the same rows.
    `recorded_as_it_happened`: each fact counts as known from noon UTC of the day it took effect, else from `at`.
    `name` names the source file of each chamber. `progress` is called with the number of records loaded so far.
    Raises NumbersUsedUp.
    """
    files = _make_source_files(name=name, ids=ids, at=at)
    plan = make_plan(at=at, files=files, as_it_happened=recorded_as_it_happened)
    done = 0
    names: Counter[str] = Counter()
    with uncollected(), _indexes_deferred_when_empty():
        for size, built in build_batches(batches, expand=expand, ids=ids, plan=plan, processes=processes):
            write(built.rows, plan)
            names.update(built.names)
            done += size
            if progress:
                progress(done)
    learn_names(names)
    shared = mark_shared_cins()
    record(verb="people.loaded", subject="register", by=by, at=at, facts={"holders": done, "cin_shared": shared})
    return Loaded(holders=done, cin_shared=shared)


@transaction.atomic
def load_units(
    *,
    records: Iterable[UnitRecord],
    ids: Callable[[], uuid.UUID],
    by: object,
    at: dt.datetime,
    recorded_as_it_happened: bool = False,
) -> Loaded:
    """Load cooperatives and enterprises, with craft numbers of their own, in one transaction. Raises NumbersUsedUp."""
    plan = make_plan(at=at, files={}, as_it_happened=recorded_as_it_happened)
    wanted = list(records)
    for start in range(0, len(wanted), _UNITS_A_BATCH):
        batch = wanted[start : start + _UNITS_A_BATCH]
        given = [(unit.ident or ids()).bytes for unit in batch]
        tables = build_unit_rows(batch, ids=given, first_serial=allot_serials(len(batch)), plan=plan)
        write(tables, plan)
    record(verb="units.loaded", subject="register", by=by, at=at, facts={"holders": len(wanted)})
    return Loaded(holders=len(wanted))


@transaction.atomic
def allot_serials(count: int) -> int:
    """Take `count` serial numbers and return the first. The counter's row is locked until the transaction ends.

    Numbers taken by a load that fails later than its transaction are never given again. Raises NumbersUsedUp.
    """
    counter = lock_counter()
    first = counter.last_serial + 1
    counter.last_serial += count
    if counter.last_serial >= 10 ** nia_digits():
        raise NumbersUsedUp(_("No craft number of this length is left."))
    counter.save(update_fields=["last_serial"])
    return first


def lock_counter() -> NiaCounter:
    """Return the counter of craft numbers, its row locked until the transaction ends: who enters the register takes turns."""
    NiaCounter.objects.get_or_create(pk=1)
    return NiaCounter.objects.select_for_update().get(pk=1)


def make_plan(*, at: dt.datetime, files: dict[str, bytes], as_it_happened: bool = False, staged: bool = False) -> Plan:
    """Return what the children need to know to make rows."""
    return Plan(
        layouts={table: layout(TABLES[table], columns) for table, columns in COLUMNS.items()},
        moment=utc_text(at),
        as_it_happened=as_it_happened,
        regions=dict(Province.objects.values_list("code", "region_id")),
        files=files,
        nia_digits=nia_digits(),
        staged=staged,
    )


def write(rows: Iterable[Packed], plan: Plan) -> None:
    """Insert packed rows, each into its table."""
    for packed in rows:
        load_packed(plan.layouts[packed.table], packed.rows)


def learn_names(names: Mapping[str, int]) -> None:
    """Add the words of names, met so many times, to those that an unfinished search word is completed from."""
    met: Counter[str] = Counter()
    keys: dict[str, str] = {}
    for name, times in names.items():
        for word, key in vocabulary(name):
            kept = word[:LONGEST_NAME]  # cut before counting: two long words may be alike as far as they are kept
            met[kept] += times
            keys[kept] = key[:LONGEST_WORD_KEY]
    known = NameWord.objects.in_bulk(list(met))
    for word, held in known.items():
        held.people += met[word]
    NameWord.objects.bulk_update(known.values(), ["people"], batch_size=500)
    new = [word for word in sorted(met) if word not in known]
    NameWord.objects.bulk_create(
        [NameWord(word=w, key=keys[w], algorithm=ALGORITHM_VERSION, people=met[w]) for w in new], batch_size=500
    )


def mark_shared_cins() -> int:
    """Flag every person whose CIN another person bears, and return how many do."""
    of_cin = IdentityKey.objects.filter(kind=IdentityKeyKind.CIN)
    shared = of_cin.values("key").annotate(bearers=Count("pk")).filter(bearers__gt=1).values("key")
    Person.objects.filter(pk__in=of_cin.filter(key__in=shared).values("person_id"), cin_shared=False).update(
        cin_shared=True
    )
    return Person.objects.filter(cin_shared=True).count()


def build_batches(
    batches: Iterable[B],
    *,
    expand: Callable[[B], Iterable[PersonRecord]],
    ids: Callable[[], uuid.UUID] | None,
    plan: Plan,
    processes: int,
) -> Iterator[tuple[int, Built]]:
    """Yield (number of records, what was built) of each batch, in order; children work ahead of the writer.

    Without `ids` each child makes those of its own records, which costs the writer nothing.
    """
    sizes: deque[int] = deque()
    jobs = _jobs(batches, expand=expand, ids=ids, plan=plan, sizes=sizes)
    for built in in_children(_build, jobs, processes=processes):
        yield sizes.popleft(), built


def _jobs(
    batches: Iterable[B],
    *,
    expand: Callable[[B], Iterable[PersonRecord]],
    ids: Callable[[], uuid.UUID] | None,
    plan: Plan,
    sizes: deque[int],
) -> Iterator[tuple[Any, ...]]:
    line = 1
    for batch in batches:
        size = len(batch)
        sizes.append(size)
        given = [ids().bytes for _each in range(size)] if ids else None
        yield expand, batch, given, allot_serials(size), line, plan
        line += size


def _build(
    expand: Callable[[B], Iterable[PersonRecord]], batch: B, ids: list[bytes] | None, serial: int, line: int, plan: Plan
) -> Built:
    given = ids or [new_id().bytes for _each in range(len(batch))]
    return build_people_rows(expand(batch), ids=given, first_serial=serial, first_line=line, plan=plan)


def _make_source_files(*, name: str, ids: Callable[[], uuid.UUID], at: dt.datetime) -> dict[str, bytes]:
    """Make one loaded file for each chamber, of lines that were never in one: its hash is that of its name and id."""
    made = []
    for code in Chamber.objects.order_by("code").values_list("code", flat=True):
        file = SourceFile(id=ids(), chamber_id=code, name=name, state=SourceFileState.LOADED)
        file.sha256 = hashlib.sha256(f"{name} {file.pk}".encode()).hexdigest()
        file.received_at = file.loaded_at = at
        made.append(file)
    SourceFile.objects.bulk_create(made)
    return {file.chamber_id: file.pk.bytes for file in made}


def _indexes_deferred_when_empty() -> AbstractContextManager[None]:
    return nullcontext() if Holder.objects.exists() else deferred_indexes(*TABLES.values())
