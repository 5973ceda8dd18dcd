"""What an officer does to a page with the person before them: each address finds, asks once, calls one operation."""

import datetime as dt
import uuid
from collections.abc import Callable

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hirfa.directory.models import Photo, Product, Profile
from hirfa.directory.operations import (
    add_photo,
    add_product,
    agree_to_appear,
    describe_profile,
    remove_photo,
    retire_product,
    withdraw_from_directory,
)
from hirfa.directory.permissions import can_keep_profile
from hirfa.directory.queries import find_profile_of
from hirfa.register.models import Entry
from hirfa.web.doors import SignedInRequest, refusals_shown_on, require

from .forms import AgreeForm, PhotoForm, ProductForm, TextForm, WithdrawForm
from .keeping import find, page_address, page_of, trades


def _page(request: SignedInRequest, entry_id: uuid.UUID) -> tuple[Entry, Profile]:
    """Return an entry of the user's territory and its page. 404 for another, or where there is no page; 403 for who may not."""
    entry = find(request, entry_id)
    require(can_keep_profile(request.user))
    profile = find_profile_of(holder=entry.holder)
    if profile is None:
        raise Http404
    return entry, profile


def _answer(
    request: SignedInRequest,
    entry: Entry,
    name: str,
    form: BaseForm,
    happen: Callable[[dt.datetime], object],
    done: str,
) -> HttpResponse:
    """Let it happen when the form is right; else show the page again with what was typed and what is wrong."""
    now = timezone.now()
    if form.is_valid():
        with refusals_shown_on(form):
            happen(now)
    if form.errors:
        return render(request, "directory/page.html", page_of(entry, now, **{name: form}), status=422)
    messages.success(request, done)
    return redirect(page_address(entry))


@require_POST
def agree(request: SignedInRequest, entry_id: uuid.UUID) -> HttpResponse:
    entry = find(request, entry_id)
    require(can_keep_profile(request.user))
    form = AgreeForm(request.POST, prefix="agree")

    def happen(now: dt.datetime) -> None:
        said = form.cleaned_data
        agree_to_appear(
            holder=entry.holder,
            text=form.text(),
            language=said["language"],
            channel=said["channel"],
            by=request.user,
            at=now,
        )

    done = _("The agreement is recorded: the page is public now. Add products and photos below.")
    return _answer(request, entry, "agree", form, happen, done)


@require_POST
def describe(request: SignedInRequest, entry_id: uuid.UUID) -> HttpResponse:
    entry, profile = _page(request, entry_id)
    form = TextForm(request.POST, prefix="page")

    def happen(now: dt.datetime) -> None:
        describe_profile(profile=profile, text=form.text(), by=request.user, at=now)

    return _answer(request, entry, "describe", form, happen, _("The page says so now."))


@require_POST
def withdraw(request: SignedInRequest, entry_id: uuid.UUID) -> HttpResponse:
    entry, profile = _page(request, entry_id)
    form = WithdrawForm(request.POST, prefix="withdraw")

    def happen(now: dt.datetime) -> None:
        withdraw_from_directory(profile=profile, by=request.user, at=now)

    done = _("The consent is withdrawn: the page is gone, its words and photos are erased.")
    return _answer(request, entry, "withdraw", form, happen, done)


@require_POST
def product(request: SignedInRequest, entry_id: uuid.UUID) -> HttpResponse:
    entry, profile = _page(request, entry_id)
    form = ProductForm(request.POST, prefix="product", trades=trades())

    def happen(now: dt.datetime) -> None:
        add_product(profile=profile, text=form.text(), by=request.user, at=now)

    return _answer(request, entry, "product_form", form, happen, _("The product is on the page."))


@require_POST
def retire(request: SignedInRequest, entry_id: uuid.UUID, product_id: uuid.UUID) -> HttpResponse:
    entry, profile = _page(request, entry_id)
    found = get_object_or_404(Product.objects.select_related("profile"), profile=profile, pk=product_id)
    retire_product(product=found, by=request.user, at=timezone.now())
    messages.success(request, _("The product is off the page, its photos are erased."))
    return redirect(page_address(entry))


@require_POST
def photo(request: SignedInRequest, entry_id: uuid.UUID) -> HttpResponse:
    entry, profile = _page(request, entry_id)
    products = list(Product.objects.filter(profile=profile))
    form = PhotoForm(request.POST, request.FILES, prefix="photo", products=products)

    def happen(now: dt.datetime) -> None:
        shown = next((each for each in products if str(each.pk) == form.cleaned_data["product"]), None)
        content = form.cleaned_data["file"].read()
        add_photo(profile=profile, content=content, product=shown, by=request.user, at=now)

    return _answer(request, entry, "photo_form", form, happen, _("The photo is on the page."))


@require_POST
def remove(request: SignedInRequest, entry_id: uuid.UUID, photo_id: uuid.UUID) -> HttpResponse:
    entry, profile = _page(request, entry_id)
    found = get_object_or_404(Photo.objects.select_related("profile"), profile=profile, pk=photo_id)
    remove_photo(photo=found, by=request.user, at=timezone.now())
    messages.success(request, _("The photo is off the page and erased."))
    return redirect(page_address(entry))
