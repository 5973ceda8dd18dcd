"""The lists of cooperatives and women's spaces."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from hirfa.reference.models import Trade
from hirfa.web.parts import Cell, Column
from hirfa.web.sector.asking import labels_of
from hirfa.web.sector.listing import Listing
from hirfa.web.sector.wording import code_cell, count_cell, day_cell

# The things listed carry the columns that the `facts_` questions add, so they are `Any` here.


def cooperatives_listing(regions: dict[str, str]) -> Listing:
    trades = labels_of(Trade)

    def row(cooperative: Any) -> list[Cell]:
        return [
            Cell(str(cooperative.unit), url=reverse("web:cooperative", args=[cooperative.pk])),
            code_cell(cooperative.odco_number),
            Cell(regions.get(cooperative.region_code, "")),
            Cell(trades.get(cooperative.trade_code, "")),
            day_cell(cooperative.founded_on),
            count_cell(cooperative.members_count),
            count_cell(cooperative.women_count),
            _dormant(cooperative.is_dormant),
        ]

    def record(cooperative: Any) -> list[Any]:
        return [
            cooperative.odco_number,
            cooperative.unit.name_ar,
            cooperative.unit.name_latin,
            cooperative.region_code,
            cooperative.province_code,
            cooperative.trade_code,
            cooperative.founded_on,
            cooperative.members_count,
            cooperative.women_count,
            int(cooperative.is_women_all),
            int(cooperative.is_women_majority),
            int(cooperative.is_women_president),
            int(cooperative.operates_in_sector),
            int(cooperative.is_dormant),
        ]

    columns = [
        Column(_("Cooperative")),
        Column(_("Number in the register of cooperatives")),
        Column(_("Region")),
        Column(_("Trade")),
        Column(_("Founded on")),
        Column(_("Members"), numeric=True),
        Column(_("Women"), numeric=True),
        Column(_("Activity")),
    ]
    headings = [
        *("odco_number", "name_ar", "name_latin", "region", "province", "trade", "founded_on", "members", "women"),
        *("women_all", "women_majority", "women_president", "operates_in_sector", "dormant"),
    ]
    return Listing("cooperatives", _("Cooperatives"), columns, row, headings, record)


def spaces_listing(regions: dict[str, str], provinces: dict[str, str]) -> Listing:
    def row(space: Any) -> list[Cell]:
        return [
            Cell(space.name, url=reverse("web:women_space", args=[space.pk])),
            Cell(regions.get(space.region_code, "")),
            Cell(provinces.get(space.province_code, "")),
            Cell(space.get_manager_display()),
            day_cell(space.opened_on),
            count_cell(space.beneficiaries_count),
        ]

    def record(space: Any) -> list[Any]:
        place = [space.region_code, space.province_code]
        return [space.code, space.name_ar, space.name_fr, *place, space.opened_on, space.beneficiaries_count]

    columns = [
        Column(_("Women's space")),
        Column(_("Region")),
        Column(_("Province")),
        Column(_("Run by")),
        Column(_("Opened on")),
        Column(_("People served"), numeric=True),
    ]
    headings = ["code", "name_ar", "name_fr", "region", "province", "opened_on", "people_served"]
    return Listing("women-spaces", _("Women's spaces"), columns, row, headings, record)


def _dormant(is_dormant: bool) -> Cell:
    return Cell(_("Dormant"), state="warning") if is_dormant else Cell(_("Active"), state="valid")
