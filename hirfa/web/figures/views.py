"""Stored figures, open to all; the records behind them for those who may walk back to them."""

import uuid

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hirfa.accounts.choices import Permission
from hirfa.accounts.models import User
from hirfa.accounts.permissions import may
from hirfa.claims.statement import load_shipped
from hirfa.core.dates import end_of_day, legal_day
from hirfa.indicators.choices import Grain
from hirfa.indicators.compiler import list_records
from hirfa.indicators.definitions import Definition
from hirfa.indicators.models import Figure, FigureRun
from hirfa.indicators.queries import (
    count_records_in,
    find_figure,
    find_run,
    is_fresh,
    list_figures,
    list_public_cells,
    list_revisions,
)
from hirfa.jobs.tasks import start_job
from hirfa.reference.models import Region, Trade
from hirfa.reference.queries import regions_of
from hirfa.register.permissions import can_open_person
from hirfa.web.doors import SignedInRequest, require
from hirfa.web.formats import language
from hirfa.web.parts import Crumb

from . import showing

PAGE = 50
MOST_REVISIONS = 20


@login_not_required
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    run = find_run()
    page = {
        "crumbs": [Crumb(_("Figures"))],
        "run": run,
        "fresh": run is None or is_fresh(run),
        "tables": list(showing.theme_tables(list_figures(run))) if run else [],
        "may_compute": may(request.user, Permission.FIGURE_DRILL),
    }
    return render(request, "figures/figures.html", page)


@login_not_required
@require_safe
def figure(request: HttpRequest, key: str) -> HttpResponse:
    run, found, definition = _stored(key)
    regions = list_public_cells(found, Grain.REGION) if Grain.REGION in definition.grains else []
    trades = list_public_cells(found, Grain.TRADE) if Grain.TRADE in definition.grains else []
    label = definition.label_in(language())
    revisions = list(list_revisions(found)[:MOST_REVISIONS])
    records_url = reverse("web:figure_records", kwargs={"key": key}) if _may_drill(request, definition) else ""
    page = {
        "crumbs": [Crumb(_("Figures"), reverse("web:figures")), Crumb(label)],
        "figure": found,
        "label": label,
        "definition": definition.definition_in(language()),
        "value": showing.figure_value(found),
        "marks": showing.marks_of(found),
        "facts": showing.facts_of(found, run),
        "parts": showing.parts_table(found),
        "map": showing.cells_map(found, regions, f"{label}, {showing.figure_period(found)}") if regions else None,
        "regions": showing.cells_table(
            found,
            regions,
            Grain.REGION,
            showing.labels_of(Region),
            # only for those of the nation: whoever sees one region has nothing to choose
            records_url=records_url if _areas_seen(request) is None and definition.facts_source.region else "",
        )
        if regions
        else None,
        "trades": showing.cells_table(found, trades, Grain.TRADE, showing.labels_of(Trade)) if trades else None,
        "hidden": any(cell.hidden for cell in (*regions, *trades)),
        "revisions": showing.revisions_table(revisions) if len(revisions) > 1 else None,
        "claims": [claim for claim in load_shipped(as_of=run.as_of).claims if claim.figure_key == key],
        "records_url": records_url,
    }
    return render(request, "figures/figure.html", page)


@require_safe
def records(request: SignedInRequest, key: str) -> HttpResponse:
    """List the records behind a figure without names, fifty at a time, in the territory of the person who looks."""
    require(may(request.user, Permission.FIGURE_DRILL))
    _run, found, definition = _stored(key)
    if definition.measure.is_derived:
        raise Http404
    today, areas = legal_day(timezone.now()), _areas(request.user)
    region = request.GET.get("region", "")
    if region:
        if not definition.facts_source.region or (areas is not None and region not in areas):
            raise Http404
        areas = [region]
    try:
        rows = list_records(
            definition,
            found.period,
            as_of=found.as_of,
            known_at=None if found.known_on >= today else end_of_day(found.known_on),
            after=request.GET.get("after", ""),
            limit=PAGE + 1,
            areas=areas,
        )
    except ValueError as error:
        raise Http404 from error
    shown = rows[:PAGE]
    label = definition.label_in(language())
    source = definition.facts_source
    total = found.record_count if areas is None or not source.region else count_records_in(found, areas)
    page = {
        "crumbs": [
            Crumb(_("Figures"), reverse("web:figures")),
            Crumb(label, showing.figure_address(key)),
            Crumb(_("Records")),
        ],
        "label": label,
        "value": showing.figure_value(found),
        "figure": found,
        "source": source.label[language()],
        "table": showing.records_table(
            source.listing_in(language()), shown, total, links=_links(request.user, definition, shown)
        ),
        "next": shown[-1]["record_id"] if len(rows) > PAGE else "",
        "region": region,
        "region_label": showing.labels_of(Region).get(region, "") if region else "",
        "whole": request.user.scope == "nation",
    }
    return render(request, "figures/records.html", page)


@require_POST
def compute(request: SignedInRequest) -> HttpResponse:
    """Ask the worker to count every figure anew, as known today."""
    require(may(request.user, Permission.FIGURE_DRILL))
    run = find_run()
    if run is None:
        raise Http404
    as_of = {"as_of": run.as_of.isoformat()}
    start_job(kind="compute_figures", parameters=as_of, by=request.user, at=timezone.now())
    return redirect("web:figures")


def _stored(key: str) -> tuple[FigureRun, Figure, Definition]:
    run = find_run()
    found = find_figure(run, key) if run else None
    if run is None or found is None or found.definition is None:
        raise Http404
    return run, found, found.definition


def _may_drill(request: HttpRequest, definition: Definition) -> bool:
    return not definition.measure.is_derived and may(request.user, Permission.FIGURE_DRILL)


def _areas(user: User) -> list[str] | None:
    regions = regions_of(user)
    return None if regions is None else list(regions)


def _areas_seen(request: HttpRequest) -> list[str] | None:
    """The regions of whoever looks; those of nobody for a person without an account."""
    return _areas(request.user) if isinstance(request.user, User) else []


def _links(user: User, definition: Definition, rows: list[dict[str, str]]) -> dict[str, str]:
    """Return the addresses of fairs, and of people's files for those who may open them in this chamber: it is recorded there."""
    if definition.source == "fairs" and may(user, Permission.SECTOR_VIEW):
        return {row["record_id"]: reverse("web:fair", args=[uuid.UUID(row["record_id"])]) for row in rows}
    if definition.source != "people" or not can_open_person(user):
        return {}
    return {
        row["record_id"]: reverse("web:register_person", args=[uuid.UUID(row["record_id"])])
        for row in rows
        if user.chamber_code in {None, row["chamber_code"]}
    }
