"""What the sector's lists are asked for: a day, a moment of knowledge, a region. Sent by GET, so never a CIN or contact."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hirfa.accounts.models import User
from hirfa.core.dates import end_of_day, legal_day
from hirfa.reference.choices import CommuneKind
from hirfa.reference.models import Commune, Labelled, Region
from hirfa.web.fields import PageForm

Choices = list[tuple[str, Any]]

# The first statement that the system answers for counts from 2019.
FIRST_YEAR = 2019
# The first day from which every rule that a list counts by stands among the legal parameters.
FIRST_DAY = dt.date(2015, 1, 1)
LAST_DAY = dt.date(2999, 12, 31)


@dataclass(frozen=True, slots=True)
class Asked:
    """The last day described and what was known when: `known_at` is None for all that is known now."""

    as_of: dt.date
    known_at: dt.datetime | None
    known_on: dt.date | None

    @property
    def fresh(self) -> dt.date:
        """The day on which what the page says was known."""
        return self.known_on or self.as_of


def with_all(choices: Any) -> Choices:
    return [("", _("All")), *choices]


def labels_of(model: type[Labelled]) -> dict[str, str]:
    """Return the labels of a list by code, in one query."""
    return {str(row.pk): row.label for row in model._default_manager.all()}


def city_labels() -> dict[str, str]:
    """Return the labels of the towns by their French name, with which declarations are written."""
    return {town.label_fr: town.label for town in Commune.objects.filter(kind=CommuneKind.URBAN)}


class AskedDayField(forms.DateField):
    """A day that may be left empty. Refused are days without rules, and the calendar's end, after which no day comes."""

    def __init__(self, *, label: Any) -> None:
        super().__init__(
            label=label,
            required=False,
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            validators=[MinValueValidator(FIRST_DAY), MaxValueValidator(LAST_DAY)],
        )


class DayForm(PageForm):
    """The day described and the day of knowledge; both may be left empty."""

    as_of = AskedDayField(label=_("As of"))
    known_on = AskedDayField(label=_("As known on"))


class RegionForm(DayForm):
    """The same, and a region."""

    region = forms.ChoiceField(label=_("Region"), required=False)

    def __init__(self, *args: Any, regions: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "region", list(regions.items()))


def choose(form: forms.Form, name: str, choices: Any) -> None:
    """Give a field its choices, read from a list of the day."""
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        raise TypeError(f"{name} is not a choice")
    field.choices = with_all(choices)


def region_labels() -> dict[str, str]:
    return labels_of(Region)


def answer_of(form: forms.Form, name: str) -> Any:
    """Return what was asked in a field, or nothing when it was left empty or wrong (the form then says so)."""
    form.is_valid()
    return getattr(form, "cleaned_data", {}).get(name) or ""


def asked(form: forms.Form) -> Asked:
    """Return the days that a form asks for: today, and all that is known, by default."""
    known_on = answer_of(form, "known_on") or None
    today = legal_day(timezone.now())
    return Asked(
        as_of=answer_of(form, "as_of") or today,
        known_at=end_of_day(known_on) if known_on else None,
        known_on=known_on,
    )


def within(
    facts: models.QuerySet[Any], territory: models.QuerySet[Any], *, user: User, path: str = "pk"
) -> models.QuerySet[Any]:
    """Keep the facts of the user's territory. The whole country needs no condition."""
    if user.chamber_code or user.region_code:
        return facts.filter(**{f"{path}__in": territory.order_by().values("pk")})
    return facts


def wants_file(request: HttpRequest) -> bool:
    return request.GET.get("format") == "csv"
