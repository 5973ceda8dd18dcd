"""The briefing as it prints, open to all; to take away as PDF, text or JSON. Read from stored figures, never computed here."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hirfa.briefing.choices import MEDIA_TYPES, Format
from hirfa.briefing.content import content_of
from hirfa.briefing.queries import get_report
from hirfa.briefing.writing import write_briefing
from hirfa.core.marker import demonstration_scale
from hirfa.indicators.queries import find_run
from hirfa.web.formats import language
from hirfa.web.parts import Crumb

EXTENSIONS = {Format.PDF: "pdf", Format.JSON: "json", Format.TEXT: "txt"}


@login_not_required
@require_safe
def briefing(request: HttpRequest) -> HttpResponse:
    run = find_run()
    page: dict[str, object] = {"crumbs": [Crumb(_("Briefing"))], "content": None}
    if run is not None:
        page["content"] = content_of(
            get_report(run), run, language(), demonstration=settings.HIRFA_DEMONSTRATION, scale=demonstration_scale()
        )
        page["figure_url"] = reverse("web:figures")
        page["downloads"] = [(form.label, reverse("web:briefing_file", args=[form.value])) for form in EXTENSIONS]
    return render(request, "briefings/briefing.html", page)


@login_not_required
@require_safe
def briefing_file(request: HttpRequest, form: str) -> HttpResponse:
    run = find_run()
    if run is None or form not in {known.value for known in EXTENSIONS}:
        raise Http404
    wanted = Format(form)
    made = write_briefing(
        get_report(run),
        run,
        language=language(),
        form=wanted,
        demonstration=settings.HIRFA_DEMONSTRATION,
        scale=demonstration_scale(),
    )
    response = HttpResponse(made, content_type=MEDIA_TYPES[wanted])
    name = f"hirfa-briefing-{run.as_of}-{language()}.{EXTENSIONS[wanted]}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
