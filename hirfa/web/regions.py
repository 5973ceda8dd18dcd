"""The map of the twelve regions."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from hirfa.reference.files import region_outlines
from hirfa.reference.models import Region

from .formats import number_text
from .parts import SHADES, Map, Shape, Text, shade_of


def region_map(
    *,
    title: Text,
    measure: Text,
    values: dict[str, int],
    texts: dict[str, Text],
    no_data: Text,
    urls: dict[str, str] | None = None,
    legend: list[tuple[int, Text]] | None = None,
) -> Map:
    """Return the map of values by region code. `texts` are the values in words; a region without one says `no_data`."""
    outlines = region_outlines()
    largest = max(values.values(), default=0)
    shapes = [
        Shape(
            code=region.code,
            label=region.label,
            path=outlines["paths"][region.code]["d"],
            label_at=tuple(outlines["paths"][region.code]["label"]),
            value=values.get(region.code),
            text=texts.get(region.code, no_data),
            shade=shade_of(values.get(region.code), largest=largest),
            url=(urls or {}).get(region.code, ""),
        )
        for region in Region.objects.order_by("code")
        if region.code in outlines["paths"]
    ]
    return Map(
        title=title,
        view_box=outlines["viewBox"],
        credit=outlines["credit"],
        shapes=shapes,
        measure=measure,
        legend=legend or [],
    )


def legend_for(largest: int, write: Callable[[int], str] = number_text) -> list[tuple[int, Text]]:
    """Return the upper end of each shade in words: `write` turns a number into text."""
    if largest <= 0:
        return []
    ends = [(shade, -(-largest * shade // SHADES)) for shade in range(1, SHADES + 1)]
    return [(shade, _("up to %(number)s") % {"number": write(end)}) for shade, end in ends]
