"""Social protection: the funnel, its steps kept apart, by region."""

from typing import Any

from django.db.models import Count
from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hirfa.accounts.choices import Permission
from hirfa.accounts.permissions import may
from hirfa.cards.models import Card
from hirfa.coverage.choices import CoverState
from hirfa.coverage.queries import count_states, count_unplaced
from hirfa.coverage.rules import STEPS, reached
from hirfa.register.models import Situation, SituationQuerySet
from hirfa.web.doors import SignedInRequest, require
from hirfa.web.formats import number_text
from hirfa.web.parts import Cell, Chart, Column, Crumb, Table, Tile, bars
from hirfa.web.sector.asking import DayForm, asked, region_labels
from hirfa.web.sector.wording import count_cell, mark, percent_cell, share_of


@require_safe
def coverage(request: SignedInRequest) -> HttpResponseBase:
    require(may(request.user, Permission.SECTOR_VIEW))
    form = DayForm(request.GET or None)
    when = asked(form)
    user = request.user
    # the same people above and below the line, those of the stored figures: a share of them is one
    situations = (
        Situation.objects.holding_on(when.as_of, known_at=when.known_at).in_force().of_people().visible_to(user)
    )
    by_region = count_states(situations, as_of=when.as_of, known_at=when.known_at)
    outside: dict[str, int] = {}
    if user.chamber_code is None and user.region_code is None:
        outside = count_unplaced(by_region, as_of=when.as_of, known_at=when.known_at)
    registered = _registered(situations)
    totals = {state.value: sum(line.get(state.value, 0) for line in by_region.values()) for state in CoverState}
    people = sum(registered.values())
    cards = Card.objects.visible_to(user).usable_on(when.as_of, known_at=when.known_at).count()
    return render(
        request,
        "coverage/coverage.html",
        {
            "crumbs": [Crumb(_("Social protection"))],
            "form": form,
            "known_on": when.fresh,
            "tiles": [
                Tile(_("Registered: entries in force"), number_text(people), provenance=mark()),
                Tile(_("Cards in force"), number_text(cards), provenance=mark()),
                Tile(
                    _("Rights open today"),
                    number_text(totals[CoverState.RIGHTS_OPEN]),
                    provenance=mark(),
                    declared=True,
                ),
                Tile(
                    _("Rights suspended today"),
                    number_text(totals[CoverState.SUSPENDED]),
                    provenance=mark(),
                    declared=True,
                ),
            ],
            "chart": _funnel(totals),
            "table": _regions_table(by_region, registered, outside),
        },
    )


def _registered(situations: SituationQuerySet) -> dict[str, int]:
    lines = situations.order_by().values("region_code").annotate(number=Count("pk"))
    return {line["region_code"]: line["number"] for line in lines}


def _funnel(totals: dict[str, int]) -> Chart:
    steps = [(step.label, reached(step, totals)) for step in STEPS]
    return Chart(
        _("Holders who have come to a step at least"),
        _("Step"),
        _("Holders"),
        bars([(label, number, number_text(number)) for label, number in steps]),
    )


def _regions_table(by_region: dict[str, dict[str, int]], registered: dict[str, int], outside: dict[str, int]) -> Table:
    labels = region_labels()
    columns = [
        Column(_("Region")),
        Column(_("Registered"), numeric=True),
        *(Column(state.label, numeric=True) for state in CoverState),
        Column(_("Rights open, of those registered"), numeric=True),
    ]

    def row(label: str, states: dict[str, Any], whole: int) -> list[Cell]:
        return [
            Cell(label),
            count_cell(whole),
            *(count_cell(states.get(state.value, 0)) for state in CoverState),
            percent_cell(share_of(states.get(CoverState.RIGHTS_OPEN, 0), whole)),
        ]

    codes = sorted({*by_region, *registered})
    rows = [row(labels.get(code, _("Not told")), by_region.get(code, {}), registered.get(code, 0)) for code in codes]
    if outside:
        rows.append(row(_("Outside the entries in force"), outside, 0))
    return Table(
        _("Where holders stand on the day, by region"),
        columns,
        rows,
        empty=_("No state of cover is recorded."),
    )
