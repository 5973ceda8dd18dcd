"""What the register holds of people is erased when it may no longer be kept (law 09-08): what stays names nobody."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from hirfa.audit.operations import record
from hirfa.core.errors import Refusal
from hirfa.documents.models import StoredFile
from hirfa.documents.operations import erase_file

from ..choices import ApplicationState, ErasureGround, RequestState, StandingState
from ..models import (
    Affiliation,
    Application,
    DraftPiece,
    Entry,
    EntryRequest,
    FormerName,
    IdentityKey,
    NameKey,
    Person,
    SourceRow,
    Standing,
    Workplace,
)
from ..models.holders import BLANK_PERSON
from .acts import open_row
from .applying import ApplicationRefused


class ErasureRefused(Refusal):
    """Something may not be erased. `reason` is the stable word of why."""

    code = "erasure_refused"

    def __init__(self, message: object, *, reason: str) -> None:
        super().__init__(message)
        self.reason = reason


@transaction.atomic
def abandon_draft(*, application: Application, by: object, at: dt.datetime) -> Application:
    """End a draft that nobody sent: what was declared is blanked, its pieces are destroyed. Raises ApplicationRefused."""
    application = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    if application.state != ApplicationState.DRAFT:
        raise ApplicationRefused(_("This application was already sent: it cannot be changed any more."))
    pieces = list(application.draft_pieces.select_related("file").order_by("pk"))
    DraftPiece.objects.filter(pk__in=[piece.pk for piece in pieces]).delete()
    for piece in pieces:
        erase_file(file=piece.file, by=by, at=at)
    application.state, application.content = ApplicationState.ABANDONED, None
    application.save(update_fields=["state", "content"])
    record(verb="application.abandoned", subject=application, by=by, at=at, facts={"pieces": len(pieces)})
    return application


@transaction.atomic
def erase_application(*, application: Application, by: object, at: dt.datetime) -> Application:
    """Blank what an application declared, once it has come to its end. Raises ErasureRefused before."""
    application = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    if application.state in {ApplicationState.DRAFT, ApplicationState.SENT}:
        raise ErasureRefused(_("This application has not come to its end."), reason="CASE_OPEN")
    if application.content is not None:
        DraftPiece.objects.filter(application=application).delete()  # their files went to the case
        application.content = None
        application.save(update_fields=["content"])
        record(verb="application.erased", subject=application, by=by, at=at)
    return application


@transaction.atomic
def erase_request(*, request: EntryRequest, by: object, at: dt.datetime) -> EntryRequest:
    """Blank what a request said before, after and at the hearing, once it has come to its end. Raises ErasureRefused before."""
    request = EntryRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if request.state == RequestState.OPEN:
        raise ErasureRefused(_("This request has not come to its end."), reason="CASE_OPEN")
    if request.before is not None or request.after is not None or request.heard_words is not None:
        request.before = request.after = request.heard_words = request.heard_on = None
        request.save(update_fields=["before", "after", "heard_words", "heard_on"])
        record(verb="entry_request.erased", subject=request, by=by, at=at)
    return request


@transaction.atomic
def erase_person_record(*, person: Person, ground: ErasureGround, by: object, at: dt.datetime) -> Person:
    """Blank what the register holds of a person whose entry is closed, and delete what they were found by.

    The craft number stays used, the dated facts without names stay counted, the lines of chambers stay known by their
    hash, so that an old list sent again does not bring the person back. Raises ErasureRefused while the entry is not
    closed, or when it was done before.
    """
    entry = Entry.objects.select_for_update(of=("self",)).get(holder_id=person.pk)
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if person.erased_at is not None:
        raise ErasureRefused(_("The data of this person was already erased."), reason="ERASED")
    if open_row(model=Standing, entry=entry).state != StandingState.CLOSED:
        raise ErasureRefused(_("The entry is not closed: the register must keep it."), reason="ENTRY_NOT_CLOSED")
    for application in Application.objects.filter(holder_id=person.pk).order_by("pk"):
        erase_application(application=application, by=by, at=at)
    for request in EntryRequest.objects.filter(entry=entry).order_by("pk"):
        erase_request(request=request, by=by, at=at)
    Person.objects.filter(pk=person.pk).update(**BLANK_PERSON, erased_at=at)
    FormerName.objects.filter(person=person).delete()
    NameKey.objects.filter(person=person).delete()
    IdentityKey.objects.filter(person=person).delete()
    for file in StoredFile.objects.held().filter(portraits__entry=entry).distinct().order_by("pk"):
        erase_file(file=file, by=by, at=at)
    Workplace.objects.filter(entry=entry).update(address=None)
    Affiliation.objects.filter(entry=entry).update(local_number="")
    SourceRow.objects.filter(links__person=person).update(content="")
    chamber = open_row(model=Affiliation, entry=entry).chamber_id
    record(verb="person.erased", subject=person, by=by, at=at, facts={"ground": ground}, chain=f"chamber:{chamber}")
    person.refresh_from_db()
    return person
