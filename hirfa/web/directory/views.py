"""The public directory: a list with search and filters, and the page of each who agreed to appear. No account is asked for."""

import uuid
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from hirfa.core.dates import legal_day
from hirfa.directory.permissions import can_keep_profile
from hirfa.directory.queries import find_shown, gather, list_shown, list_trades_shown
from hirfa.reference.models import Province, Region
from hirfa.web.doors import paginate
from hirfa.web.parts import Crumb

from . import showing
from .forms import DirectoryForm

CARDS = 24
FILTERS = ("text", "trade", "region", "province")


@login_not_required
@cache_control(no_cache=True)  # who withdrew is gone at the next look, not when a cache forgets
@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    day = legal_day(timezone.now())
    form = DirectoryForm(
        request.GET or None,
        trades=list_trades_shown(on=day),
        regions=list(Region.objects.order_by("code")),
        provinces=list(Province.objects.order_by("region_id", "code")),
    )
    asked: dict[str, Any] = {}
    if form.is_bound and form.is_valid():
        asked = {name: form.cleaned_data[name] for name in FILTERS if form.cleaned_data[name]}
    page = paginate(request, list_shown(on=day, **asked), per_page=CARDS)
    shown = gather(page.object_list, on=day)
    labels = showing.labels_of(shown, on=day)
    return render(
        request,
        "directory/directory.html",
        {
            "form": form,
            "page": page,
            "pages": [showing.page_of(each, labels) for each in shown],
            "narrowed": bool(asked),
            "may_keep": can_keep_profile(request.user),
            "today": day,
            "crumbs": [Crumb(_("Directory"))],
        },
        status=422 if form.errors else 200,
    )


@login_not_required
@cache_control(no_cache=True)
@require_safe
def profile(request: HttpRequest, profile_id: uuid.UUID) -> HttpResponse:
    """Show a page. Withdrawn, hidden, of somebody struck off, never there: one and the same 404."""
    day = legal_day(timezone.now())
    shown = find_shown(profile_id=profile_id, on=day)
    if shown is None:
        raise Http404
    page = showing.page_of(shown, showing.labels_of([shown], on=day))
    crumbs = [Crumb(_("Directory"), reverse("web:directory")), Crumb(page.title.text)]
    written_on = legal_day(shown.profile.described_at)
    return render(request, "directory/profile.html", {"page": page, "written_on": written_on, "crumbs": crumbs})
