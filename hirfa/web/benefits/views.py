"""What the card opens: offers in four families, and how often each was used; an unused one is told as such."""

import uuid
from typing import Any

from django import forms
from django.db.models import Count, Sum
from django.db.models.functions import TruncMonth
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from hirfa.accounts.choices import Permission
from hirfa.accounts.permissions import may
from hirfa.benefits.choices import Family
from hirfa.benefits.models import Offer, Partner, Use
from hirfa.benefits.queries import facts_offers, facts_uses
from hirfa.core import formats
from hirfa.web.doors import SignedInRequest, require
from hirfa.web.formats import language, number_text
from hirfa.web.parts import Cell, Chart, Column, Crumb, Provenance, Table, Tile, bars
from hirfa.web.sector.asking import DayForm, answer_of, asked, labels_of, region_labels, wants_file, with_all, within
from hirfa.web.sector.listing import Listing, file_of, table_of
from hirfa.web.sector.wording import count_cell, day_cell, mark, money_text

STATES = [("open", gettext_lazy("Open")), ("ended", gettext_lazy("Ended")), ("unused", gettext_lazy("Never used"))]


class OfferForm(DayForm):
    family = forms.ChoiceField(label=gettext_lazy("Family"), required=False, choices=with_all(Family.choices))
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False, choices=with_all(STATES))


@require_safe
def benefits(request: SignedInRequest) -> HttpResponseBase:
    require(may(request.user, Permission.SECTOR_VIEW))
    form = OfferForm(request.GET or None)
    when = asked(form)
    found: Any = facts_offers(as_of=when.as_of, known_at=when.known_at).order_by("family", "code")
    if family := answer_of(form, "family"):
        found = found.filter(family=family)
    if state := answer_of(form, "state"):
        found = found.filter(uses_count=0) if state == "unused" else found.filter(is_open=state == "open")
    listing = offers_listing(labels_of(Partner))
    if wants_file(request):
        return file_of(listing, found)
    uses = _uses(request, facts_uses(as_of=when.as_of, known_at=when.known_at))
    return render(
        request,
        "sector/list.html",
        {
            "title": _("What the card opens"),
            "crumbs": [Crumb(_("What the card opens"))],
            "tiles": _family_tiles(uses),
            "how": _(
                "A use is counted when a partner or a counter noted it. The uses above are those of your territory."
            ),
            "table": table_of(request, listing, found, filters=form, fresh=when.fresh),
        },
    )


@require_safe
def offer(request: SignedInRequest, offer_id: uuid.UUID) -> HttpResponseBase:
    require(may(request.user, Permission.SECTOR_VIEW))
    shown = get_object_or_404(Offer.objects.select_related("agreement__partner"), pk=offer_id)
    when = asked(DayForm(request.GET or None))
    uses = _uses(request, facts_uses(as_of=when.as_of, known_at=when.known_at)).filter(offer=shown)
    months = list(
        uses.order_by()
        .annotate(month=TruncMonth("used_on"))
        .values("month")
        .annotate(number=Count("pk"))
        .order_by("-month")[:12]
    )[::-1]
    totals = uses.order_by().aggregate(
        number=Count("pk"), people=Count("holder_id", distinct=True), amount=Sum("amount_centimes")
    )
    return render(
        request,
        "benefits/offer.html",
        {
            "crumbs": [Crumb(_("What the card opens"), reverse("web:benefits")), Crumb(shown.label)],
            "offer": shown,
            "is_open": Offer.objects.open_on(when.as_of).filter(pk=shown.pk).exists(),
            "tiles": _use_tiles(totals),
            "chart": Chart(
                _("Uses by month, the last twelve that have any"),
                _("Month"),
                _("Uses"),
                bars([(formats.month(m["month"], language()), m["number"], number_text(m["number"])) for m in months]),
            ),
            "table": _regions_table(uses),
        },
    )


def _uses(request: SignedInRequest, uses: Any) -> Any:
    return within(uses, Use.objects.visible_to(request.user), user=request.user)


def _family_tiles(uses: Any) -> list[Tile]:
    counted = {
        line["family"]: line
        for line in uses.order_by()
        .values("family")
        .annotate(number=Count("pk"), people=Count("holder_id", distinct=True))
    }
    return [
        Tile(
            family.label,
            number_text(counted[family]["number"]) if family in counted else "",
            provenance=mark() if family in counted else Provenance.NO_DATA,
            note=_("uses, by %(people)s holders") % {"people": number_text(counted[family]["people"])}
            if family in counted
            else "",
        )
        for family in Family
    ]


def _use_tiles(totals: dict[str, Any]) -> list[Tile]:
    amount = totals["amount"]
    return [
        Tile(_("Uses"), number_text(totals["number"]), provenance=mark()),
        Tile(_("Holders who used it"), number_text(totals["people"]), provenance=mark()),
        Tile(
            _("Amounts told"),
            money_text(amount) if amount is not None else "",
            provenance=mark() if amount is not None else Provenance.NO_DATA,
        ),
    ]


def _regions_table(uses: Any) -> Table:
    labels = region_labels()
    counted = (
        uses.order_by().values("region_code").annotate(number=Count("pk"), people=Count("holder_id", distinct=True))
    )
    rows = [
        [Cell(labels.get(line["region_code"], _("Not told"))), count_cell(line["number"]), count_cell(line["people"])]
        for line in counted.order_by("region_code")
    ]
    columns = [Column(_("Region")), Column(_("Uses"), numeric=True), Column(_("Holders who used it"), numeric=True)]
    return Table(_("Uses by region"), columns, rows, empty=_("Nobody used this offer yet."))


def offers_listing(partners: dict[str, str]) -> Listing:
    def row(offer: Any) -> list[Cell]:
        return [
            Cell(offer.label, url=reverse("web:offer", args=[offer.pk])),
            Cell(offer.get_family_display()),
            Cell(partners.get(offer.partner_code, "")),
            day_cell(offer.signed_on),
            Cell(_("Open"), state="valid") if offer.is_open else Cell(_("Ended"), state="neutral"),
            count_cell(offer.uses_count) if offer.uses_count else Cell(_("Never used"), state="warning"),
        ]

    def record(offer: Any) -> list[Any]:
        labels = [offer.label_ar, offer.label_fr]
        period = [offer.signed_on, offer.valid_from, offer.valid_to]
        return [offer.code, *labels, offer.family, offer.partner_code, *period, int(offer.is_open), offer.uses_count]

    columns = [
        *(Column(name) for name in (_("Offer"), _("Family"), _("Partner"), _("Agreement signed on"), _("State"))),
        Column(_("Uses"), numeric=True),
    ]
    headings = [
        *("code", "label_ar", "label_fr", "family", "partner", "signed_on", "valid_from", "valid_to", "open", "uses"),
    ]
    return Listing("offers", _("Offers"), columns, row, headings, record)
