"""Something is asked for of an entry; the person is heard where the ground asks for it; the request comes to its end."""

import datetime as dt
import json
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from hirfa.audit.operations import record
from hirfa.core.dates import legal_day
from hirfa.core.errors import Refusal
from hirfa.reference.queries import list_grounds

from ..changes import FIELDS_OF, change_faults, told_before
from ..choices import RequestState
from ..models import Entry, EntryRequest, Situation
from ..rules import may_move_request


class EntryRequestRefused(Refusal):
    code = "entry_request_refused"


@transaction.atomic
def ask_for_change(
    *, entry: Entry, act: str, after: Mapping[str, str], ground: str, by: object, on: dt.date, at: dt.datetime
) -> EntryRequest:
    """Ask for an act on an entry, with what it says and is to say. The caller opens the case in the same transaction.

    Raises EntryRequestRefused when something is wrong, or the same is already being asked for.
    """
    entry = Entry.objects.select_for_update(of=("self",)).select_related("holder").get(pk=entry.pk)
    told = {name: after.get(name, "").strip() for name in FIELDS_OF[act]}
    if change_faults(entry, act, told, ground=ground, on=on):
        raise EntryRequestRefused(_("Something is missing or not right, or nothing would change."))
    if EntryRequest.objects.filter(entry=entry, act=act, state=RequestState.OPEN).exists():
        raise EntryRequestRefused(_("The same request is already being examined."))
    request = EntryRequest.objects.create(
        entry=entry,
        act=act,
        ground=ground,
        before=json.dumps(told_before(entry, act), ensure_ascii=False),
        after=json.dumps(told, ensure_ascii=False),
        recorded_at=at,
    )
    facts = {"act": act, "ground": ground, "entry": str(entry.pk)}
    record(verb="entry_request.made", subject=request, by=by, at=at, facts=facts, chain=_chain(entry))
    return request


@transaction.atomic
def note_hearing(*, request: EntryRequest, on: dt.date, words: str, by: object, at: dt.datetime) -> EntryRequest:
    """Note that the person was heard, and what they said. Raises EntryRequestRefused."""
    request = _lock_open(request)
    if not words.strip():
        raise EntryRequestRefused(_("Write what the person said, or that they did not come."))
    request.heard_on, request.heard_words = on, words
    request.save(update_fields=["heard_on", "heard_words"])
    record(
        verb="entry_request.heard", subject=request, by=by, at=at, facts={"on": f"{on}"}, chain=_chain(request.entry)
    )
    return request


@transaction.atomic
def conclude_request(*, request: EntryRequest, state: RequestState, by: object, at: dt.datetime) -> EntryRequest:
    """Say what became of a request: a refusal becomes done by an appeal alone.

    Raises EntryRequestRefused when it has ended, or nobody was heard who must be.
    """
    request = _lock(request)
    if not may_move_request(request.state, state):
        raise EntryRequestRefused(_("This request has already come to its end."))
    if state == RequestState.DONE and must_be_heard(request) and request.heard_on is None:
        raise EntryRequestRefused(_("The person is heard first: note the day and what they said."))
    request.state = state
    request.save(update_fields=["state"])
    record(
        verb="entry_request.concluded",
        subject=request,
        by=by,
        at=at,
        facts={"state": state},
        chain=_chain(request.entry),
    )
    return request


def told_in(sealed: str | None) -> dict[str, str]:
    """Return what one side of a request says, in clear."""
    told: dict[str, str] = json.loads(sealed) if sealed else {}
    return told


def told_after(request: EntryRequest) -> dict[str, str]:
    """Return what the entry is to say, in clear."""
    return told_in(request.after)


def must_be_heard(request: EntryRequest) -> bool:
    """Say whether the ground of a request asks that the person be heard first (`reference.Ground.is_heard`)."""
    grounds = list_grounds(request.act, on=legal_day(request.recorded_at))
    return any(ground.is_heard for ground in grounds if ground.code == request.ground)


def _lock(request: EntryRequest) -> EntryRequest:
    return EntryRequest.objects.select_for_update(of=("self",)).select_related("entry").get(pk=request.pk)


def _lock_open(request: EntryRequest) -> EntryRequest:
    request = _lock(request)
    if request.state != RequestState.OPEN:
        raise EntryRequestRefused(_("This request has already come to its end."))
    return request


def _chain(entry: Entry) -> str:
    return f"chamber:{Situation.objects.open_now().get(entry=entry).chamber_code}"
