"""Certificates: which units obtained which label, under which programme, and how many are women's."""

import uuid
from typing import Any

from django import forms
from django.db.models import Count, Q
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from hirfa.accounts.choices import Permission
from hirfa.accounts.permissions import may
from hirfa.certification.models import Certificate, CertificationFile, Scheme, SupportProgramme
from hirfa.certification.queries import facts_certificates
from hirfa.web.doors import SignedInRequest, require
from hirfa.web.formats import number_text
from hirfa.web.parts import Cell, Column, Crumb, Happening, Tile
from hirfa.web.sector.asking import (
    RegionForm,
    answer_of,
    asked,
    choose,
    labels_of,
    region_labels,
    wants_file,
    with_all,
    within,
)
from hirfa.web.sector.listing import Listing, file_of, table_of
from hirfa.web.sector.wording import code_cell, day_cell, holder_cell, mark

STATES = [("in_force", gettext_lazy("In force")), ("ended", gettext_lazy("Ended or withdrawn"))]


class CertificateForm(RegionForm):
    scheme = forms.ChoiceField(label=gettext_lazy("Scheme"), required=False)
    programme = forms.ChoiceField(label=gettext_lazy("Support programme"), required=False)
    unit = forms.ChoiceField(
        label=gettext_lazy("Unit"), required=False, choices=with_all([("women", gettext_lazy("Women's units"))])
    )
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False, choices=with_all(STATES))


@require_safe
def certificates(request: SignedInRequest) -> HttpResponseBase:
    require(may(request.user, Permission.SECTOR_VIEW))
    regions, schemes = region_labels(), labels_of(Scheme)
    form = CertificateForm(request.GET or None, regions=regions)
    choose(form, "scheme", list(schemes.items()))
    choose(form, "programme", list(labels_of(SupportProgramme).items()))
    when = asked(form)
    found = within(
        facts_certificates(as_of=when.as_of, known_at=when.known_at),
        CertificationFile.objects.visible_to(request.user),
        user=request.user,
        path="file",
    )
    found = _narrowed(found, form).select_related("file__holder__unit", "level").order_by("-granted_on", "number")
    listing = certificates_listing(regions, schemes)
    if wants_file(request):
        return file_of(listing, found)
    counted = found.order_by().aggregate(
        certificates=Count("pk"),
        units=Count("holder_id", distinct=True),
        women=Count("holder_id", distinct=True, filter=Q(is_women_unit=True)),
        holding=Count("pk", filter=Q(in_force=True)),  # under a name of its own: a column's own name would hide it
    )
    return render(
        request,
        "sector/list.html",
        {
            "title": _("Certification"),
            "crumbs": [Crumb(_("Certification"))],
            "tiles": [
                Tile(_("Certificates granted"), number_text(counted["certificates"]), provenance=mark()),
                Tile(_("Units certified"), number_text(counted["units"]), provenance=mark()),
                Tile(_("Women's units among them"), number_text(counted["women"]), provenance=mark()),
                Tile(_("Certificates in force"), number_text(counted["holding"]), provenance=mark()),
            ],
            "how": _(
                "A women's unit, on the day of granting: a cooperative whose members are all women, a craftswoman, "
                "or an enterprise supervised by a registered craftswoman."
            ),
            "table": table_of(request, listing, found, filters=form, fresh=when.fresh, total=counted["certificates"]),
        },
    )


@require_safe
def certificate(request: SignedInRequest, certificate_id: uuid.UUID) -> HttpResponseBase:
    require(may(request.user, Permission.SECTOR_VIEW))
    shown = get_object_or_404(
        Certificate.objects.filter(file__in=CertificationFile.objects.visible_to(request.user)).select_related(
            "file__holder__unit", "file__scheme", "file__programme", "level"
        ),
        pk=certificate_id,
    )
    when = asked(RegionForm(None, regions={}))
    timeline = [
        Happening(shown.file.applied_on, _("Application received"), detail=shown.file.number),
        Happening(shown.granted_on, _("Certificate granted"), detail=shown.number),
    ]
    for held in shown.suspensions.order_by("pk"):
        timeline.append(Happening(held.on, _("Certificate suspended"), detail=held.get_reason_display()))
        if held.lifted_on:
            timeline.append(Happening(held.lifted_on, _("Suspension of the certificate lifted")))
    if shown.withdrawn_on:
        timeline.append(Happening(shown.withdrawn_on, _("Certificate withdrawn")))
    elif shown.expires_on < when.as_of:
        timeline.append(Happening(shown.expires_on, _("Certificate ended")))
    return render(
        request,
        "certification/certificate.html",
        {
            "crumbs": [Crumb(_("Certification"), reverse("web:certificates")), Crumb(shown.number)],
            "certificate": shown,
            "holder": holder_cell(shown.file.holder),
            "in_force": Certificate.objects.in_force_on(when.as_of).filter(pk=shown.pk).exists(),
            "timeline": timeline[::-1],
        },
    )


def certificates_listing(regions: dict[str, str], schemes: dict[str, str]) -> Listing:
    def row(certificate: Any) -> list[Cell]:
        return [
            code_cell(certificate.number, url=reverse("web:certificate", args=[certificate.pk])),
            holder_cell(certificate.file.holder),
            Cell(schemes.get(certificate.scheme_code, "")),
            Cell(certificate.level.label if certificate.level else ""),
            Cell(regions.get(certificate.region_code, "")),
            day_cell(certificate.granted_on),
            day_cell(certificate.expires_on),
            Cell(_("In force"), state="valid") if certificate.in_force else Cell(_("Ended"), state="neutral"),
        ]

    def record(certificate: Any) -> list[Any]:
        return [
            certificate.number,
            certificate.file.holder.nia,
            certificate.scheme_code,
            certificate.level_rank,
            certificate.programme_code,
            certificate.region_code,
            certificate.province_code,
            certificate.trade_code,
            certificate.applied_on,
            certificate.granted_on,
            certificate.expires_on,
            certificate.withdrawn_on,
            int(certificate.in_force),
            int(certificate.is_women_unit),
        ]

    columns = [
        *(_("Certificate"), _("Unit"), _("Scheme"), _("Level"), _("Region"), _("Granted on"), _("Until"), _("State")),
    ]
    headings = [
        *("number", "nia", "scheme", "level", "programme", "region", "province", "trade"),
        *("applied_on", "granted_on", "expires_on", "withdrawn_on", "in_force", "women_unit"),
    ]
    return Listing("certificates", _("Certificates"), [Column(name) for name in columns], row, headings, record)


def _narrowed(found: Any, form: CertificateForm) -> Any:
    wanted = {"region_code": "region", "scheme_code": "scheme", "programme_code": "programme"}
    for column, name in wanted.items():
        if answer := answer_of(form, name):
            found = found.filter(**{column: answer})
    if answer_of(form, "unit"):
        found = found.filter(is_women_unit=True)
    if state := answer_of(form, "state"):
        found = found.filter(in_force=state == "in_force")
    return found
