"""An application is begun, written and sent; what becomes of it is decided in casework."""

import datetime as dt
import json
import secrets
from collections.abc import Mapping
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from hirfa.audit.operations import record
from hirfa.casework.choices import Channel
from hirfa.core.crypto import blind
from hirfa.core.dates import legal_day
from hirfa.core.errors import Refusal
from hirfa.documents.models import StoredFile
from hirfa.reference.models import Chamber
from hirfa.reference.queries import list_pieces

from .. import rules
from ..applications import ACT_OF, faults_of
from ..choices import ApplicationKind, ApplicationState
from ..declared import tidy
from ..models import Application, DraftPiece, Holder

# No letters or digits that are taken for one another when read aloud or copied by hand.
_ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_CODE_LENGTH: Final = 12


class ApplicationRefused(Refusal):
    code = "application_refused"


@transaction.atomic
def begin_application(
    *,
    kind: ApplicationKind,
    channel: Channel,
    language: str,
    chamber: Chamber | None,
    holder: Holder | None = None,
    by: object,
    at: dt.datetime,
) -> tuple[Application, str]:
    """Begin a draft and return it with the code to come back with (12 signs, told once and kept as a keyed hash only).

    One begun for somebody of the register is bound to them (`holder`): it is not sent under another craft number.
    """
    code = _new_code()
    application = Application.objects.create(
        kind=kind,
        channel=channel,
        language=language,
        chamber=chamber,
        holder=holder,
        resume_key=resume_key(code=code),
        touched_on=legal_day(at),
        recorded_at=at,
    )
    facts = {"kind": kind, "channel": channel}
    record(verb="application.begun", subject=application, by=by, at=at, facts=facts)
    return application, code


@transaction.atomic
def renew_code(*, application: Application, by: object, at: dt.datetime) -> str:
    """Give an application another code, for a person who lost theirs: the one before opens nothing any more."""
    application = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    code = _new_code()
    application.resume_key = resume_key(code=code)
    application.save(update_fields=["resume_key"])
    record(verb="application.code_renewed", subject=application, by=by, at=at)
    return code


def _new_code() -> str:
    return "".join(secrets.choice(_ALPHABET) for _sign in range(_CODE_LENGTH))


def resume_key(*, code: str) -> int:
    """Return the keyed hash of a code as typed: with or without spaces and hyphens, in either case."""
    return blind("application", "".join(sign for sign in code.upper() if sign.isalnum()))


@transaction.atomic
def write_application(
    *, application: Application, content: Mapping[str, str], chamber: Chamber | None, by: object, at: dt.datetime
) -> Application:
    """Keep what was typed so far, whole or not: nothing typed is lost. Raises ApplicationRefused once it was sent."""
    application = _lock_draft(application)
    held = content_of(application=application)
    fresh = tidy(application.kind, {**held, **content})
    application.content = json.dumps(fresh, ensure_ascii=False, sort_keys=True)
    fields = {name for name in {*fresh, *held} if fresh.get(name) != held.get(name)}
    if chamber is not None and chamber.pk != application.chamber_id:
        fields.add("chamber")
    application.chamber, application.touched_on = chamber or application.chamber, legal_day(at)
    application.save(update_fields=["content", "chamber", "touched_on"])
    if fields:
        facts = {"fields": sorted(fields)}
        record(verb="application.written", subject=application, by=by, at=at, facts=facts)
    return application


def content_of(*, application: Application) -> dict[str, str]:
    """Return what an application declares, in clear."""
    return json.loads(application.content) if application.content else {}


@transaction.atomic
def add_draft_piece(
    *, application: Application, code: str, file: StoredFile, pages: int, by: object, at: dt.datetime
) -> DraftPiece:
    """Add a piece to a draft; one of the same kind is taken away. Raises ApplicationRefused."""
    application = _lock_draft(application)
    day = legal_day(at)
    if code not in {rule.code for rule in list_pieces(ACT_OF[application.kind], on=day)}:
        raise ApplicationRefused(_("This piece is not one of those that the request asks for."))
    DraftPiece.objects.filter(application=application, code=code).delete()
    piece = DraftPiece.objects.create(application=application, code=code, file=file, pages=pages, recorded_at=at)
    application.touched_on = day
    application.save(update_fields=["touched_on"])
    facts = {"code": code, "sha256": file.sha256}
    record(verb="application.piece_added", subject=application, by=by, at=at, facts=facts)
    return piece


@transaction.atomic
def give_consent(*, application: Application, text: str, by: object, at: dt.datetime) -> Application:
    """Keep the person's consent with the very words that they read. Raises ApplicationRefused once it was sent."""
    application = _lock_draft(application)
    application.consent_text, application.consented_at, application.touched_on = text, at, legal_day(at)
    application.save(update_fields=["consent_text", "consented_at", "touched_on"])
    record(verb="application.consented", subject=application, by=by, at=at)
    return application


@transaction.atomic
def close_draft(*, application: Application, by: object, at: dt.datetime) -> Application:
    """Mark a draft as sent today. `processes.send_application` opens its case in the same transaction.

    Raises ApplicationRefused when something declared is wrong or lacking, no chamber is chosen or nobody consented.
    """
    application = _lock_draft(application)
    day = legal_day(at)
    if faults_of(application.kind, content_of(application=application), on=day, holder=application.holder):
        raise ApplicationRefused(_("Something that you wrote is missing or not right: go back to the steps marked."))
    if application.chamber is None or application.consented_at is None:
        raise ApplicationRefused(
            _("Choose a chamber, read what registration brings and costs, and agree before sending.")
        )
    application.state, application.sent_on = ApplicationState.SENT, day
    application.save(update_fields=["state", "sent_on"])
    facts = {"kind": application.kind, "chamber": application.chamber_id}
    record(verb="application.sent", subject=application, by=by, at=at, facts=facts)
    return application


@transaction.atomic
def conclude_application(
    *, application: Application, state: ApplicationState, holder: Holder | None, by: object, at: dt.datetime
) -> Application:
    """Say what became of an application that was sent. Raises ApplicationRefused for a move that there is not."""
    application = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    if not rules.may_move_application(application.state, state):
        raise ApplicationRefused(_("This application has already come to its end."))
    application.state, application.holder = state, holder or application.holder
    application.save(update_fields=["state", "holder"])
    record(verb="application.concluded", subject=application, by=by, at=at, facts={"state": state})
    return application


def _lock_draft(application: Application) -> Application:
    application = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    if application.state != ApplicationState.DRAFT:
        raise ApplicationRefused(_("This application was already sent: it cannot be changed any more."))
    return application
