"""Making situations anew from the dated rows that they come from."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection
from typing import Final

from django.db import models, transaction
from django.utils.translation import gettext as _

from hirfa.audit.operations import record
from hirfa.core.errors import Refusal
from hirfa.reference.models import Province

from ..models import Affiliation, Entry, Practice, Situation, Standing, Title, Workplace
from ..rules import Fact, Span, overlapping, situations

_DATES: Final = ("valid_from", "valid_to", "recorded_at", "retracted_at")
# the name of each fact in a situation, and where it is kept
_SOURCES: Final[tuple[tuple[str, type[models.Model], str], ...]] = (
    ("state", Standing, "state"),
    ("title", Title, "kind"),
    ("chamber_code", Affiliation, "chamber_id"),
    ("province_code", Workplace, "province_id"),
    ("trade_code", Practice, "trade_id"),
)
_KINDS: Final = {name: model._meta.verbose_name for name, model, _column in _SOURCES}


class FactsOverlap(Refusal):
    code = "facts_overlap"


@transaction.atomic
def restate_situations(*, entries: Collection[uuid.UUID], by: object, at: dt.datetime) -> int:
    """Replace the situations of these entries by what their dated rows say, and return how many there are now.

    Whoever writes a dated row calls this in the same transaction. The entries are locked in the order of their ids, so
    that two acts on the same people wait for each other. Raises FactsOverlap when two rows of one kind, both still
    believed, hold on one day: of such an entry nothing could be said.
    """
    locked = Entry.objects.select_for_update(of=("self",)).filter(pk__in=entries).order_by("pk")
    found = {entry.pk: entry for entry in locked.select_related("holder__person")}
    regions = dict(Province.objects.values_list("code", "region_id"))
    told = _facts_of(found)
    for entry, facts in told.items():
        name = overlapping(facts)
        if name is not None:
            raise FactsOverlap(
                _("Entry %(entry)s: two rows of its %(fact)s hold on one day.") % {"entry": entry, "fact": _KINDS[name]}
            )
    rows = [_situation(found[entry], span, regions) for entry, facts in told.items() for span in situations(facts)]
    Situation.objects.filter(entry__in=found).delete()
    Situation.objects.bulk_create(rows)
    record(verb="situations.restated", subject="register.situation", by=by, at=at, facts={"entries": len(found)})
    return len(rows)


def _facts_of(entries: Collection[uuid.UUID]) -> dict[uuid.UUID, list[Fact]]:
    facts: dict[uuid.UUID, list[Fact]] = defaultdict(list)
    for name, model, column in _SOURCES:
        rows = model._default_manager.filter(entry__in=entries)
        if model is Practice:
            rows = rows.filter(is_main=True)
        for entry, value, *dates in rows.values_list("entry_id", column, *_DATES):
            facts[entry].append(Fact(name, value, *dates))
    return facts


def _situation(entry: Entry, span: Span, regions: dict[str, str]) -> Situation:
    values = span.values
    person = getattr(entry.holder, "person", None)
    return Situation(
        entry=entry,
        holder_id=entry.holder_id,
        nia=entry.holder.nia or "",
        kind=entry.kind,
        sex=person.sex if person else "",
        region_code=regions.get(values.get("province_code", ""), ""),
        **{name: values.get(name, "") for name, _model, _column in _SOURCES},
        **{date: getattr(span, date) for date in _DATES},
    )
