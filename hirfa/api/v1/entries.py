"""Entries of the register, for whoever bears a session: numbers, trades, chambers, standings. Never a name."""

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Annotated

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from ninja import Field, Query, Router, Schema

from hirfa.accounts.choices import Permission
from hirfa.api.doors import Answer, Session, signed_in
from hirfa.api.problems import Problem
from hirfa.reference.models import Chamber, Trade
from hirfa.register.choices import EntryKind, StandingState
from hirfa.register.models import Situation
from hirfa.register.searching import nia_typed

from .shapes import Coded, coded

router = Router(tags=["entries"], auth=Session())


class EntryRead(Schema):
    """An entry as it stands: days are legal days in Morocco."""

    nia: str = Field(description="Craft number, given for life")
    kind: EntryKind
    title: str = Field(description="ARTISAN, MAALEM, or empty for a unit")
    standing: StandingState
    situation_since: dt.date = Field(description="The day from which all of this has held together")
    trade: Coded
    chamber: Coded
    province: str
    region: str


class EntryAnswer(Answer):
    entry: EntryRead


class EntryList(Answer):
    """A page of entries. `next` is the address of the following page, null on the last."""

    entries: list[EntryRead]
    next: str | None


class EntryFilter(Schema):
    """What to narrow the list by; `after` is given by the address in `next`."""

    trade: Annotated[str | None, Field(max_length=16, pattern=r"^[A-Za-z0-9._-]+$")] = None
    standing: StandingState | None = None
    kind: EntryKind | None = None
    after: uuid.UUID | None = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50


@router.get("/entries", response={200: EntryList, 401: Problem, 403: Problem, 422: Problem})
def list_entries(request: HttpRequest, narrow: Query[EntryFilter]) -> EntryList:
    """List the entries of one's territory, page by page, in an order that does not change."""
    user = signed_in(request, Permission.ENTRY_VIEW)
    found = Situation.objects.open_now().visible_to(user).order_by("entry_id")
    wanted = {"trade_code": narrow.trade, "state": narrow.standing, "kind": narrow.kind, "entry_id__gt": narrow.after}
    found = found.filter(**{field: value for field, value in wanted.items() if value is not None})

    rows = list(found[: narrow.limit + 1])
    page = rows[: narrow.limit]
    following = None
    if len(rows) > narrow.limit:
        asked = narrow.model_dump(mode="json", exclude_none=True) | {"after": str(page[-1].entry_id)}
        following = f"{reverse('api:list_entries')}?{urlencode(asked)}"
    return EntryList(entries=_read(page), next=following)


@router.get("/entries/{nia}", response={200: EntryAnswer, 401: Problem, 403: Problem, 404: Problem})
def get_entry(request: HttpRequest, nia: str) -> EntryAnswer:
    """Show the entry of a craft number, typed with spaces or not, in western or Arabic digits.

    One of another territory does not exist here: 404, as for a wrong number.
    """
    user = signed_in(request, Permission.ENTRY_VIEW)
    visible = Situation.objects.open_now().visible_to(user)
    number = nia_typed(nia)
    found = visible.filter(entry__holder__nia=number).first() if number else None
    if found is None:
        raise Http404
    return EntryAnswer(entry=_read([found])[0])


def _read(rows: Iterable[Situation]) -> list[EntryRead]:
    rows = list(rows)
    chambers = Chamber.objects.in_bulk({row.chamber_code for row in rows})
    trades = Trade.objects.in_bulk({row.trade_code for row in rows})
    return [
        EntryRead(
            nia=row.nia,
            kind=EntryKind(row.kind),
            title=row.title,
            standing=StandingState(row.state),
            situation_since=row.valid_from,
            trade=coded(row.trade_code, trades.get(row.trade_code)),
            chamber=coded(row.chamber_code, chambers.get(row.chamber_code)),
            province=row.province_code,
            region=row.region_code,
        )
        for row in rows
    ]
