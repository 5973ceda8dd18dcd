"""Reading a person's file is itself something that happens, and is recorded."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from hirfa.accounts.models import User
from hirfa.audit.models import DiaryLine
from hirfa.audit.operations import record
from hirfa.core.errors import Refusal

from ..choices import ReadPurpose
from ..models import Person, Situation


class PurposeUnknown(Refusal):
    code = "purpose_unknown"


@transaction.atomic
def open_person_file(*, person: Person, by: User, at: dt.datetime, purpose: str) -> DiaryLine:
    """Record that someone opened a person's file, and why (law 09-08: a personal file is read for a purpose).

    `purpose` is one of `ReadPurpose`. The line goes to the chain of the chamber that keeps the entry. Raises
    PurposeUnknown.
    """
    if purpose not in ReadPurpose.values:
        raise PurposeUnknown(_("Say why this file is opened."))
    chamber = Situation.objects.open_now().values_list("chamber_code", flat=True).get(entry__holder_id=person.pk)
    return record(
        verb="person.file_opened",
        subject=person,
        by=by,
        at=at,
        facts={"purpose": purpose, "scope": by.scope},
        chain=f"chamber:{chamber}",
    )
