"""What templates ask for by name: numbers, days, the other languages of a page, fields of a form."""

import datetime as dt
from typing import Any

from django import template
from django.forms import BoundField
from django.urls import translate_url
from django.utils.safestring import SafeString

from hirfa.web import fields, formats

register = template.Library()


@register.filter
def number(value: Any) -> SafeString | str:
    """A count with its thousands apart; nothing for nothing."""
    return "" if value is None or value == "" else formats.isolated(formats.number_text(value))


@register.filter
def percent(basis_points: int | None) -> SafeString | str:
    """Basis points as a percentage."""
    return "" if basis_points is None else formats.isolated(formats.percent_text(basis_points))


@register.filter
def change(basis_points: int | None) -> SafeString | str:
    """Basis points as a rise or fall, with its sign."""
    return "" if basis_points is None else formats.isolated(formats.percent_text(basis_points, signed=True))


@register.filter
def dirhams(centimes: int | None) -> str:
    """Centimes as dirhams."""
    return "" if centimes is None else formats.dirhams_text(centimes)


@register.filter
def day(value: dt.date | None) -> str:
    """A day in words."""
    return "" if value is None else formats.day_text(value)


@register.filter
def moment(value: dt.datetime | None) -> str:
    """A moment in words, in Casablanca's time."""
    return "" if value is None else formats.moment_text(value)


@register.filter
def isolated(value: object) -> SafeString:
    """A number made of groups (`2026-0000001`) kept whole: after Arabic letters its groups would change places."""
    return formats.isolated(str(value))


@register.filter
def day_boxes(field: BoundField) -> list[fields.DayBox]:
    """The three boxes of a day."""
    return fields.day_boxes(field)


@register.simple_tag(takes_context=True)
def in_language(context: dict[str, Any], code: str) -> str:
    """The address of this page in another language."""
    return translate_url(context["request"].get_full_path(), code)


@register.simple_tag(takes_context=True)
def page_address(context: dict[str, Any], page: int) -> str:
    """The query string of another page of the same list, its filters kept."""
    query = context["request"].GET.copy()
    query["page"] = str(page)
    return f"?{query.urlencode()}"
