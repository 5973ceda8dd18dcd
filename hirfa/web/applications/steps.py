"""A draft as its screens ask for it: which steps there are, what each holds, what still lacks."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hirfa.casework.choices import Channel
from hirfa.casework.rules import missing_pieces
from hirfa.reference.models import PieceRule
from hirfa.reference.queries import list_pieces
from hirfa.register.applications import ACT_OF, faults_of, practice_years
from hirfa.register.choices import ApplicationKind
from hirfa.register.declared import FIELDS, Fault
from hirfa.register.models import Application, DraftPiece
from hirfa.register.operations import content_of

from .terms import Known, consent_holds, known_on

Text = str | Promise
REGION: Final = "region"
PROVINCE: Final = "province"
ADDRESS: Final = "address"
TRADE: Final = "trade"
TERMS: Final = "terms"
_PIECE: Final = "piece-"
_CHAMBER_KNOWN: Final = (Channel.COUNTER, Channel.SPACE)  # the chamber is that of the counter, or of the space


@dataclass(frozen=True, slots=True)
class Step:
    """One screen: a question, the declared fields that answer it, or the piece that does."""

    slug: str
    title: Text
    hint: Text = ""
    fields: tuple[str, ...] = ()
    piece: PieceRule | None = None


_NAME: Final = Step(
    "name",
    _("What is your name?"),
    _("Write it as on the identity card, in the letters that you have at hand. The other letters may stay empty."),
    ("given_name_ar", "family_name_ar", "given_name_latin", "family_name_latin"),
)
_IDENTITY: Final = Step("identity", _("Who are you?"), "", ("sex", "born_on", "cin"))
_CONTACT: Final = Step(
    "contact",
    _("How can the chamber reach you?"),
    _("A telephone is needed. An e-mail address helps."),
    ("phone", "email"),
)
_UNIT_NAME: Final = Step(
    "name",
    _("What is it called?"),
    _("Write the name as on its papers. One of the two scripts is enough."),
    ("name_ar", "name_latin"),
)
_PLACE: Final = (
    Step(REGION, _("In which region do you work?")),
    Step(PROVINCE, _("In which province or prefecture?"), "", ("province",)),
    Step(ADDRESS, _("Where exactly?"), _("Where you work, be it at home."), ("commune", "address")),
)
_TRADE: Final = Step(TRADE, _("What is your trade?"), _("Look for it by a word, or open a branch."), ("trade",))
_BEFORE_PIECES: Final[dict[str, tuple[Step, ...]]] = {
    ApplicationKind.ARTISAN: (
        *(_NAME, _IDENTITY, _CONTACT, *_PLACE, _TRADE),
        Step("proof", _("How did you learn it?"), "", ("proof", "practice_since")),
    ),
    ApplicationKind.MAALEM: (
        Step(
            "number", _("Who are you in the register?"), _("You are registered as an artisan already."), ("nia", "cin")
        ),
        *(_CONTACT, _PLACE[0]),
        Step("practice", _("Since when do you practise the trade?"), "", ("practice_since",)),
    ),
    ApplicationKind.ENTERPRISE: (
        _UNIT_NAME,
        Step(
            "number",
            _("Its numbers"),
            _("A registered artisan supervises the production: their craft number stands on their card."),
            ("ice", "supervisor_nia"),
        ),
        *(_CONTACT, *_PLACE, _TRADE),
    ),
    ApplicationKind.COOPERATIVE: (
        _UNIT_NAME,
        Step(
            "number",
            _("What does the register of cooperatives say of it?"),
            _("Copy both from the extract of the register of cooperatives."),
            ("odco_number", "founded_on"),
        ),
        *(_CONTACT, *_PLACE, _TRADE),
    ),
}
_PORTRAIT: Final = "PORTRAIT"
_READABLE: Final = _("All four corners seen, in good light, every word readable.")
_FACE: Final = _("From the front, on a light ground: it will stand on the card.")


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft with all that its pages ask of it, read once."""

    application: Application
    content: Mapping[str, str]
    on: dt.date
    years: int
    steps: Sequence[Step]
    faults: Sequence[Fault]
    held: Mapping[str, DraftPiece]
    missing_pieces: frozenset[str]
    known: Known
    consents: bool

    def find(self, slug: str) -> Step | None:
        return next((step for step in self.steps if step.slug == slug), None)

    def place_of(self, step: Step) -> int:
        """Return the place of a step, from 1."""
        return list(self.steps).index(step) + 1

    def before(self, step: Step) -> Step | None:
        place = self.place_of(step)
        return self.steps[place - 2] if place > 1 else None

    def after(self, step: Step) -> Step | None:
        place = self.place_of(step)
        return self.steps[place] if place < len(self.steps) else None

    def faults_in(self, step: Step) -> list[Fault]:
        return [fault for fault in self.faults if fault.field in step.fields]

    def lacks(self, step: Step) -> bool:
        """Say whether something of a step is missing or not right."""
        if step.slug == REGION:
            return self.application.chamber_id is None
        if step.slug == TERMS:
            return not self.consents
        if step.piece is not None:
            return step.piece.code in self.missing_pieces
        return bool(self.faults_in(step))

    def first_lacking(self) -> Step | None:
        """Return the first step that keeps the draft from being sent, or None."""
        return next((step for step in self.steps if self.lacks(step)), None)


def draft_of(application: Application, *, on: dt.date) -> Draft:
    """Read a draft as it stands on a day: a constant number of queries."""
    content = content_of(application=application)
    proof = content.get("proof") or ("" if "proof" in FIELDS[application.kind] else None)
    rules = _chosen(list_pieces(ACT_OF[application.kind], on=on), proof)
    held = {piece.code: piece for piece in application.draft_pieces.select_related("file")}
    asked = [(rule.code, rule.is_required, rule.one_of) for rule in rules]
    known = known_on(application.kind, on)
    return Draft(
        application=application,
        content=content,
        on=on,
        years=practice_years(application.kind, on=on),
        steps=_steps(application, rules),
        faults=faults_of(application.kind, content, on=on, holder=application.holder),
        held=held,
        missing_pieces=frozenset(missing_pieces(asked, held)),
        known=known,
        consents=consent_holds(application, known),
    )


def _chosen(rules: list[PieceRule], proof: str | None) -> list[PieceRule]:
    """Return the pieces to ask for: of a group of which one is enough, the one that the person said they have.

    `proof` is "" while they have not said it yet (the first stands for the group), None where a kind does not ask.
    """
    if proof is None:
        return rules
    groups: dict[str, list[str]] = {}
    for rule in rules:
        groups.setdefault(rule.one_of, []).append(rule.code)
    wanted = {group: proof if proof in codes else codes[0] for group, codes in groups.items() if group}
    return [rule for rule in rules if rule.code == wanted.get(rule.one_of, rule.code)]


def _steps(application: Application, rules: list[PieceRule]) -> list[Step]:
    written = [
        step
        for step in _BEFORE_PIECES[application.kind]
        if step.slug != REGION or application.channel not in _CHAMBER_KNOWN
    ]
    pieces = [
        Step(
            f"{_PIECE}{rule.code.lower()}",
            rule.label,
            _FACE if rule.code == _PORTRAIT else _READABLE,
            piece=rule,
        )
        for rule in rules
    ]
    return [*written, *pieces, Step(TERMS, _("What registering brings and costs"))]
