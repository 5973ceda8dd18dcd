"""The desk of the chamber of Fes-Meknes at work: cases in every state, with drawn pieces, by the product's own operations.

Nobody is admitted here: the register, and so every figure of the statement, stays as it was. What is accepted is a change
of address within its province.
"""

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, NamedTuple

from hirfa.accounts.models import User
from hirfa.accounts.operations import delegate_signature
from hirfa.casework.choices import Channel, Outcome, PageRemark, PieceState
from hirfa.casework.models import Case
from hirfa.casework.operations import (
    call_sitting,
    hand_in_piece,
    judge_piece,
    leave_note,
    propose_decision,
    put_before_sitting,
    review_page,
    take_up_case,
)
from hirfa.documents.operations import store_files
from hirfa.processes.applying import appeal_refusal, send_application
from hirfa.processes.deciding import application_of, decide_case
from hirfa.processes.requesting import request_change
from hirfa.processes.telling import ask_person_for_pieces
from hirfa.reference.models import Chamber
from hirfa.register.changes import told_before
from hirfa.register.choices import ApplicationKind, TitleKind
from hirfa.register.models import Entry, Situation
from hirfa.register.operations import add_draft_piece, begin_application, give_consent, write_application

from .country import NOW, Artisan, Country, working_day
from .directory import NUMBER
from .names import draw
from .people import invented_cin
from .specimens import specimen

CASES: Final = 40
CHAMBER: Final = "03"
APPLICANT: Final = "applicant"
OFFICERS: Final = ("guichet", "instruction", "signataire", "delegue", "commission")
PIECES: Final = {
    ApplicationKind.ARTISAN: ("CIN", "PRACTICE"),
    ApplicationKind.MAALEM: ("CIN", "EXPERIENCE"),
    ApplicationKind.COOPERATIVE: ("ODCO",),
}
STREETS: Final = ("درب الحرفيين", "زنقة النجارين", "زنقة الدباغين", "حي الصناعة التقليدية", "ساحة الصفارين")
AGREED: Final = "DEMONSTRATION: an invented applicant agreed to what is read before sending."
LACKS: Final = "صورة البطاقة الوطنية غير واضحة، المرجو إرسال صورة يظهر فيها الوجهان كاملين."
FIT: Final = ("الوثائق المدلى بها تثبت مزاولة الحرفة.", "Les pièces produites établissent l'exercice du métier.")
TOO_SHORT: Final = (
    "الشهادة المدلى بها لا تغطي المدة المطلوبة من المزاولة.",
    "L'attestation produite ne couvre pas la durée d'exercice demandée.",
)
MOVED: Final = ("الوثيقة المدلى بها تثبت مكان المزاولة الجديد.", "Le justificatif établit le nouveau lieu d'exercice.")
APPEALED: Final = "أدلي بشهادة ثانية من أمين الحرفة تغطي السنوات السابقة."
NOTED: Final = "اتصلت بالمعنية بالأمر هاتفيا، وستدلي بالأصل عند الشباك."


class Clock:
    """The moments of one case, each after the one before and none later than the fictive clock."""

    def __init__(self, day: dt.date, minute: int) -> None:
        self.now = dt.datetime(day.year, day.month, day.day, 9, tzinfo=dt.UTC) + dt.timedelta(minutes=minute)

    def tick(self, days: int = 0) -> dt.datetime:
        """Go on by some days, to a working day, and by a few minutes."""
        day = working_day(self.now.date() + dt.timedelta(days=days))
        later = dt.datetime.combine(max(day, self.now.date()), self.now.timetz()) + dt.timedelta(minutes=7)
        self.now = min(later, NOW)
        return self.now


@dataclass(frozen=True)
class Desk:
    """Who works there, and on whom the dice fall."""

    country: Country
    dice: random.Random
    chamber: Chamber
    officers: dict[str, User]
    known: list[Artisan]  # of the chamber, each asked for once
    strangers: list[Artisan]  # of another chamber

    def who(self, name: str) -> User:
        return self.officers[name]


Fate = Callable[[Desk, Clock], object]


class Story(NamedTuple):
    """What becomes of a case, and how many days before the fictive clock it came in."""

    fate: Fate
    least: int
    most: int
    weight: int


def build_cases(country: Country) -> int:
    """Make the cases, in the order in which they came in; return how many. The accounts must be there."""
    dice = country.dice("cases")
    own = country.by_region.get(CHAMBER, [])
    known = country.sample(own, CASES, dice)
    others = [artisan for artisan in country.people if artisan.region != CHAMBER]
    desk = Desk(
        country,
        dice,
        Chamber.objects.select_related("region").get(pk=CHAMBER),
        {user.username: user for user in User.objects.filter(username__in=OFFICERS)},
        known,
        country.sample(others, CASES, dice),
    )
    _delegate(desk)
    stories = list(STORIES)
    more = country.scaled(CASES, least=len(stories)) - len(stories)
    stories += dice.choices(STORIES, [story.weight for story in STORIES], k=more)
    dated = [
        (working_day(NOW.date() - dt.timedelta(days=dice.randint(each.least, each.most))), each) for each in stories
    ]
    for place, (day, story) in enumerate(sorted(dated, key=lambda pair: pair[0])):
        story.fate(desk, Clock(day, place * 11 % 360))
    return len(stories)


def _delegate(desk: Desk) -> None:
    signatory = desk.who("signataire")
    delegate_signature(
        giver=signatory,
        taker=desk.who("delegue"),
        acts=["ENTRY_ARTISAN", "CHANGE_ADDRESS"],
        valid_from=dt.date(2025, 9, 1),
        valid_to=dt.date(2026, 8, 31),
        by=signatory,
        at=dt.datetime(2025, 9, 1, 9, tzinfo=dt.UTC),
    )


def _apply(desk: Desk, clock: Clock, kind: ApplicationKind = ApplicationKind.ARTISAN, **told: str) -> Case:
    """Let an invented person write and send an application, on a telephone or at the counter."""
    at_counter = desk.dice.random() < 0.4
    by: User | str = desk.who("guichet") if at_counter else APPLICANT
    application, _code = begin_application(
        kind=kind,
        channel=Channel.COUNTER if at_counter else Channel.SELF,
        language="fr" if desk.dice.random() < 0.15 else "ar",
        chamber=desk.chamber,
        by=by,
        at=clock.tick(),
    )
    content = told or _person(desk)
    application = write_application(
        application=application, content=content, chamber=desk.chamber, by=by, at=clock.tick()
    )
    codes = PIECES[kind]
    pictures = [specimen(code, desk.dice.randrange(3)) for code in codes]
    for code, file in zip(codes, store_files(contents=pictures, name="piece", by=by, at=clock.now), strict=True):
        add_draft_piece(application=application, code=code, file=file, pages=1, by=by, at=clock.now)
    application = give_consent(application=application, text=AGREED, by=by, at=clock.tick())
    return send_application(application=application, by=by, at=clock.tick())


def _person(desk: Desk) -> dict[str, str]:
    dice, like = desk.dice, desk.dice.choice(desk.known)
    sex = "F" if dice.random() < 0.55 else "M"
    given, family = draw(sex, CHAMBER, dice), draw("FAMILY", CHAMBER, dice)
    number = dice.randrange(100_000)
    return {
        "given_name_ar": given.arabic,
        "family_name_ar": family.arabic,
        "given_name_latin": given.spelt(dice),
        "family_name_latin": family.spelt(dice),
        "sex": sex,
        "born_on": f"{dice.randrange(1962, 1999)}-{dice.randrange(1, 13):02d}-{dice.randrange(1, 29):02d}",
        "cin": invented_cin(900_000 + number),
        "phone": NUMBER.format(number),
        "trade": like.plan.trade,
        "province": like.plan.province,
        "address": _address(dice),
        "proof": "PRACTICE",
        "practice_since": f"{dice.randrange(2016, 2022)}-03-01",
    }


def _address(dice: random.Random) -> str:
    return f"{dice.randrange(1, 180)}، {dice.choice(STREETS)}"


def _read(desk: Desk, case: Case, clock: Clock) -> Case:
    """Take a case up, and call every page clear and every piece fit."""
    officer = desk.who("instruction")
    case = take_up_case(case=case, by=officer, at=clock.tick(2))
    for piece in case.pieces.order_by("recorded_at", "code"):
        review_page(piece=piece, page=1, remark=PageRemark.CLEAR, by=officer, at=clock.tick())
        judge_piece(piece=piece, state=PieceState.FIT, by=officer, at=clock.now)
    return case


def _propose(desk: Desk, case: Case, clock: Clock, outcome: Outcome, reasons: tuple[str, str]) -> None:
    propose_decision(
        case=case,
        outcome=outcome,
        ground="PRACTICE_TOO_SHORT" if outcome == Outcome.REFUSED else "",
        reasons_ar=reasons[0],
        reasons_fr=reasons[1],
        by=desk.who("instruction"),
        at=clock.tick(3),
    )


def _received(desk: Desk, clock: Clock) -> None:
    _apply(desk, clock)


def _cooperative(desk: Desk, clock: Clock) -> None:
    place = _person(desk)
    _apply(
        desk,
        clock,
        ApplicationKind.COOPERATIVE,
        name_ar=f"تعاونية {place['family_name_ar']} للنسيج",
        name_latin=f"Coopérative {place['family_name_latin']} de tissage",
        odco_number=f"{desk.dice.randrange(10_000, 99_999)}",
        founded_on=f"{desk.dice.randrange(2015, 2025)}-04-01",
        **{name: place[name] for name in ("phone", "trade", "province", "address")},
    )


def _under_review(desk: Desk, clock: Clock) -> None:
    case = _apply(desk, clock)
    if desk.dice.random() < 0.5:
        _read(desk, case, clock)
    else:
        take_up_case(case=case, by=desk.who("instruction"), at=clock.tick(2))
    if desk.dice.random() < 0.4:
        leave_note(case=case, text=NOTED, by=desk.who("instruction"), at=clock.tick())


def _awaited(desk: Desk, clock: Clock) -> None:
    officer, case = desk.who("instruction"), _apply(desk, clock)
    case = take_up_case(case=case, by=officer, at=clock.tick(1))
    piece = case.pieces.get(code="CIN")
    review_page(piece=piece, page=1, remark=PageRemark.UNREADABLE, by=officer, at=clock.tick())
    judge_piece(piece=piece, state=PieceState.UNFIT, by=officer, at=clock.now)
    ask_person_for_pieces(case=case, codes=["CIN"], words=LACKS, by=officer, at=clock.tick())


def _proposed(desk: Desk, clock: Clock) -> None:
    case = _read(desk, _apply(desk, clock), clock)
    _propose(desk, case, clock, Outcome.ACCEPTED, FIT)


def _refused(desk: Desk, clock: Clock) -> Case:
    case = _read(desk, _apply(desk, clock), clock)
    _propose(desk, case, clock, Outcome.REFUSED, TOO_SHORT)
    signer = desk.who("delegue" if desk.dice.random() < 0.5 else "signataire")
    decide_case(case=case, by=signer, at=clock.tick(1))
    return case


def _appealed(desk: Desk, clock: Clock) -> None:
    application = application_of(_refused(desk, clock))
    appeal_refusal(application=application, channel=Channel.SELF, words=APPEALED, by=APPLICANT, at=clock.tick(6))


def _late(desk: Desk, clock: Clock) -> None:
    take_up_case(case=_apply(desk, clock), by=desk.who("instruction"), at=clock.tick(9))


def _before_sitting(desk: Desk, clock: Clock) -> None:
    """An artisan of the register asks for the title of master; the commission sits three days after the fictive clock."""
    rows = Situation.objects.open_now().filter(holder__in=[each.id for each in desk.known], title=TitleKind.ARTISAN)
    entries = Entry.objects.filter(holder__in=rows.values("holder")).select_related("holder__person").order_by("pk")
    entry = next(each for each in entries if each.holder.person.cin)
    case = _apply(
        desk,
        clock,
        ApplicationKind.MAALEM,
        nia=entry.holder.nia or "",
        cin=entry.holder.person.cin or "",
        phone=NUMBER.format(99_999),
        practice_since="2009-03-01",
    )
    officer = desk.who("instruction")
    case = _read(desk, case, clock)
    sitting = call_sitting(
        chamber=desk.chamber,
        held_on=NOW.date() + dt.timedelta(days=3),
        members=[desk.who("commission")],
        by=officer,
        at=clock.tick(1),
    )
    put_before_sitting(case=case, sitting=sitting, by=officer, at=clock.tick())


def _address_changed(desk: Desk, clock: Clock) -> None:
    entry = Entry.objects.select_related("holder").get(holder=desk.known.pop().id)
    after = told_before(entry, "CHANGE_ADDRESS") | {"address": _address(desk.dice)}
    case = _read(desk, _ask(desk, clock, entry, "CHANGE_ADDRESS", after), clock)
    _propose(desk, case, clock, Outcome.ACCEPTED, MOVED)
    decide_case(case=case, by=desk.who("signataire"), at=clock.tick(1))


def _transfer(desk: Desk, clock: Clock) -> None:
    entry = Entry.objects.select_related("holder").get(holder=desk.strangers.pop().id)
    province = desk.dice.choice(desk.known).plan.province
    after = {"chamber": CHAMBER, "province": province, "commune": "", "address": _address(desk.dice)}
    _ask(desk, clock, entry, "CHANGE_CHAMBER", after)


def _ask(desk: Desk, clock: Clock, entry: Entry, act: str, after: dict[str, str]) -> Case:
    """Let a person of the register ask for something at the counter, with a proof of the new place."""
    counter = desk.who("guichet")
    case = request_change(
        entry=entry, act=act, after=after, ground="", channel=Channel.COUNTER, by=counter, at=clock.tick()
    )
    [file] = store_files(contents=[specimen("RESIDENCE", 0)], name="piece", by=counter, at=clock.now)
    hand_in_piece(case=case, code="RESIDENCE", file=file, pages=1, by=counter, at=clock.tick())
    return case


# One of each at least, the others by weight. A commission sits once.
STORIES: Final = (
    Story(_received, 0, 6, 8),
    Story(_cooperative, 1, 9, 1),
    Story(_under_review, 4, 20, 8),
    Story(_awaited, 4, 16, 6),
    Story(_proposed, 8, 24, 5),
    Story(_refused, 15, 60, 4),
    Story(_appealed, 20, 45, 1),
    Story(_late, 130, 140, 0),
    Story(_before_sitting, 12, 25, 0),
    Story(_address_changed, 8, 30, 3),
    Story(_transfer, 1, 9, 1),
)
