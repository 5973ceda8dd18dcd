"""The officer's side: which pages the chamber keeps, and the page of one holder with all that can be done to it."""

import datetime as dt
import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hirfa.core.dates import legal_day
from hirfa.directory.models import Photo, Product, Profile
from hirfa.directory.permissions import can_keep_profile
from hirfa.directory.queries import find_profile_of, is_shown
from hirfa.directory.records import ProfileText
from hirfa.reference.models import Trade
from hirfa.register.choices import EntryKind, ReadPurpose, StandingState
from hirfa.register.models import Entry, Situation
from hirfa.register.operations import open_person_file
from hirfa.register.queries import find_entry_by_nia
from hirfa.web.doors import SignedInRequest, paginate, require
from hirfa.web.formats import day_text
from hirfa.web.parts import Cell, Column, Crumb, Table
from hirfa.web.register.showing import file_address

from . import showing
from .forms import AgreeForm, NumberForm, PhotoForm, ProductForm, TextForm, WithdrawForm


@require_http_methods(["GET", "POST"])
def pages(request: SignedInRequest) -> HttpResponse:
    """List the pages of the user's territory; a craft number opens that of a person or a unit, there already or not."""
    require(can_keep_profile(request.user))
    form = NumberForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        entry = find_entry_by_nia(form.cleaned_data["nia"], user=request.user)
        if entry is not None:
            return redirect(page_address(entry))
        form.add_error("nia", _("No entry of your territory has this number."))
    page = {"form": form, "table": pages_table(request), "crumbs": [Crumb(_("Directory"), directory()), pages_crumb()]}
    return render(request, "directory/pages.html", page, status=422 if form.errors else 200)


def pages_table(request: SignedInRequest) -> Table:
    kept = Profile.objects.visible_to(request.user).select_related("holder__entry", "consent")
    page = paginate(request, kept.order_by("sort_ar", "pk"))
    shown = set(
        Profile.objects.shown_on(legal_day(timezone.now()))
        .filter(pk__in=[each.pk for each in page.object_list])
        .values_list("pk", flat=True)
    )
    rows = [
        [
            Cell(
                each.name_ar or each.name_latin,
                url=page_address(each.holder.entry),
                second=each.name_latin if each.name_ar else "",
            ),
            Cell(each.holder.entry.get_kind_display()),
            Cell(each.holder.nia, ltr=True),
            Cell(day_text(legal_day(each.consent.given_at))),
            state_cell(each.pk in shown),
        ]
        for each in page.object_list
    ]
    columns = [_("Name shown"), _("Kind"), _("Craft number (NIA)"), _("Agreed on"), _("State")]
    return Table(
        caption=_("Pages kept in your territory"),
        columns=[Column(label) for label in columns],
        rows=rows,
        page=page,
        empty=_("Nobody of your territory appears in the directory yet."),
    )


def state_cell(shown: bool) -> Cell:
    return Cell(_("Shown"), state="valid") if shown else Cell(_("Hidden: the entry is not in force"), state="warning")


@require_safe
def page(request: SignedInRequest, entry_id: uuid.UUID) -> HttpResponse:
    entry = find(request, entry_id)
    require(can_keep_profile(request.user))
    now = timezone.now()
    note_reading(request, entry, now)
    return render(request, "directory/page.html", page_of(entry, now))


def find(request: SignedInRequest, entry_id: uuid.UUID) -> Entry:
    """Return an entry of the user's territory, of a person or a unit; 404 for another."""
    entries = Entry.objects.visible_to(request.user).select_related("holder__person", "holder__unit")
    return get_object_or_404(entries, pk=entry_id)


def note_reading(request: SignedInRequest, entry: Entry, now: dt.datetime) -> None:
    """Record that a person's names were read, as at every opening of their file. A unit has no person's file."""
    if entry.kind == EntryKind.ARTISAN:
        open_person_file(person=entry.holder.person, by=request.user, at=now, purpose=ReadPurpose.SERVICE)


def page_address(entry: Entry) -> str:
    return reverse("web:directory_page", kwargs={"entry_id": entry.pk})


def directory() -> str:
    return reverse("web:directory")


def pages_crumb() -> Crumb:
    return Crumb(_("Pages of the chamber"), reverse("web:directory_pages"))


def page_of(entry: Entry, now: dt.datetime, **bound: Any) -> dict[str, Any]:
    """Return what an officer sees of a holder's page. `bound` are forms that came back with what is wrong on them."""
    profile = find_profile_of(holder=entry.holder)
    now_is = Situation.objects.open_now().get(entry=entry)
    told = {
        "entry": entry,
        "profile": profile,
        "in_force": now_is.state == StandingState.IN_FORCE,
        "bad": next(iter(bound.values()), None),
        "file_url": file_address(entry.pk, ReadPurpose.SERVICE) if entry.kind == EntryKind.ARTISAN else "",
        "crumbs": [Crumb(_("Directory"), directory()), pages_crumb(), Crumb(entry.holder.nia or "")],
    }
    if profile is None:
        return {
            **told,
            "wordings": showing.wordings(),
            "agree": AgreeForm(prefix="agree", initial=names_of(entry)),
            **bound,
        }
    products = list(Product.objects.filter(profile=profile).select_related("trade").prefetch_related("photos"))
    photos = Photo.objects.filter(profile=profile, product__isnull=True)
    name = profile.name_ar or profile.name_latin
    return {
        **told,
        "shown": is_shown(profile=profile, on=legal_day(now)),
        "consented": showing.consented(profile),
        "products": [showing.product_of(product, product.photos.all()) for product in products],
        "photos": [showing.picture_of(photo, name) for photo in photos],
        "describe": TextForm(prefix="page", initial=text_of(profile)._asdict()),
        "product_form": ProductForm(prefix="product", trades=trades(), initial={"trade": now_is.trade_code}),
        "photo_form": PhotoForm(prefix="photo", products=products),
        "withdraw": WithdrawForm(prefix="withdraw"),
        **bound,
    }


def trades() -> list[Trade]:
    return list(Trade.objects.order_by("code"))


def text_of(profile: Profile) -> ProfileText:
    return ProfileText(**{name: getattr(profile, name) for name in ProfileText._fields})


def names_of(entry: Entry) -> dict[str, str]:
    """Return the names of the register, to begin with: the holder may choose others."""
    holder = entry.holder
    if entry.kind == EntryKind.ARTISAN:
        person = holder.person
        arabic = f"{person.given_name_ar} {person.family_name_ar}"
        latin = f"{person.given_name_latin} {person.family_name_latin}"
    else:
        arabic, latin = holder.unit.name_ar, holder.unit.name_latin
    return {"name_ar": arabic.strip()[:80], "name_latin": latin.strip()[:80], "place_shown": "PROVINCE"}
