"""A statement beside the stored figures: each claim, all of them together, and what else the words may have meant."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from hirfa.indicators.definitions import Registry, registry
from hirfa.indicators.models import Figure
from hirfa.indicators.schedule import Request

from .choices import VerdictWord
from .joint import Conflict, Knowledge, find_conflicts
from .notes import Note, list_notes
from .relabelling import Relabelling, find_relabellings
from .rules import Reading, verdict_of
from .sentences import Words, conflict_sentence, disagreement_sentence, relabelling_sentence
from .statement import Claim, Statement


@dataclass(frozen=True, slots=True)
class Checked:
    """A claim with its figure, the verdict, and the reading under which they agree."""

    claim: Claim
    figure: Figure | None
    verdict: VerdictWord
    reading: Reading | None
    relabellings: tuple[tuple[Relabelling, Words], ...] = ()


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Claims that cannot all be true, the sentence, and the readings that would remove it."""

    conflict: Conflict
    sentence: Words
    relabellings: tuple[tuple[Relabelling, Words], ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A claim that differs from the records, the sentence, and the readings under which it would not."""

    checked: Checked
    sentence: Words


@dataclass(frozen=True, slots=True)
class Report:
    """All that can be said of a statement. `disagreements` are with the records, `contradictions` among the claims."""

    statement: Statement
    checked: tuple[Checked, ...]
    disagreements: tuple[Disagreement, ...]
    contradictions: tuple[Contradiction, ...]
    notes: tuple[Note, ...]

    def of_row(self, row: str) -> list[Checked]:
        return [one for one in self.checked if one.claim.row == row]

    def published_about(self, *claim_ids: str) -> list[Note]:
        """Return what was published elsewhere about some claims."""
        return [note for note in self.notes if note.is_published and set(note.claims) & set(claim_ids)]

    def about(self, claim_id: str) -> list[Contradiction]:
        return [one for one in self.contradictions if claim_id in one.conflict.claims]


def check(statement: Statement, figures: Iterable[Figure], *, definitions: Registry | None = None) -> Report:
    """Set a statement beside stored figures and return all that can be said of it. Asks the database nothing."""
    known = registry() if definitions is None else definitions
    stored = {figure.key: figure for figure in figures if figure.indicator in known}
    knowledge = Knowledge(known, _exact(stored.values()))
    verdicts = {claim.id: _verdict(claim, stored.get(claim.figure_key)) for claim in statement.claims}
    conflicts = find_conflicts(statement.claims, knowledge)
    differing = [claim for claim in statement.claims if claim.is_main and verdicts[claim.id][0] == VerdictWord.DIFFERS]
    readings = [
        (one, relabelling_sentence(one, known))
        for one in find_relabellings(statement.claims, differing, conflicts, knowledge)
    ]
    checked = tuple(
        Checked(
            claim,
            stored.get(claim.figure_key),
            verdicts[claim.id][0],
            verdicts[claim.id][1],
            tuple(one for one in readings if one[0].claim.id == claim.id),
        )
        for claim in statement.claims
    )
    contradictions = tuple(
        Contradiction(
            one,
            conflict_sentence(one, known),
            tuple(read for read in readings if read[0].claim.id in one.claims),
        )
        for one in conflicts
    )
    disagreements = tuple(
        Disagreement(one, disagreement_sentence(one.claim, one.figure.exact, known))
        for one in checked
        if one.claim in differing and one.figure is not None and one.figure.exact is not None
    )
    return Report(statement, checked, disagreements, contradictions, tuple(list_notes(statement, known)))


def _verdict(claim: Claim, figure: Figure | None) -> tuple[VerdictWord, Reading | None]:
    word, reading = verdict_of(claim.value, claim.readings, figure.exact if figure else None)
    return VerdictWord(word), reading


def _exact(figures: Iterable[Figure]) -> dict[Request, Fraction]:
    return {
        Request(figure.indicator, figure.period, figure.area): exact
        for figure in figures
        if (exact := figure.exact) is not None
    }
