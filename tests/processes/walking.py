"""What may be done to an application, a request and their cases, one act an operation, as a walk does it.

A turn says on which file (an application, or an entry of which something is asked), with which number drawn, by whom, when.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any, Final, NamedTuple, TypeVar

from django.db import transaction

from hirfa.accounts.models import Delegation, User
from hirfa.accounts.operations import delegate_signature, withdraw_delegation
from hirfa.casework import operations as casework
from hirfa.casework.choices import Channel, Outcome, PageRemark, PieceState
from hirfa.casework.models import Case, Opinion, Piece, Sitting
from hirfa.core.dates import legal_day
from hirfa.processes import appealing, applying, deciding, requesting, telling
from hirfa.processes.applying import find_case
from hirfa.reference.models import Chamber
from hirfa.reference.queries import list_grounds, list_pieces
from hirfa.register import operations as register
from hirfa.register.applications import ACT_OF
from hirfa.register.choices import ApplicationKind
from hirfa.register.models import Application, Entry, EntryRequest
from tests.factories.applications import OF_FATIMA
from tests.factories.casework import REASONS, karim, nadia, samira, stored_file, youssef

T = TypeVar("T")
File = Application | Entry
ACCEPT, REFUSE = 1, 0  # numbers with which an outcome is drawn
MOVED, CLOSED = 0, 7  # with which a move, a closure is asked for
HEARD_FIRST: Final = 6  # with which a suspension is asked for that the person is heard on
ITS_OWN: Final = -1  # by whoever has the file in hand
KARIM, NADIA, YOUSSEF = (
    1,
    2,
    3,
)  # by the signatory, the delegate, the examiner of appeals: whoever has it in hand or not


class NotThere(Exception):
    """There is nothing to do this act on."""


class Turn(NamedTuple):
    file: File
    n: int
    who: int
    at: dt.datetime

    @property
    def application(self) -> Application:
        if not isinstance(self.file, Application):
            raise NotThere
        return self.file

    @property
    def case(self) -> Case:
        return there(case_of(self.file))

    @property
    def request(self) -> EntryRequest:
        return there(EntryRequest.objects.filter(entry=self.file.pk).order_by("recorded_at").last())

    @property
    def entry(self) -> Entry:
        if isinstance(self.file, Entry):
            return self.file
        return there(Entry.objects.filter(holder=self.file.holder_id).first())

    @property
    def piece(self) -> Piece:
        return pick(self.case.pieces.order_by("recorded_at", "code"), self.n)

    def officer(self, chamber: Callable[[], User], directorate: Callable[[], User]) -> User:
        """Return who is drawn, else the one whose work it is for the body that decides."""
        if self.who != ITS_OWN:
            return (samira, karim, nadia, youssef, latifa)[self.who]()
        return directorate() if self.case.body == "DIRECTORATE" else chamber()

    @property
    def examiner(self) -> User:
        return self.officer(samira, youssef)

    @property
    def signer(self) -> User:
        return self.officer(karim, latifa)


def there(found: T | None) -> T:
    if found is None:
        raise NotThere
    return found


def pick(of: Any, n: int) -> Any:
    held = list(of)
    if not held:
        raise NotThere
    return held[n % len(held)]


def latifa() -> User:
    """She signs at the regional directorate."""
    return User.objects.get(username="latifa")


def case_of(file: File) -> Case | None:
    """Return the case that a file is at: that of the application or of the last request."""
    if isinstance(file, Application):
        return find_case(file)
    request = EntryRequest.objects.filter(entry=file).order_by("recorded_at").last()
    return (
        Case.objects.about(f"register.entryrequest:{request.pk}").order_by("-recorded_at").first() if request else None
    )


def declared(kind: str) -> dict[str, str]:
    """Return what is declared of each kind: Aicha would be a maalem, Brahim supervises the enterprise."""
    aicha, brahim = Entry.objects.select_related("holder").filter(kind="ARTISAN").order_by("registered_on", "pk")[:2]
    place = {"phone": "0612345678", "trade": "T-CARPET", "province": "03.591", "address": "12 rue Sefrou"}
    return {
        "ARTISAN": dict(OF_FATIMA),
        "MAALEM": {"nia": aicha.holder.nia, "cin": "CD123456", "phone": "0612345678", "practice_since": "2010-01-01"},
        "ENTERPRISE": place
        | {"name_latin": "Atelier Tazerbit", "ice": "001234567000089", "supervisor_nia": brahim.holder.nia},
        "COOPERATIVE": place | {"name_ar": "تعاونية نسيج", "odco_number": "12345", "founded_on": "2019-04-01"},
    }[kind]


HERE: Final = {"province": "03.591", "commune": "03.591.01", "address": "زنقة 9"}
ASKED: Final[tuple[tuple[str, dict[str, str], str], ...]] = (
    ("CHANGE_ADDRESS", HERE, ""),
    ("CHANGE_TRADE", {"trade": "T-BRASS"}, ""),
    ("CHANGE_CHAMBER", {"chamber": "07", "province": "07.351", "commune": "", "address": "Derb 3"}, ""),
    ("CHANGE_NAME", {"given_name_ar": "نادية", "family_name_ar": "الإدريسي"}, ""),
    ("CHANGE_PHOTO", {}, ""),
    ("SUSPENSION", {}, "FRAUD_SUSPECTED"),
    ("SUSPENSION", {}, "CONDITION_LOST"),
    ("CLOSURE", {}, "REQUEST"),
    ("RETURN", {}, ""),
    ("CHANGE_TRADE", {"trade": "UNKNOWN"}, ""),
)


def begin(turn: Turn) -> object:
    kind = ApplicationKind.values[turn.n % 4]
    channel = (Channel.SELF, Channel.COUNTER, Channel.SPACE)[turn.n % 3]
    return register.begin_application(
        kind=ApplicationKind(kind), channel=channel, language="ar", chamber=None, by="applicant", at=turn.at
    )


def write(turn: Turn) -> object:
    """Most often all that is asked; now and then a telephone that is none, or another chamber alone."""
    content = declared(turn.application.kind) | ({"phone": "12"} if turn.n % 5 == 0 else {})
    chamber = Chamber.objects.get(pk="07" if turn.n % 7 == 0 else "03")
    return register.write_application(
        application=turn.application, content=content, chamber=chamber, by="applicant", at=turn.at
    )


def add_draft_piece(turn: Turn) -> object:
    codes = [rule.code for rule in list_pieces(ACT_OF[turn.application.kind], on=legal_day(turn.at))]
    held = set(turn.application.draft_pieces.values_list("code", flat=True))
    code = pick([code for code in codes if code not in held] or [*codes, "NOT_ASKED"], turn.n)
    return register.add_draft_piece(application=turn.application, code=code, **handed(turn))


def handed(turn: Turn) -> dict[str, Any]:
    return {"file": stored_file(), "pages": 1 + turn.n % 2, "by": "applicant", "at": turn.at}


def awaited(case: Case, n: int) -> str:
    """Return a piece that is asked of the person, else one of the list."""
    request = case.requests.filter(answered_on__isnull=True).first()
    return pick(request.codes if request else [rule.code for rule in list_pieces(case.act, on=case.received_on)], n)


def ask(turn: Turn) -> object:
    codes = [rule.code for rule in list_pieces(turn.case.act, on=turn.case.received_on)]
    words = "" if turn.n % 7 == 0 else "صورة واضحة"
    return telling.ask_person_for_pieces(
        case=turn.case, codes=codes[: 1 + turn.n % 2], words=words, by=turn.examiner, at=turn.at
    )


def review_page(turn: Turn) -> object:
    remark = PageRemark.UNREADABLE if turn.n % 4 == 0 else PageRemark.CLEAR
    return casework.review_page(piece=turn.piece, page=1 + turn.n % 3, remark=remark, by=turn.examiner, at=turn.at)


def judge_piece(turn: Turn) -> object:
    state = PieceState.UNFIT if turn.n % 4 == 0 else PieceState.FIT
    return casework.judge_piece(piece=turn.piece, state=state, by=turn.examiner, at=turn.at)


@transaction.atomic
def read_through(turn: Turn) -> None:
    """Every piece in hand is read page by page and called fit, the required ones brought to the counter first."""
    how = {"by": turn.examiner, "at": turn.at}
    asked = [rule.code for rule in list_pieces(turn.case.act, on=turn.case.received_on) if not rule.one_of]
    held = set(turn.case.pieces.values_list("code", flat=True))
    for code in set(asked) - held:
        casework.hand_in_piece(case=turn.case, code=code, **handed(turn))
    for piece in turn.case.pieces.filter(replaced_at__isnull=True).order_by("pk"):
        for page in range(1, piece.pages + 1):
            casework.review_page(piece=piece, page=page, remark=PageRemark.CLEAR, **how)
        casework.judge_piece(piece=piece, state=PieceState.FIT, **how)


def outcome_of(n: int) -> Outcome:
    return Outcome.ACCEPTED if n % 3 else Outcome.REFUSED


def propose(turn: Turn) -> object:
    outcome, case = outcome_of(turn.n), turn.case
    ground = list_grounds(case.act, on=case.received_on)[0].code if outcome == Outcome.REFUSED else ""
    return casework.propose_decision(case=case, outcome=outcome, ground=ground, **REASONS, by=turn.examiner, at=turn.at)


def call_sitting(turn: Turn) -> object:
    members = list(User.objects.filter(role="COMMISSION"))
    day = legal_day(turn.at) + dt.timedelta(days=turn.n % 3)
    chamber = Chamber.objects.get(pk="03")
    return casework.call_sitting(chamber=chamber, held_on=day, members=members, by=samira(), at=turn.at)


def put_before_sitting(turn: Turn) -> object:
    sitting = pick(Sitting.objects.order_by("-recorded_at"), 1 if turn.n % 5 == 0 else 0)
    return casework.put_before_sitting(case=turn.case, sitting=sitting, by=turn.examiner, at=turn.at)


def give_opinion(turn: Turn) -> object:
    opinion = there(Opinion.objects.filter(case=turn.case).order_by("pk").last())
    return casework.give_opinion(opinion=opinion, outcome=outcome_of(turn.n), by=samira(), at=turn.at)


def close_sitting(turn: Turn) -> object:
    sitting = pick(Sitting.objects.order_by("-recorded_at"), 0)
    return casework.close_sitting(sitting=sitting, minutes=stored_file(), by=samira(), at=turn.at)


def delegate(turn: Turn) -> object:
    """Karim lets Nadia sign one act or all, from today, for a few days."""
    acts = [turn.case.act] if turn.n % 2 else [*ACT_OF.values(), "CLOSURE", "CHANGE_TRADE"]
    first = legal_day(turn.at)
    last = first + dt.timedelta(days=turn.n % 4)
    return delegate_signature(
        giver=karim(), taker=nadia(), acts=acts, valid_from=first, valid_to=last, by=karim(), at=turn.at
    )


def end_delegation(turn: Turn) -> object:
    given = pick(Delegation.objects.order_by("-recorded_at"), 0)
    return withdraw_delegation(delegation=given, by=karim(), at=turn.at)


def request_change(turn: Turn) -> object:
    act, after, ground = ASKED[turn.n % len(ASKED)]
    channel = Channel.OFFICE if ground else Channel.COUNTER
    return requesting.request_change(
        entry=turn.entry, act=act, after=after, ground=ground, channel=channel, by="counter", at=turn.at
    )


def assign(turn: Turn) -> object:
    return casework.assign_case(case=turn.case, to=turn.examiner, by=karim(), at=turn.at)


class Act(NamedTuple):
    """What is done, and the word of the diary that tells of it."""

    do: Callable[[Turn], object]
    verb: str


def on_application(operation: Callable[..., object], **more: Any) -> Callable[[Turn], object]:
    return lambda turn: operation(application=turn.application, **more, by="applicant", at=turn.at)


def on_case(operation: Callable[..., object], **more: Any) -> Callable[[Turn], object]:
    return lambda turn: operation(case=turn.case, **more, by=turn.examiner, at=turn.at)


ACTS: Final[dict[str, Act]] = {
    "begin_application": Act(begin, "application.begun"),
    "write_application": Act(write, "application.written"),
    "renew_code": Act(on_application(register.renew_code), "application.code_renewed"),
    "add_draft_piece": Act(add_draft_piece, "application.piece_added"),
    "give_consent": Act(on_application(register.give_consent, text="135 MAD"), "application.consented"),
    "abandon_draft": Act(on_application(register.abandon_draft), "application.abandoned"),
    "send_application": Act(on_application(applying.send_application), "case.received"),
    "withdraw_application": Act(on_application(applying.withdraw_application), "case.withdrawn"),
    "answer_request": Act(
        lambda turn: applying.answer_request(
            application=turn.application, code=awaited(turn.case, turn.n), **handed(turn)
        ),
        "piece.handed_in",
    ),
    "appeal_refusal": Act(
        on_application(applying.appeal_refusal, channel=Channel.SELF, words="لدي الوثيقة"), "case.received"
    ),
    "appeal_decision": Act(
        on_case(appealing.appeal_decision, channel=Channel.COUNTER, words="لم يُستمع إلي"), "case.received"
    ),
    "request_change": Act(request_change, "entry_request.made"),
    "note_hearing": Act(
        lambda turn: register.note_hearing(
            request=turn.request, on=legal_day(turn.at), words="لم تحضر", by=samira(), at=turn.at
        ),
        "entry_request.heard",
    ),
    "take_up_case": Act(on_case(casework.take_up_case), "case.taken_up"),
    "assign_case": Act(assign, "case.assigned"),
    "leave_note": Act(on_case(casework.leave_note, text="اتصلت بها"), "case.noted"),
    "open_case_file": Act(on_case(casework.open_case_file), "case.file_opened"),
    "open_case_piece": Act(on_case(casework.open_case_piece), "case.file_opened"),
    "hand_in_piece": Act(
        lambda turn: casework.hand_in_piece(case=turn.case, code=awaited(turn.case, turn.n), **handed(turn)),
        "piece.handed_in",
    ),
    "ask_person_for_pieces": Act(ask, "pieces.asked_for"),
    "note_pieces_complete": Act(on_case(casework.note_pieces_complete), "pieces.complete"),
    "review_page": Act(review_page, "piece.page_reviewed"),
    "judge_piece": Act(judge_piece, "piece.judged"),
    "read_through": Act(read_through, "piece.judged"),
    "call_sitting": Act(call_sitting, "sitting.called"),
    "put_before_sitting": Act(put_before_sitting, "case.put_before_sitting"),
    "give_opinion": Act(give_opinion, "opinion.given"),
    "close_sitting": Act(close_sitting, "sitting.closed"),
    "propose_decision": Act(propose, "decision.proposed"),
    "return_proposal": Act(
        lambda turn: casework.return_proposal(case=turn.case, by=turn.signer, at=turn.at), "decision.returned"
    ),
    "decide_case": Act(
        lambda turn: deciding.decide_case(case=turn.case, by=turn.signer, at=turn.at), "decision.signed"
    ),
    "delegate_signature": Act(delegate, "delegation.given"),
    "withdraw_delegation": Act(end_delegation, "delegation.withdrawn"),
    "escalate_late_cases": Act(lambda turn: casework.escalate_late_cases(by="run_due", at=turn.at), "case.escalated"),
    "erase_case": Act(on_case(casework.erase_case), "case.erased"),
}
# Operations that no door calls alone, and the act that does them with the rest of what belongs together.
WITHIN: Final = {
    "answer_case": "answer_request",
    "ask_for_change": "request_change",
    "ask_for_pieces": "ask_person_for_pieces",
    "close_draft": "send_application",
    "conclude_application": "decide_case",
    "conclude_request": "decide_case",
    "open_appeal": "appeal_refusal",
    "open_case": "send_application",
    "sign_decision": "decide_case",
    "withdraw_case": "withdraw_application",
}
