"""Many lines checked at once, in a child process: records kept packed, faults and identities handed back."""

import pickle
from dataclasses import dataclass, field

from hirfa.core.crypto import blind

from ..building import line_identity
from ..records import PersonRecord
from .faults import LineFault
from .lines import Grid, read_line
from .readers import Line


@dataclass(frozen=True, slots=True)
class Checked:
    """A part of a file: its good lines packed, what each is known by (line, identity, hash of the CIN), the faults."""

    packed: bytes
    known: list[tuple[int, str, int | None]]
    faults: list[LineFault]


def check_lines(lines: list[Line], grid: Grid) -> Checked:
    """Return what a part of a file holds. Needs no database."""
    records: list[PersonRecord] = []
    faults: list[LineFault] = []
    for number, cells in lines:
        read = read_line(number, cells, grid)
        if isinstance(read, PersonRecord):
            records.append(read)
        else:
            faults.extend(read)
    known = [
        (
            record.line,
            line_identity(chamber=record.chamber, local_number=record.local_number, source=record.source),
            blind("cin", record.cin) if record.cin else None,
        )
        for record in records
    ]
    return Checked(pickle.dumps(records, protocol=5), known, faults)


@dataclass(frozen=True, slots=True)
class Part:
    """The lines of a checked part that enter the register."""

    packed: bytes
    size: int
    left_out: frozenset[int] = field(default_factory=frozenset)

    def __len__(self) -> int:
        return self.size


def records_of(part: Part) -> list[PersonRecord]:
    """Return the records of a part, those left out apart."""
    records: list[PersonRecord] = pickle.loads(part.packed)  # noqa: S301 - packed by our own child, see check_lines
    return [record for record in records if record.line not in part.left_out]
