"""A person gives another photograph of themselves."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from hirfa.core.errors import Refusal
from hirfa.documents.models import StoredFile

from ..choices import EntryKind
from ..models import Entry, Portrait
from .acts import check_day, check_not_closed, follow, lock_entry, tell


class PortraitRefused(Refusal):
    code = "portrait_refused"


@transaction.atomic
def change_portrait(*, entry: Entry, file: StoredFile, on: dt.date, by: object, at: dt.datetime) -> Portrait:
    """Let a photograph show a person from a day on; the ones before stay readable.

    Raises PortraitRefused for a unit, EntryIsClosed, ActDayRefused.
    """
    entry = lock_entry(entry=entry)
    if entry.kind != EntryKind.ARTISAN:
        raise PortraitRefused(_("Only a person has a portrait."))
    check_not_closed(entry=entry)
    held = Portrait.objects.filter(entry=entry, valid_to__isnull=True, retracted_at__isnull=True).first()
    if held is None:
        shown = Portrait.objects.create(entry=entry, file=file, valid_from=on, recorded_at=at)
    else:
        check_day(row=held, on=on, at=at)
        shown = follow(row=held, on=on, at=at, file_id=file.pk)
    facts = {"sha256": file.sha256, "on": on.isoformat()}
    tell(verb="entry.portrait_changed", entry=entry, by=by, at=at, facts=facts)
    return shown
