"""What the lists of fairs are filtered by."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hirfa.fairs.choices import FairLevel, FairState
from hirfa.web.fields import PageForm
from hirfa.web.sector.asking import choose, with_all


class FairForm(PageForm):
    year = forms.ChoiceField(label=_("Year"), required=False)
    level = forms.ChoiceField(label=_("Level"), required=False, choices=with_all(FairLevel.choices))
    state = forms.ChoiceField(label=_("State"), required=False, choices=with_all(FairState.choices))
    region = forms.ChoiceField(label=_("Region"), required=False)

    def __init__(self, *args: Any, years: list[int], regions: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "year", [(str(year), str(year)) for year in years])
        choose(self, "region", list(regions.items()))
