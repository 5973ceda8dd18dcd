"""What every page knows."""

from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from hirfa.accounts.choices import Permission
from hirfa.accounts.permissions import may
from hirfa.briefing.content import scale_sentence
from hirfa.core.marker import demonstration_scale

Link = dict[str, object]

# (label, address, permission asked for; None is public)
MENU: Final[list[tuple[Promise, str, Permission | None]]] = [
    (_("Home"), "web:home", None),
    (_("Check a card"), "web:check", None),
    (_("Directory"), "web:directory", None),
    (_("Register as an artisan"), "web:apply", None),
    (_("The statement"), "web:statement", None),
    (_("Briefing"), "web:briefing", None),
    (_("Figures"), "web:figures", None),
    (_("Fairs"), "web:fairs", None),
    (_("Cases"), "web:cases", Permission.CASE_VIEW),
    (_("Register"), "web:register_search", Permission.ENTRY_VIEW),
    (_("Applications"), "web:applications", Permission.CASE_RECEIVE),
    (_("My space"), "web:my_space", Permission.MEMBER_APPLY),
    (_("Managers of spaces"), "web:all_space_managers", Permission.SPACE_APPOINT),
    (_("Load a file"), "web:imports", Permission.REGISTER_IMPORT),
    (_("Sector"), "web:sector", Permission.SECTOR_VIEW),
    (_("Personal data"), "web:rights", Permission.DATA_RIGHTS),
]


def menu_for(request: HttpRequest) -> list[Link]:
    """Return the pages that this person may open, the present one marked. An area that is not there is left out."""
    links: list[Link] = []
    for label, name, permission in MENU:
        if permission is not None and not may(request.user, permission):
            continue
        try:
            url = reverse(name)
        except NoReverseMatch:
            continue
        here = request.path == url or (name != "web:home" and request.path.startswith(url))
        links.append({"label": label, "url": url, "here": here})
    return links


def house(request: HttpRequest) -> dict[str, object]:
    """Return whether this installation is a demonstration (pages then say so, and its size), and the menu."""
    return {
        "demonstration": settings.HIRFA_DEMONSTRATION,
        "scale_sentence": SimpleLazyObject(lambda: scale_sentence(demonstration_scale())),
        "menu": SimpleLazyObject(lambda: menu_for(request)),
        "may_search": SimpleLazyObject(lambda: may(request.user, Permission.ENTRY_VIEW)),
        "languages": settings.LANGUAGES,
        "request_number": request.META.get("HIRFA_REQUEST", ""),
    }
