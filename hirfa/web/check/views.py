"""Anyone checks a card or a paper: a picture or the text of its code in, one word out. The text never enters an address or a log."""

import datetime as dt

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from hirfa.cards.queries import CheckResult, check_text
from hirfa.core.errors import Refusal
from hirfa.core.throttle import CARD_CHECK, allows, client_address
from hirfa.credentials import Reason
from hirfa.documents.images import read_qr
from hirfa.web.formats import age_text

from .forms import CheckForm

MAX_CODES = 4


@sensitive_post_parameters("text")
@login_not_required
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return render(request, "check/form.html", {"form": CheckForm()})
    limit: int = settings.HIRFA_CARD_CHECKS_A_MINUTE
    if not allows(what=CARD_CHECK, who=client_address(request), limit=limit, seconds=60):
        return render(request, "check/form.html", {"form": CheckForm(), "too_often": True}, status=429)
    form = CheckForm(request.POST, request.FILES)
    now = timezone.now()
    result = result_of(form, now) if form.is_valid() else None
    if result is None:
        return render(request, "check/form.html", {"form": form}, status=422)
    return answer(request, result, now)


def result_of(form: CheckForm, now: dt.datetime) -> CheckResult | None:
    """Return what was found of the one code sent; None after noting on the form why there is none, or more than one."""
    results = [check_text(text, now) for text in texts_of(form)]
    ours = [result for result in results if result.reason != Reason.MALFORMED] or results[:1]
    if len(ours) > 1:
        form.add_error("file", _("There are several codes in this picture. Photograph one at a time."))
        return None
    return ours[0] if ours else None


def texts_of(form: CheckForm) -> list[str]:
    """Return the text typed, else those of the codes in the file; none after noting on the form why."""
    typed: str = form.cleaned_data["text"]
    if typed:
        return [typed]
    try:
        found = read_qr(form.cleaned_data["file"].read())
    except Refusal as refusal:
        form.add_error("file", str(refusal))
        return []
    if not found:
        form.add_error("file", _("No code was found in this picture. Take it from nearer, straight and in good light."))
    return found[:MAX_CODES]


def answer(request: HttpRequest, result: CheckResult, now: dt.datetime) -> HttpResponse:
    """Show the word; the lists' ages only where they played a part."""
    verdict = result.verdict
    ages = {
        "status_age": None if verdict.status_list_age is None else age_text(verdict.status_list_age),
        "trust_age": None if verdict.trust_list_age is None else age_text(verdict.trust_list_age),
    }
    return render(request, "check/result.html", {"result": result, "checked_at": now, **ages})
