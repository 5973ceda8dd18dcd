"""From a draft to a case, and what the applicant may still do with it."""

import datetime as dt

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from hirfa.casework.choices import Channel
from hirfa.casework.models import Case, Piece, PieceRequest
from hirfa.casework.operations import (
    CaseRefused,
    hand_in_piece,
    open_case,
    withdraw_case,
)
from hirfa.casework.rules import missing_pieces
from hirfa.core.dates import legal_day
from hirfa.documents.models import StoredFile
from hirfa.reference.models import Chamber
from hirfa.reference.queries import list_pieces
from hirfa.register.applications import ACT_OF
from hirfa.register.choices import ApplicationState
from hirfa.register.models import Application
from hirfa.register.operations import ApplicationRefused, close_draft, conclude_application

from .answering import answer_case
from .appealing import appeal_decision
from .messages import RECEIVED
from .telling import tell_person


def subject_of(application: Application) -> str:
    """Return what casework knows an application by."""
    return f"register.application:{application.pk}"


def find_case(application: Application) -> Case | None:
    """Return the case of an application that was sent: the appeal when there is one, else the first."""
    return Case.objects.about(subject_of(application)).order_by("-recorded_at", "-number").first()


def list_cases(application: Application) -> list[Case]:
    """Return the cases of an application, the first before its appeal, with what happened to each; five queries."""
    cases = Case.objects.about(subject_of(application)).select_related("chamber", "appeal_of")
    return list(cases.prefetch_related("moves", "requests", "pieces", "decisions").order_by("recorded_at", "number"))


def list_pieces_to_come(application: Application) -> dict[str, str]:
    """Return the pieces that were asked of the person and have not come since, as {code: label} in the order of the list."""
    case = find_case(application)
    request = case.requests.filter(answered_on__isnull=True).first() if case else None
    if case is None or request is None:
        return {}
    came = set(_came_since(case, request).values_list("code", flat=True))
    asked = list_pieces(case.act, on=case.received_on)
    return {rule.code: rule.label for rule in asked if rule.code in request.codes and rule.code not in came}


def lacking_pieces(application: Application, *, on: dt.date) -> list[str]:
    """Return the labels of the pieces that a draft still lacks on a day."""
    asked = list_pieces(ACT_OF[application.kind], on=on)
    held = set(application.draft_pieces.values_list("code", flat=True))
    missing = missing_pieces([(rule.code, rule.is_required, rule.one_of) for rule in asked], held)
    return [rule.label for rule in asked if rule.code in missing]


@transaction.atomic
def send_application(*, application: Application, by: object, at: dt.datetime) -> Case:
    """Send a draft: it becomes a case of its chamber, with its pieces, and its clock runs.

    Raises ApplicationRefused when something declared is wrong, a piece or the consent lacks, or it was sent before: a
    second press on the button finds it sent.
    """
    application = close_draft(application=application, by=by, at=at)
    lacking = lacking_pieces(application, on=legal_day(at))
    if lacking:
        raise ApplicationRefused(_("Still lacking: %(pieces)s.") % {"pieces": ", ".join(lacking)})
    case = open_case(
        act=ACT_OF[application.kind],
        subject=subject_of(application),
        chamber=Chamber.objects.get(pk=application.chamber_id),
        channel=Channel(application.channel),
        by=by,
        at=at,
    )
    for piece in application.draft_pieces.select_related("file").order_by("pk"):
        hand_in_piece(case=case, code=piece.code, file=piece.file, pages=piece.pages, by=by, at=at)
    tell_person(case=case, message=RECEIVED, by=by, at=at)
    return case


@transaction.atomic
def withdraw_application(*, application: Application, by: object, at: dt.datetime) -> Application:
    """Take an application back before it is decided. Raises CaseRefused, CaseMoveRefused."""
    withdraw_case(case=_case_of(application), by=by, at=at)
    return conclude_application(application=application, state=ApplicationState.WITHDRAWN, holder=None, by=by, at=at)


@transaction.atomic
def answer_request(
    *, application: Application, code: str, file: StoredFile, pages: int, by: object, at: dt.datetime
) -> Piece:
    """Hand in a piece that was asked for; with the last of them the case goes on by itself. Raises CasePieceRefused."""
    return answer_case(case=_case_of(application), code=code, file=file, pages=pages, by=by, at=at)


@transaction.atomic
def appeal_refusal(*, application: Application, channel: Channel, words: str, by: object, at: dt.datetime) -> Case:
    """Appeal against the refusal of an application, as `appeal_decision` does. Raises CaseRefused, AppealRefused."""
    return appeal_decision(case=_case_of(application), channel=channel, words=words, by=by, at=at)


def _came_since(case: Case, request: PieceRequest) -> QuerySet[Piece]:
    return case.pieces.filter(recorded_at__gte=request.recorded_at, replaced_at__isnull=True)


def _case_of(application: Application) -> Case:
    case = find_case(application)
    if case is None:
        raise CaseRefused(_("This application was not sent yet."))
    return case
