"""The public front page, and the address without a language."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from hirfa.core.dates import legal_day
from hirfa.fairs.choices import FairState
from hirfa.fairs.models import Fair
from hirfa.indicators.queries import find_run

from .headlines import MAPPED, artisans_map, headline_figures, headline_tiles

NEXT_FAIRS = 5


@login_not_required
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Lead to the Arabic home page: Arabic comes first, the other languages stand at the head of every page."""
    return HttpResponseRedirect("/ar/")


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    today = legal_day(timezone.now())
    run = find_run()
    figures = headline_figures(run)
    coming = Fair.objects.filter(ends_on__gte=today, state=FairState.PLANNED).select_related("region")
    page = {
        "tiles": headline_tiles(figures),
        "run": run,
        "map": artisans_map(figures.get(MAPPED)),
        "fairs": coming.order_by("starts_on", "code")[:NEXT_FAIRS],
        "today": today,
    }
    return render(request, "home/home.html", page)
