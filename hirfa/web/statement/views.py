"""The statement, row by row: what was said, what the records say, the verdict, how it is counted. Open to all."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hirfa.briefing.content import content_of
from hirfa.briefing.queries import get_report
from hirfa.core.marker import demonstration_scale
from hirfa.indicators.queries import find_run, is_fresh
from hirfa.web.formats import language
from hirfa.web.parts import Crumb, Provenance

TONES = {"agrees": "valid", "agrees_by_rounding": "valid", "differs": "refused", "no_data": "neutral"}


@login_not_required
@require_safe
def statement(request: HttpRequest) -> HttpResponse:
    run = find_run()
    crumbs = [Crumb(_("The statement"))]
    if run is None:
        return render(request, "statement/statement.html", {"crumbs": crumbs, "content": None})
    content = content_of(
        get_report(run), run, language(), demonstration=settings.HIRFA_DEMONSTRATION, scale=demonstration_scale()
    )
    page = {
        "crumbs": crumbs,
        "content": content,
        "run": run,
        "fresh": is_fresh(run),
        "footnotes": {footnote.number: footnote for footnote in content.footnotes},
        "tones": TONES,
        "published": Provenance.PUBLISHED,
        "marks": {mark.value: mark for mark in Provenance},
        "numbers": [item for section in content.sections for item in section.items if item.stated and item.is_main],
    }
    return render(request, "statement/statement.html", page)
