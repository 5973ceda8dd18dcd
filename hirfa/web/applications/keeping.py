"""What is sent from one screen is kept, right or wrong; then what is wrong is noted on the form."""

import datetime as dt
from collections.abc import Mapping
from typing import Final

from django.http import HttpRequest
from django.utils.translation import gettext as _

from hirfa.core import throttle
from hirfa.core.errors import Refusal
from hirfa.reference.models import Chamber
from hirfa.register.applications import faults_of
from hirfa.register.operations import add_draft_piece, content_of, give_consent, write_application
from hirfa.web.fields import PageForm

from .door import Door
from .faults import sentence
from .forms import PieceForm, form_of
from .steps import PROVINCE, REGION, TERMS, Draft, Step
from .terms import terms_of
from .uploads import keep_piece

UPLOADS_AN_HOUR: Final = 60  # of one application: a dozen pieces, each photographed again and again


def keep(request: HttpRequest, door: Door, draft: Draft, step: Step, at: dt.datetime) -> PageForm:
    """Keep what a screen sends and return its form, with what is wrong on it. Raises ApplicationRefused once it was sent."""
    form = form_of(step, draft, request.POST, request.FILES)
    form.is_valid()  # each field by itself: what one of them cannot take does not lose the others
    if isinstance(form, PieceForm):
        keep_upload(door, draft, step, form, at)
    elif step.slug == TERMS:
        keep_consent(door, draft, form, at)
    elif step.slug == REGION:
        keep_region(door, form, at)
    else:
        keep_fields(door, draft, step, form, at)
    return form


def keep_fields(door: Door, draft: Draft, step: Step, form: PageForm, at: dt.datetime) -> None:
    written = {name: str(form.cleaned_data[name]) for name in step.fields if name in form.cleaned_data}
    if PROVINCE in written and written[PROVINCE] != draft.content.get(PROVINCE, ""):
        written["commune"] = ""
    kept = write_application(application=door.application, content=written, chamber=None, by=door.by, at=at)
    note_faults(form, step, draft, content_of(application=kept))


def note_faults(form: PageForm, step: Step, draft: Draft, content: Mapping[str, str]) -> None:
    """Note on a form what is wrong with its answers, unless the field says so already."""
    for fault in faults_of(draft.application.kind, content, on=draft.on, holder=draft.application.holder):
        if fault.field in step.fields and not form.has_error(fault.field):
            form.add_error(fault.field, sentence(fault, years=draft.years))


def keep_region(door: Door, form: PageForm, at: dt.datetime) -> None:
    """Choose the chamber that answers for a region; a province of another region does not stay."""
    chamber = Chamber.objects.filter(pk=form.cleaned_data.get("chamber") or "").first()
    if chamber is None:
        if not form.errors:
            form.add_error("chamber", _("Choose your region: your request goes to its chamber."))
        return
    held = door.application.chamber
    moved = held is not None and held.region_id != chamber.region_id
    content = {PROVINCE: "", "commune": ""} if moved else {}
    write_application(application=door.application, content=content, chamber=chamber, by=door.by, at=at)


def keep_upload(door: Door, draft: Draft, step: Step, form: PieceForm, at: dt.datetime) -> None:
    """Keep a piece; none sent is right where one is in hand or may lack."""
    if step.piece is None:
        return
    code, upload = step.piece.code, form.upload
    if upload is None:
        if code in draft.missing_pieces:
            form.add_error("file", _("Take a picture of this piece, or choose a file."))
        return
    if not throttle.allows(what="application-piece", who=str(door.application.pk), limit=UPLOADS_AN_HOUR, seconds=3600):
        form.add_error("file", _("Too many pieces were sent within an hour. Wait a while, then go on."))
        return
    try:
        file, pages = keep_piece(upload, door.by, at)
        add_draft_piece(application=door.application, code=code, file=file, pages=pages, by=door.by, at=at)
    except Refusal as refusal:
        form.add_error("file", str(refusal))


def keep_consent(door: Door, draft: Draft, form: PageForm, at: dt.datetime) -> None:
    if not form.cleaned_data.get("agree"):
        form.add_error("agree", _("Without this agreement nothing can be sent. Tick the box if you agree."))
        return
    text = terms_of(door.application.kind, door.application.channel, draft.known).text
    give_consent(application=door.application, text=text, by=door.by, at=at)
