"""The sector's front page: the way to fairs, cooperatives, training, certification, benefits, cover and exports."""

from typing import Final

from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from hirfa.accounts.choices import Permission
from hirfa.accounts.permissions import may
from hirfa.web.doors import SignedInRequest, require
from hirfa.web.parts import Crumb

Area = tuple[Promise, str, Promise]

AREAS: Final[list[Area]] = [
    (gettext_lazy("Fairs"), "web:fairs", gettext_lazy("When and where, who showed, who came, what was sold.")),
    (
        gettext_lazy("Calendar of fairs"),
        "web:fair_calendar",
        gettext_lazy("Events, gaps and clashes: where people were and no fair was."),
    ),
    (
        gettext_lazy("Programme contracts"),
        "web:fair_contracts",
        gettext_lazy("Fairs promised by the chambers, and those held."),
    ),
    (
        gettext_lazy("Cooperatives"),
        "web:cooperatives",
        gettext_lazy("Members, presidents, filings; which are women's, in each meaning."),
    ),
    (
        gettext_lazy("Women's spaces"),
        "web:women_spaces",
        gettext_lazy("Dar Sanaa: where they are, at what trades, whom they serve."),
    ),
    (gettext_lazy("Certification"), "web:certificates", gettext_lazy("Labels and marks obtained, by which units.")),
    (gettext_lazy("Apprenticeship"), "web:training", gettext_lazy("Contracts, hosts, centres and outcomes.")),
    (gettext_lazy("Courses"), "web:courses", gettext_lazy("Technical skills, financial education, digital skills.")),
    (
        gettext_lazy("What the card opens"),
        "web:benefits",
        gettext_lazy("Offers in marketing, transport, insurance and finance, and their uses."),
    ),
    (
        gettext_lazy("Social protection"),
        "web:coverage",
        gettext_lazy("From registration to open rights, step by step."),
    ),
    (
        gettext_lazy("Exports"),
        "web:exports",
        gettext_lazy("By month, family, country and city, as known on any day."),
    ),
]


@require_safe
def sector(request: SignedInRequest) -> HttpResponseBase:
    require(may(request.user, Permission.SECTOR_VIEW))
    areas = [{"label": label, "url": reverse(name), "about": about} for label, name, about in AREAS]
    return render(request, "sector/sector.html", {"areas": areas, "crumbs": [Crumb(_("Sector"))]})
