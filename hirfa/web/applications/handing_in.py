"""What the chamber asked for is handed in, one piece after the other: the same at every door."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from hirfa.core import throttle
from hirfa.core.dates import legal_day
from hirfa.core.errors import Refusal
from hirfa.processes.applying import answer_request, list_pieces_to_come

from .door import Door
from .following import follow
from .forms import PieceForm
from .keeping import UPLOADS_AN_HOUR
from .uploads import keep_piece


def answer_pieces(request: HttpRequest, door: Door) -> HttpResponse:
    """Show what is asked for, or take in a piece; with the last the case goes on."""
    followed = follow(door.application, on=legal_day(timezone.now()))
    if followed.request is None:
        return redirect(door.address("file"))
    asked = list_pieces_to_come(door.application)
    form, code = PieceForm(), request.POST.get("code", "")
    if request.method == "POST" and code in asked:
        form = PieceForm(request.POST, request.FILES)
        if hand_in(door, code, form):
            messages.success(request, _("%(piece)s: received.") % {"piece": asked[code]})
            return redirect(door.address("pieces" if len(asked) > 1 else "file"))
    page = {
        "followed": followed,
        "asked": asked,
        "form": form,
        "code": code,
        "door": door,
        "back": door.address("file"),
    }
    return render(request, "applications/pieces.html", page, status=422 if form.errors else 200)


def hand_in(door: Door, code: str, form: PieceForm) -> bool:
    """Hand in a piece; False after noting on the form what is wrong with it."""
    application = door.application
    if not form.is_valid() or form.upload is None:
        form.add_error("file", _("Take a picture of this piece, or choose a file."))
        return False
    if not throttle.allows(what="application-piece", who=str(application.pk), limit=UPLOADS_AN_HOUR, seconds=3600):
        form.add_error("file", _("Too many pieces were sent within an hour. Wait a while, then go on."))
        return False
    at = timezone.now()
    try:
        stored, pages = keep_piece(form.upload, door.by, at)
        answer_request(application=application, code=code, file=stored, pages=pages, by=door.by, at=at)
    except Refusal as refusal:
        form.add_error("file", str(refusal))
    return not form.errors
