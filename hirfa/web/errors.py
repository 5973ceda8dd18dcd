"""The page of a fault: own handler, because Django's gives it neither language nor the number of the request."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.csrf import requires_csrf_token


@requires_csrf_token
def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500 without touching the database, which may be what failed."""
    page = render_to_string("500.html", {"request_number": request.META.get("HIRFA_REQUEST", "")})
    return HttpResponse(page, status=500)
