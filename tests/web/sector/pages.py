"""The pages of the sector: lists, and details with what they are about."""

from django.urls import reverse

LISTS = [
    *(
        "fairs",
        "fair_calendar",
        "fair_contracts",
        "cooperatives",
        "women_spaces",
        "certificates",
        "training",
        "courses",
        "benefits",
    ),
    *("coverage", "exports", "declarations"),
]
FILES = [name for name in LISTS if name not in {"coverage", "exports", "fair_calendar"}]
DETAILS = {
    "fair": "fair",
    "cooperative": "cooperative",
    "women_space": "space",
    "certificate": "certificate",
    "apprenticeship": "apprenticeship",
    "course": "course",
    "offer": "offer",
    "declaration": "declaration",
}
# An offer holds for the whole country: it is no secret of a territory.
OF_A_TERRITORY = [name for name in DETAILS if name != "offer"]


def page(name: str, country: object | None = None) -> str:
    """The address of a page, of the thing in `country` that it is about."""
    args = [getattr(country, DETAILS[name]).pk] if name in DETAILS else []
    return reverse(f"web:{name}", args=args)
