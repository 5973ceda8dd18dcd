"""A chamber's file enters the register: checked whole, staged in short transactions, then loaded in one.

Nothing staged counts: people are not current and have no situation before the last transaction. A process killed on
the way leaves only staged rows, which the next import of the chamber takes away first.
"""

import datetime as dt
import hashlib
import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple, TypeVar

from django.db import transaction
from django.utils.translation import ngettext_lazy

from hirfa.audit.operations import record
from hirfa.core.children import in_children, uncollected
from hirfa.core.dates import legal_day
from hirfa.core.locks import exclusively
from hirfa.core.packed import load_packed, merged
from hirfa.names import normal
from hirfa.reference.models import Chamber, Commune, Province, Trade

from ..building import KEY_PLACE, Packed, Plan
from ..choices import SourceFileState
from ..delivery.checking import Checked, Part, check_lines, records_of
from ..delivery.faults import FileRefused, LineFault
from ..delivery.lines import Grid
from ..delivery.readers import Line, Sheet, read_sheet
from ..models import Person, SourceFile, SourceRow
from ..searching import find_bearers
from .loading import build_batches, learn_names, lock_counter, make_plan, write
from .staging import clear_staged

T = TypeVar("T")
# What makes people count: written last, in the one transaction that loads a file.
_LAST_TABLES = ("Situation",)
_LINES_A_PART = 5_000
# Each transaction rewrites most pages of the indexes whose keys come in no order: so not too few lines in one.
_LINES_A_TRANSACTION = 20_000
_MOST_FAULTS = 10_000
_PER_QUERY = 5_000


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file's lines. `flagged` are lines whose CIN was already known: they are loaded all the same."""

    read: int
    loaded: int
    unchanged: int
    refused: int
    flagged: tuple[int, ...] = ()
    faults: tuple[LineFault, ...] = ()

    def counts(self) -> dict[str, int]:
        return {
            "read": self.read,
            "loaded": self.loaded,
            "unchanged": self.unchanged,
            "refused": self.refused,
            "flagged": len(self.flagged),
        }


@dataclass(slots=True)
class _Sorted:
    """A checked file: what is new, what the register already holds, what is faulty."""

    parts: list[Part] = field(default_factory=list)
    cins: list[tuple[int, int]] = field(default_factory=list)
    faults: list[LineFault] = field(default_factory=list)
    read: int = 0
    new: int = 0
    unchanged: int = 0
    refused: int = 0

    def result(self, *, flagged: list[int]) -> Imported:
        return Imported(self.read, self.new, self.unchanged, self.refused, tuple(flagged), tuple(self.faults))


class _Known(NamedTuple):
    """Lines and people of a CIN borne twice, as seen when so many files were loaded."""

    files: int
    lines: list[int]
    people: list[uuid.UUID]


def import_register(
    *,
    chamber: Chamber,
    name: str,
    data: bytes,
    by: object,
    at: dt.datetime,
    strict: bool = False,
    processes: int = 0,
    progress: Callable[[str, int], None] | None = None,
) -> Imported:
    """Load a chamber's CSV or XLSX file. Runs its own transactions: not to be called inside one.

    A line is known by its chamber and local number, else by a hash of its content: one already in the register changes
    nothing. Faulty lines are refused alone; with `strict` any fault refuses the file. `progress` is called with the
    step ("check", "stage", "keys", "load") and the number of lines done; keys are written shelf by shelf, so of them
    it is a share. Raises FileRefused, after which nothing is loaded, and Busy when a file of this chamber is being
    imported.
    """
    say = progress or (lambda step, done: None)
    with exclusively(f"import:{chamber.code}"), uncollected():
        _clear_broken_off(chamber)
        sha256 = hashlib.sha256(data).hexdigest()
        same = SourceFile.objects.filter(chamber=chamber, sha256=sha256, state=SourceFileState.LOADED).last()
        # a line that was refused may enter now: the lists that it is read against have changed
        if same is not None and not same.counts["refused"]:
            held = same.counts["loaded"] + same.counts["unchanged"]
            return Imported(read=same.counts["read"], loaded=0, unchanged=held, refused=0)
        found = _check(read_sheet(data), chamber=chamber, today=legal_day(at), processes=processes, say=say)
        if strict and found.faults:
            raise FileRefused(
                "faulty_lines",
                ngettext_lazy(
                    "%(lines)s line is faulty: a strict import takes no file that has one.",
                    "%(lines)s lines are faulty: a strict import takes no file that has one.",
                    found.refused,
                ),
                {"lines": found.refused},
                faults=tuple(found.faults),
            )
        if same is not None and not found.new:
            return found.result(flagged=[])
        known = _known_cins(found.cins)
        file = SourceFile.objects.create(chamber=chamber, name=name[:200], sha256=sha256, received_at=at)
        plan = make_plan(at=at, files={chamber.code: file.pk.bytes}, staged=True)
        last, names = _stage(found, plan=plan, processes=processes, say=say)
        say("load", found.new)
        return _load_staged(file=file, plan=plan, last=last, names=names, found=found, known=known, by=by, at=at)


def _clear_broken_off(chamber: Chamber) -> None:
    for file in SourceFile.objects.filter(chamber=chamber, state=SourceFileState.PREPARING):
        clear_staged(file=file)


def _check(
    sheet: Sheet, *, chamber: Chamber, today: dt.date, processes: int, say: Callable[[str, int], None]
) -> _Sorted:
    grid = _grid(sheet, chamber=chamber, today=today)
    held = set(
        SourceRow.objects.filter(file__in=SourceFile.objects.filter(chamber=chamber))
        .values_list("identity", flat=True)
        .iterator(chunk_size=20_000)
    )
    found = _Sorted()
    seen: set[str] = set()
    jobs = ((part, grid) for part in _in_parts(sheet.lines))
    for part in in_children(check_lines, jobs, processes=processes):
        _sort(part, found, held, seen)
        say("check", found.read)
    return found


def _sort(part: Checked, found: _Sorted, held: set[str], seen: set[str]) -> None:
    left_out = []
    faults = list(part.faults)
    for line, identity, cin in part.known:
        if identity in held:
            found.unchanged += 1
            left_out.append(line)
        elif identity in seen:
            faults.append(LineFault(line, "local_number", "repeated", identity.partition(":")[2]))
            left_out.append(line)
        else:
            seen.add(identity)
            if cin is not None:
                found.cins.append((line, cin))
    new = len(part.known) - len(left_out)
    refused = len({fault.line for fault in faults})
    found.faults.extend(sorted(faults)[: max(0, _MOST_FAULTS - len(found.faults))])
    found.read += len(part.known) + len({fault.line for fault in part.faults})
    found.new += new
    found.refused += refused
    if new:
        found.parts.append(Part(part.packed, new, frozenset(left_out)))


def _in_parts(lines: Iterator[Line]) -> Iterator[list[Line]]:
    while part := list(islice(lines, _LINES_A_PART)):
        yield part


def _stage(
    found: _Sorted, *, plan: Plan, processes: int, say: Callable[[str, int], None]
) -> tuple[list[Packed], Counter[str]]:
    """Write everything that does not count yet; return the packed rows that will make it count, and the names met."""
    last: list[Packed] = []
    waiting: list[Packed] = []
    shelves: dict[tuple[str, str], list[Packed]] = {}
    done = written = 0
    names: Counter[str] = Counter()
    for size, built in build_batches(found.parts, expand=records_of, ids=None, plan=plan, processes=processes):
        names.update(built.names)
        for packed in built.rows:
            if packed.shelf:
                shelves.setdefault((packed.table, packed.shelf), []).append(packed)
            else:
                (last if packed.table in _LAST_TABLES else waiting).append(packed)
        done += size
        if done - written >= _LINES_A_TRANSACTION or done == found.new:
            with transaction.atomic():
                write(waiting, plan)
            waiting, written = [], done
            say("stage", done)
    jobs = (
        (plan.layouts[table], [packed.rows for packed in packs], KEY_PLACE)
        for (table, _shelf), packs in shelves.items()
    )
    merging = in_children(merged, jobs, processes=processes)
    for place, ((table, _shelf), rows) in enumerate(zip(shelves, merging, strict=True), start=1):
        with transaction.atomic():
            load_packed(plan.layouts[table], rows)
        say("keys", found.new * place // len(shelves))
    return last, names


@transaction.atomic
def _load_staged(
    *,
    file: SourceFile,
    plan: Plan,
    last: list[Packed],
    names: Counter[str],
    found: _Sorted,
    known: _Known,
    by: object,
    at: dt.datetime,
) -> Imported:
    """Make the staged lines count: the one transaction before which the register has not changed."""
    SourceFile.objects.select_for_update().get(pk=file.pk, state=SourceFileState.PREPARING)
    lock_counter()  # one file at a time: of two that hold the same CIN the second finds the people of the first
    if _count_loaded_files() != known.files:
        known = _known_cins(found.cins)
    result = found.result(flagged=known.lines)
    write(last, plan)
    learn_names(names)
    # a person first made from a line bears the line's id
    Person.objects.filter(pk__in=SourceRow.objects.filter(file=file).values("pk")).update(is_current=True)
    for lines in _by_query(result.flagged):
        rows = SourceRow.objects.filter(file=file, line__in=lines)
        Person.objects.filter(pk__in=rows.values("pk")).update(cin_shared=True)
    for people in _by_query(known.people):
        Person.objects.filter(pk__in=people).update(cin_shared=True)
    file.state, file.loaded_at, file.counts = SourceFileState.LOADED, at, result.counts()
    file.save(update_fields=["state", "loaded_at", "counts"])
    record(
        verb="register.file_loaded",
        subject=file,
        by=by,
        at=at,
        facts={"sha256": file.sha256, **result.counts()},
        chain=f"chamber:{file.chamber_id}",
    )
    return result


def _count_loaded_files() -> int:
    return SourceFile.objects.filter(state=SourceFileState.LOADED).count()


def _known_cins(cins: list[tuple[int, int]]) -> _Known:
    """Return the lines whose CIN someone else bears, in this file or in the register, and who bears them there."""
    files = _count_loaded_files()
    times = Counter(cin for _line, cin in cins)
    held = find_bearers(times)
    flagged = [line for line, cin in cins if times[cin] > 1 or cin in held]
    return _Known(files, flagged, [person for people in held.values() for person in people])


def _by_query(values: Iterable[T]) -> Iterator[list[T]]:
    iterator = iter(values)
    while some := list(islice(iterator, _PER_QUERY)):
        yield some


def _grid(sheet: Sheet, *, chamber: Chamber, today: dt.date) -> Grid:
    provinces = list(Province.objects.all())
    return Grid(
        chamber=chamber.code,
        columns=sheet.columns,
        width=sheet.width,
        trades=_by_label(Trade.objects.all()),
        provinces=_by_label(provinces),
        own_provinces=frozenset(p.code for p in provinces if p.region_id == chamber.region_id),
        communes={
            (commune.province_id, key): commune.code
            for commune in Commune.objects.all()  # of every region: a province elsewhere has communes too
            for key in (commune.code, normal(commune.label_ar), normal(commune.label_fr))
        },
        today=today,
    )


def _by_label(things: Iterable[Trade | Province]) -> dict[str, str]:
    """Return {normal label in any language, or code: code}; a label that two things share names neither."""
    found: dict[str, str] = {}
    shared: set[str] = set()
    for thing in things:
        labels = (thing.code, thing.label_ar, thing.label_fr, thing.label_en)
        for key in {thing.code, *map(normal, labels)} - {""}:
            if found.setdefault(key, thing.code) != thing.code:
                shared.add(key)
    return {key: code for key, code in found.items() if key not in shared}
