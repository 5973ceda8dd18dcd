"""Women's spaces (Dar Sanaa): where they are, at what trades, and whom they serve."""

import uuid
from typing import Any

from django.db.models import Count
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hirfa.accounts.choices import Permission
from hirfa.accounts.permissions import may
from hirfa.cooperatives.choices import BeneficiaryKind
from hirfa.cooperatives.models import WomenSpace
from hirfa.cooperatives.permissions import can_appoint_managers
from hirfa.cooperatives.queries import count_beneficiaries, facts_beneficiaries, facts_spaces
from hirfa.reference.models import Province, Trade
from hirfa.web.doors import SignedInRequest, require
from hirfa.web.formats import number_text
from hirfa.web.parts import Cell, Column, Crumb, Table, Tile
from hirfa.web.regions import legend_for, region_map
from hirfa.web.sector.asking import RegionForm, answer_of, asked, labels_of, region_labels, wants_file, within
from hirfa.web.sector.listing import file_of, table_of
from hirfa.web.sector.wording import count_cell, mark

from .parts import spaces_listing


@require_safe
def spaces(request: SignedInRequest) -> HttpResponseBase:
    require(may(request.user, Permission.SECTOR_VIEW))
    regions = region_labels()
    form = RegionForm(request.GET or None, regions=regions)
    when = asked(form)
    territory = WomenSpace.objects.visible_to(request.user)
    found = within(facts_spaces(as_of=when.as_of, known_at=when.known_at), territory, user=request.user)
    served = within(
        facts_beneficiaries(as_of=when.as_of, known_at=when.known_at), territory, user=request.user, path="space"
    )
    by_region = {line["region_code"]: line["number"] for line in _by_region(found)}
    if region := answer_of(form, "region"):
        found, served = found.filter(region_code=region), served.filter(region_code=region)
    listing = spaces_listing(regions, labels_of(Province))
    if wants_file(request):
        return file_of(listing, found)
    table = table_of(request, listing, found, filters=form, fresh=when.fresh)
    counts = count_beneficiaries(served)
    return render(
        request,
        "cooperatives/spaces.html",
        {
            "crumbs": [Crumb(_("Cooperatives"), reverse("web:cooperatives")), Crumb(_("Women's spaces"))],
            "tiles": [
                Tile(_("Women's spaces"), number_text(table.how_many), provenance=mark()),
                *_served_tiles(counts),
            ],
            "map": region_map(
                title=_("Women's spaces by region"),
                measure=_("Women's spaces"),
                values=by_region,
                texts={code: number_text(value) for code, value in by_region.items()},
                no_data=_("No data"),
                legend=legend_for(max(by_region.values(), default=0), number_text),
            ),
            "table": table,
        },
    )


@require_safe
def space(request: SignedInRequest, space_id: uuid.UUID) -> HttpResponseBase:
    require(may(request.user, Permission.SECTOR_VIEW))
    shown = get_object_or_404(
        WomenSpace.objects.visible_to(request.user).select_related("province__region", "commune", "cooperative__unit"),
        pk=space_id,
    )
    form = RegionForm(request.GET or None, regions={})
    when = asked(form)
    served = facts_beneficiaries(as_of=when.as_of, known_at=when.known_at).filter(space=shown)
    return render(
        request,
        "cooperatives/space.html",
        {
            "crumbs": [
                Crumb(_("Cooperatives"), reverse("web:cooperatives")),
                Crumb(_("Women's spaces"), reverse("web:women_spaces")),
                Crumb(shown.name),
            ],
            "space": shown,
            "may_appoint": can_appoint_managers(request.user),
            "trades": [line.trade.label for line in shown.trades.select_related("trade").order_by("trade")],
            "tiles": _served_tiles(count_beneficiaries(served)),
            "by_trade": _by_trade(served),
        },
    )


def _served_tiles(counts: dict[str, int]) -> list[Tile]:
    people = Tile(
        _("People served"),
        number_text(counts["people"]),
        provenance=mark(),
        note=_("Each once, whatever her kinds and spaces."),
    )
    return [
        people,
        *(Tile(_plural(kind), number_text(counts[kind.value]), provenance=mark()) for kind in BeneficiaryKind),
    ]


def _plural(kind: BeneficiaryKind) -> str:
    names = {
        BeneficiaryKind.MEMBER: _("Members"),
        BeneficiaryKind.TRAINEE: _("Trainees"),
        BeneficiaryKind.USER: _("Users of the space"),
    }
    return names[kind]


def _by_region(found: Any) -> Any:
    return found.order_by().values("region_code").annotate(number=Count("pk"))


def _by_trade(served: Any) -> Table:
    labels = labels_of(Trade)
    counted = served.order_by().values("trade_code").annotate(number=Count("person_id", distinct=True))
    rows = [
        [Cell(labels.get(line["trade_code"], _("Not told"))), count_cell(line["number"])]
        for line in counted.order_by("-number", "trade_code")
    ]
    columns = [Column(_("Trade")), Column(_("People served"), numeric=True)]
    return Table(_("People served by trade"), columns, rows, empty=_("Nobody is recorded as served by this space."))
