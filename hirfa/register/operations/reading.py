"""Reading a person's file is itself something that happens, and is recorded."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from hirfa.accounts.models import User
from hirfa.audit.models import DiaryLine
from hirfa.audit.operations import actor_text, record
from hirfa.audit.queries import has_line
from hirfa.core.dates import legal_day, start_of_day
from hirfa.core.errors import Refusal

from ..choices import ReadPurpose
from ..models import Application, Person, Situation


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


@transaction.atomic
def open_application_file(*, application: Application, by: User, at: dt.datetime) -> DiaryLine | None:
    """Record that an officer read an application that somebody is writing at the counter: once a legal day is enough."""
    verb = "application.file_opened"
    if has_line(verb=verb, subject=application, actor=actor_text(by), since=start_of_day(legal_day(at))):
        return None
    facts = {"purpose": ReadPurpose.SERVICE, "scope": by.scope}
    return record(verb=verb, subject=application, by=by, at=at, facts=facts, chain=f"chamber:{application.chamber_id}")
