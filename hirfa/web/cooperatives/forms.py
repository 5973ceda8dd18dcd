"""What the lists of cooperatives and women's spaces are filtered by."""

from django import forms
from django.utils.translation import gettext_lazy as _

from hirfa.cooperatives.choices import WomenMeaning
from hirfa.web.sector.asking import RegionForm, with_all

ACTIVE = [("operating", _("Operating in the craft sector")), ("not_dormant", _("Not dormant"))]


class CooperativeForm(RegionForm):
    womens = forms.ChoiceField(label=_("Women's cooperatives"), required=False, choices=with_all(WomenMeaning.choices))
    active = forms.ChoiceField(label=_("Active"), required=False, choices=with_all(ACTIVE))
