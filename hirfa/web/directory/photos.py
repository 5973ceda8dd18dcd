"""The photos of the directory: as public as their page, and no longer than it."""

import uuid
from typing import Final

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from hirfa.accounts.models import User
from hirfa.core.dates import legal_day
from hirfa.directory.models import Photo
from hirfa.directory.permissions import can_keep_profile
from hirfa.documents.queries import get_content

SIZES: Final = ("small", "large")
MEDIA_TYPES: Final = {"JPEG": "image/jpeg", "PNG": "image/png"}


@login_not_required
@require_safe
def photo(request: HttpRequest, photo_id: uuid.UUID, size: str) -> HttpResponse:
    """Give a photo while the public sees its page; to those who keep the page also while it is hidden.

    A browser may keep it, but asks each time whether it still may: a photo withdrawn is gone at the next look.
    """
    if size not in SIZES:
        raise Http404
    day = legal_day(timezone.now())
    photos = Photo.objects.select_related(size)
    found = photos.shown_on(day).filter(pk=photo_id).first()
    if found is None:
        user = request.user
        if not isinstance(user, User) or not can_keep_profile(user):
            raise Http404
        found = get_object_or_404(photos.visible_to(user), pk=photo_id)
    file = found.small if size == "small" else found.large
    tag = f'"{file.sha256[:32]}"'
    known = request.headers.get("If-None-Match") == tag
    answer: HttpResponse = HttpResponseNotModified() if known else HttpResponse(get_content(file))
    if not known:
        answer["Content-Type"] = MEDIA_TYPES[file.kind]
    answer["ETag"] = tag
    answer["Cache-Control"] = "no-cache"
    return answer
