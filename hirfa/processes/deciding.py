"""What a signed decision does: each act has its effect on the register, in the transaction of the signature."""

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from hirfa.accounts.models import User
from hirfa.casework.choices import Outcome
from hirfa.casework.models import Case, Decision, Piece
from hirfa.casework.operations import DecisionRefused, sign_decision
from hirfa.cooperatives.operations import enter_cooperative
from hirfa.core.dates import legal_day
from hirfa.core.errors import Refusal
from hirfa.names import western_digits
from hirfa.reference.models import Chamber, Commune, Province, Trade
from hirfa.register import declared
from hirfa.register.choices import ApplicationState, RequestState, StandingState, TitleKind, UnitKind
from hirfa.register.models import Application, Entry, EntryRequest, Person, Standing, Unit
from hirfa.register.operations import (
    admit_artisan,
    admit_unit,
    award_title,
    change_portrait,
    change_trade,
    change_workplace,
    conclude_application,
    conclude_request,
    correct_name,
)
from hirfa.register.operations.applying import content_of
from hirfa.register.operations.requesting import must_be_heard, told_after

from .appealing import AGAINST_THE_PERSON, is_against_an_act
from .messages import ACCEPTED, AGAINST, APPEAL_REFUSED, REFUSED
from .operations import close_holder, lift_holder_suspension, restore_holder, suspend_holder, transfer_holder
from .papers import write_letter
from .telling import tell_person

Effect = Callable[[Case, User, dt.datetime], None]


class SubjectUnknown(Refusal):
    code = "subject_unknown"


@transaction.atomic
def decide_case(*, case: Case, by: User, at: dt.datetime) -> Decision:
    """Sign what is proposed, let it take effect, tell the person and write the letter: all of it or nothing.

    Raises DecisionRefused and CaseMoveRefused of casework, and what the act itself refuses (a CIN that is already in the
    register, a closed entry), NoSigningKey: the case then stays as it was.
    """
    decision = sign_decision(case=case, by=by, at=at)
    case.refresh_from_db()
    if decision.outcome == Outcome.ACCEPTED:
        effect = _undo if is_against_an_act(case) else EFFECTS[case.act]
        effect(case, by, at)
        against = decision.appeal_until if case.act in AGAINST_THE_PERSON else None
        tell_person(case=case, message=AGAINST if against else ACCEPTED, by=by, at=at, until=against)
    else:
        _refuse(case, by, at)
        message = REFUSED if decision.appeal_until else APPEAL_REFUSED
        tell_person(case=case, message=message, by=by, at=at, until=decision.appeal_until)
    write_letter(case=case, decision=decision, by=by, at=at)
    return decision


def _refuse(case: Case, by: User, at: dt.datetime) -> None:
    """Say so of what was asked for. An appeal that fails leaves the first decision as it is."""
    if case.appeal_of_id is not None:
        return
    if case.subject.startswith("register.application:"):
        application = application_of(case)
        if application.state == ApplicationState.SENT:
            state = ApplicationState.REFUSED
            conclude_application(application=application, state=state, holder=None, by=by, at=at)
        return
    conclude_request(request=request_of(case), state=RequestState.REFUSED, by=by, at=at)


def application_of(case: Case) -> Application:
    """Return the application that a case is about."""
    return Application.objects.get(pk=uuid.UUID(case.subject.partition(":")[2]))


def request_of(case: Case) -> EntryRequest:
    """Return the request about an entry that a case is about."""
    requests = EntryRequest.objects.select_related("entry__holder")
    return requests.get(pk=uuid.UUID(case.subject.partition(":")[2]))


def hearing_is_due(case: Case) -> bool:
    """Say whether the person of a case must be heard and was not yet."""
    if not case.subject.startswith("register.entryrequest:"):
        return False
    request = request_of(case)
    return request.heard_on is None and must_be_heard(request)


def _admit_person(case: Case, by: User, at: dt.datetime) -> None:
    application = application_of(case)
    artisan = declared.person_record(
        content_of(application=application), chamber=case.chamber_id, on=legal_day(at), source=""
    )
    entry = admit_artisan(artisan=artisan, title=TitleKind.ARTISAN, application=application.pk, by=by, at=at)
    _admitted(application, entry, by, at)


def _award_title(case: Case, by: User, at: dt.datetime) -> None:
    application = application_of(case)
    content = content_of(application=application)
    entry = _entry_of_number(content["nia"])
    if entry is None or not _is_theirs(entry, content["cin"]):
        raise SubjectUnknown(_("The craft number and the CIN are not those of one person of the register."))
    award_title(entry=entry, title=TitleKind.MAALEM, on=legal_day(at), by=by, at=at)
    _admitted(application, entry, by, at)


def _admit_enterprise(case: Case, by: User, at: dt.datetime) -> None:
    application = application_of(case)
    content = content_of(application=application)
    supervisor = _entry_of_number(content["supervisor_nia"])
    if supervisor is None:
        raise SubjectUnknown(_("Nobody in the register bears the craft number of the supervising artisan."))
    unit = declared.unit_record(UnitKind.ENTERPRISE.value, content, chamber=case.chamber_id, on=legal_day(at))
    unit = unit._replace(supervised_by=supervisor.pk)
    _admitted(application, admit_unit(unit=unit, application=application.pk, by=by, at=at), by, at)


def _admit_cooperative(case: Case, by: User, at: dt.datetime) -> None:
    """Admit the unit, then enter it among the cooperatives: a number that another bears leaves the case as it was."""
    application = application_of(case)
    content = content_of(application=application)
    if not content.get("founded_on"):  # sent before the day was asked for
        raise DecisionRefused(
            _(
                "The founding day is missing: refuse with “pieces missing”, so that the cooperative sends its request anew."
            )
        )
    on = legal_day(at)
    unit = declared.unit_record(UnitKind.COOPERATIVE.value, content, chamber=case.chamber_id, on=on)
    entry = admit_unit(unit=unit, application=application.pk, by=by, at=at)
    number, founded_on = declared.founding(content)
    enter_cooperative(
        unit=Unit.objects.get(pk=entry.holder_id), odco_number=number, founded_on=founded_on, on=on, by=by, at=at
    )
    _admitted(application, entry, by, at)


def _admitted(application: Application, entry: Entry, by: User, at: dt.datetime) -> None:
    state = ApplicationState.ADMITTED
    conclude_application(application=application, state=state, holder=entry.holder, by=by, at=at)


def _entry_of_number(nia: str) -> Entry | None:
    number = "".join(western_digits(nia).split())
    return Entry.objects.select_related("holder").filter(holder__nia=number).first()


def _is_theirs(entry: Entry, cin: str) -> bool:
    person = Person.objects.filter(pk=entry.holder_id).first()
    return person is not None and person.cin == declared.cin_of(cin)


def _change_address(case: Case, by: User, at: dt.datetime) -> None:
    request = request_of(case)
    province, commune, address = _place(told_after(request))
    change_workplace(
        entry=request.entry,
        province=province,
        commune=commune,
        address=address,
        on=legal_day(at),
        by=by,
        at=at,
    )
    _done(request, by, at)


def _change_trade(case: Case, by: User, at: dt.datetime) -> None:
    request = request_of(case)
    trade = Trade.objects.get(pk=told_after(request)["trade"])
    change_trade(entry=request.entry, trade=trade, on=legal_day(at), by=by, at=at)
    _done(request, by, at)


def _transfer(case: Case, by: User, at: dt.datetime) -> None:
    request = request_of(case)
    told = told_after(request)
    province, commune, address = _place(told)
    _done(request, by, at)  # before the transfer: afterwards the entry is in another chamber's hands
    transfer_holder(
        entry=request.entry,
        chamber=Chamber.objects.get(pk=told["chamber"]),
        province=province,
        commune=commune,
        address=address,
        on=legal_day(at),
        by=by,
        at=at,
    )


def _correct_name(case: Case, by: User, at: dt.datetime) -> None:
    request = request_of(case)
    told = told_after(request)
    correct_name(
        entry=request.entry,
        given_name_ar=told["given_name_ar"],
        family_name_ar=told["family_name_ar"],
        given_name_latin=told["given_name_latin"],
        family_name_latin=told["family_name_latin"],
        on=legal_day(at),
        by=by,
        at=at,
    )
    _done(request, by, at)


def _change_photo(case: Case, by: User, at: dt.datetime) -> None:
    request = request_of(case)
    own_first = [case, case.appeal_of] if case.appeal_of else [case]  # an appeal is judged on the first pieces too
    handed_in = Piece.objects.filter(case__in=own_first, code="PORTRAIT", replaced_at__isnull=True)
    photo = handed_in.select_related("file").order_by("-recorded_at").first()
    if photo is None:
        raise DecisionRefused(_("The new photograph is missing: it is handed in first."))
    change_portrait(entry=request.entry, file=photo.file, on=legal_day(at), by=by, at=at)
    _done(request, by, at)


def _suspend(case: Case, by: User, at: dt.datetime) -> None:
    request = request_of(case)
    _done(request, by, at)
    suspend_holder(entry=request.entry, ground=request.ground, on=legal_day(at), by=by, at=at)


def _close(case: Case, by: User, at: dt.datetime) -> None:
    request = request_of(case)
    _done(request, by, at)
    close_holder(entry=request.entry, ground=request.ground, on=legal_day(at), by=by, at=at)


def _restore(case: Case, by: User, at: dt.datetime) -> None:
    request = request_of(case)
    _done(request, by, at)
    _bring_back(request, by, at)


def _undo(case: Case, by: User, at: dt.datetime) -> None:
    """Bring back the entry whose suspension or closure was appealed against: the request itself was carried out, and stays so."""
    _bring_back(request_of(case), by, at)


def _bring_back(request: EntryRequest, by: User, at: dt.datetime) -> None:
    suspended = Standing.objects.filter(
        entry=request.entry, state=StandingState.SUSPENDED, valid_to__isnull=True, retracted_at__isnull=True
    )
    bring_back = lift_holder_suspension if suspended.exists() else restore_holder
    bring_back(entry=request.entry, on=legal_day(at), by=by, at=at)


def _done(request: EntryRequest, by: User, at: dt.datetime) -> None:
    conclude_request(request=request, state=RequestState.DONE, by=by, at=at)


def _place(told: dict[str, str]) -> tuple[Province, Commune | None, str]:
    commune = Commune.objects.get(pk=told["commune"]) if told["commune"] else None
    return Province.objects.get(pk=told["province"]), commune, told["address"]


# Every act that `reference` knows; a test walks them.
EFFECTS: Final[dict[str, Effect]] = {
    "ENTRY_ARTISAN": _admit_person,
    "TITLE_MAALEM": _award_title,
    "ENTRY_ENTERPRISE": _admit_enterprise,
    "ENTRY_COOPERATIVE": _admit_cooperative,
    "CHANGE_ADDRESS": _change_address,
    "CHANGE_TRADE": _change_trade,
    "CHANGE_CHAMBER": _transfer,
    "CHANGE_NAME": _correct_name,
    "CHANGE_PHOTO": _change_photo,
    "SUSPENSION": _suspend,
    "CLOSURE": _close,
    "RETURN": _restore,
}
