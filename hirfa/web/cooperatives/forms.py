"""What the lists of cooperatives and women's spaces are filtered by, and who is to manage a space."""

from django import forms
from django.utils.translation import gettext_lazy as _

from hirfa.cooperatives.choices import WomenMeaning
from hirfa.web.fields import PageForm
from hirfa.web.sector.asking import RegionForm, with_all

ACTIVE = [("operating", _("Operating in the craft sector")), ("not_dormant", _("Not dormant"))]


class CooperativeForm(RegionForm):
    womens = forms.ChoiceField(label=_("Women's cooperatives"), required=False, choices=with_all(WomenMeaning.choices))
    active = forms.ChoiceField(label=_("Active"), required=False, choices=with_all(ACTIVE))


class ManagerForm(PageForm):
    """The account that is given a space."""

    login = forms.CharField(
        label=_("Log-in, or craft number"),
        help_text=_("The craft number (ten digits) of an artisan whose account bears it as its log-in."),
        max_length=64,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false", "dir": "ltr"}
        ),
    )
