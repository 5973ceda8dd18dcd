"""Fields of forms as the pages show them: Bootstrap's classes, no colon after a label, large targets."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.utils.dates import MONTHS
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hirfa.names import western_digits

_PARTS: Final = ("year", "month", "day")


class PageForm(forms.Form):
    """A form of a page. No model forms here: a form carries what was typed to an operation, and writes nothing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            dress(field.widget)


def dress(widget: forms.Widget) -> None:
    """Give a widget the class that the style sheet knows."""
    if isinstance(widget, forms.RadioSelect | forms.CheckboxInput | forms.CheckboxSelectMultiple):
        return
    name = "form-select" if isinstance(widget, forms.Select) else "form-control"
    widget.attrs["class"] = f"{widget.attrs.get('class', '')} {name}".strip()


class DayWidget(forms.TextInput):
    """A day in three boxes, for those who would have to turn a calendar back by fifty years.

    Its value is one ISO text, whole or not: `1980-05-17`, `1980--`. So a form that keeps what is wrong keeps it too.
    """

    use_fieldset = True
    is_day = True

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> str | None:
        if self.value_omitted_from_data(data, files, name):
            return None
        year, month, day = (
            western_digits(str(data.get(f"{name}_{part}", ""))).replace("-", "").strip() for part in _PARTS
        )
        if not (year or month or day):
            return ""
        return "-".join((year, month.zfill(2) if month else "", day.zfill(2) if day else ""))

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return not any(f"{name}_{part}" in data for part in _PARTS)


def day_parts(typed: str) -> tuple[str, str, str]:
    """Return year, month and day of the value of a DayWidget, whole or not."""
    year, month, day, *_rest = [*typed.split("-"), "", "", ""]
    return year, month, day


@dataclass(frozen=True, slots=True)
class DayBox:
    """One of the three boxes of a day; the month is chosen by its name."""

    name: str
    id: str
    label: str | Promise
    value: str
    length: int = 2
    months: tuple[tuple[str, str], ...] = ()


def day_boxes(bound: forms.BoundField) -> list[DayBox]:
    """Return the boxes of a field with a DayWidget: day, month, year. The first bears the id that an error links to."""
    year, month, day = day_parts(str(bound.value() or ""))
    months = tuple((f"{number:02d}", str(name)) for number, name in MONTHS.items())
    name, ident = bound.html_name, bound.id_for_label
    return [
        DayBox(f"{name}_day", ident, _("Day"), day),
        DayBox(f"{name}_month", f"{ident}_month", _("Month"), month, months=months),
        DayBox(f"{name}_year", f"{ident}_year", _("Year"), year, 4),
    ]
