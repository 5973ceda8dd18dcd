"""Something is asked for of an entry: the request and its case are made in one transaction."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction

from hirfa.casework.choices import Channel
from hirfa.casework.models import Case
from hirfa.casework.operations import open_case
from hirfa.core.dates import legal_day
from hirfa.reference.models import Chamber
from hirfa.register.models import Entry, Situation
from hirfa.register.operations import ask_for_change


@transaction.atomic
def request_change(
    *, entry: Entry, act: str, after: Mapping[str, str], ground: str, channel: Channel, by: object, at: dt.datetime
) -> Case:
    """Ask for an act on an entry; its chamber decides, or for a transfer the one that is to receive the person.

    Raises EntryRequestRefused when something is wrong or the same is being asked for, CaseRefused.
    """
    request = ask_for_change(entry=entry, act=act, after=after, ground=ground, by=by, on=legal_day(at), at=at)
    keeper = Situation.objects.open_now().get(entry=entry).chamber_code
    chamber = Chamber.objects.get(pk=after.get("chamber") or keeper)
    subject = f"register.entryrequest:{request.pk}"
    return open_case(act=act, subject=subject, chamber=chamber, channel=channel, by=by, at=at)
