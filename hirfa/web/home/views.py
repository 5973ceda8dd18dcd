"""The public front page, and the address without a language."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe


@login_not_required
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Lead to the Arabic home page: Arabic comes first, the other languages stand at the head of every page."""
    return HttpResponseRedirect("/ar/")


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "home/home.html", {})
