"""The fields that an application may ask for: each with its words, its keyboard and its direction.

Nothing is required here: what is typed is kept first, and what is wrong with it is said after.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from django import forms
from django.utils.translation import gettext_lazy as _

from hirfa.register.choices import Sex
from hirfa.web.fields import DayWidget

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Text: TypeAlias = "str | _StrPromise"
LONGEST: Final = 500  # far above what the register takes: a longer text comes back on the page, unkept


def text(label: Text, *, help_text: Text = "", **attrs: str) -> forms.CharField:
    widget = forms.TextInput(attrs={name.replace("_", "-"): value for name, value in attrs.items()})
    return forms.CharField(label=label, help_text=help_text, max_length=LONGEST, required=False, widget=widget)


def arabic(label: Text, **attrs: str) -> forms.CharField:
    return text(label, dir="rtl", lang="ar", **attrs)


def latin(label: Text, **attrs: str) -> forms.CharField:
    return text(label, dir="ltr", lang="fr", autocapitalize="words", **attrs)


def number(label: Text, *, help_text: Text = "", **attrs: str) -> forms.CharField:
    """Digits, or letters and digits: from left to right in every language."""
    return text(label, help_text=help_text, dir="ltr", autocomplete="off", spellcheck="false", **attrs)


def day(label: Text, *, help_text: Text = "") -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, max_length=LONGEST, required=False, widget=DayWidget())


def choice(label: Text, choices: Any, *, help_text: Text = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, help_text=help_text, choices=choices, required=False, widget=forms.RadioSelect()
    )


PROOFS: Final = (
    ("DIPLOMA", _("I have a diploma or a certificate of training")),
    ("PRACTICE", _("I learned it at work, and have practised it for years")),
)
MAKERS: Final[dict[str, Callable[[], forms.Field]]] = {
    "given_name_ar": lambda: arabic(_("Given name, in Arabic letters"), autocomplete="given-name"),
    "family_name_ar": lambda: arabic(_("Family name, in Arabic letters"), autocomplete="family-name"),
    "given_name_latin": lambda: latin(_("Given name, in Latin letters"), autocomplete="given-name"),
    "family_name_latin": lambda: latin(_("Family name, in Latin letters"), autocomplete="family-name"),
    "name_ar": lambda: arabic(_("Name, in Arabic letters"), autocomplete="organization"),
    "name_latin": lambda: latin(_("Name, in Latin letters"), autocomplete="organization"),
    "sex": lambda: choice(_("A woman or a man"), Sex.choices),
    "born_on": lambda: day(_("Date of birth")),
    "cin": lambda: number(_("Number of the identity card (CIN)"), autocapitalize="characters", placeholder="AB123456"),
    "phone": lambda: text(_("Telephone"), type="tel", inputmode="tel", autocomplete="tel", dir="ltr"),
    "email": lambda: text(
        _("E-mail address (may stay empty)"), inputmode="email", autocomplete="email", autocapitalize="none", dir="ltr"
    ),
    "address": lambda: text(
        _("Street or douar, number"),
        help_text=_("As you would tell it to someone who looks for you."),
        autocomplete="street-address",
        dir="auto",
    ),
    "proof": lambda: choice(_("What can you show?"), PROOFS),
    "practice_since": lambda: day(
        _("Since when do you practise?"), help_text=_("If you do not remember the day, write the first of the month.")
    ),
    "nia": lambda: number(
        _("Craft number"), help_text=_("It stands on your card and in your letters."), inputmode="numeric"
    ),
    "supervisor_nia": lambda: number(_("Craft number of the artisan who supervises"), inputmode="numeric"),
    "ice": lambda: number(_("Common identifier of the enterprise (ICE)"), inputmode="numeric"),
    "odco_number": lambda: number(_("Number given by the register of cooperatives (ODCO)")),
    "founded_on": lambda: day(_("Founded on")),
}
# How a field is called where what was typed is read again.
SHORT: Final[dict[str, Text]] = {
    "practice_since": _("Practises since"),
    "proof": _("Proof"),
    "sex": _("Sex"),
    "email": _("E-mail address"),
    "address": _("Address"),
    "trade": _("Trade"),
    "province": _("Province"),
    "commune": _("Commune"),
}


def label_of(name: str) -> Text:
    """Return the short label of a field."""
    if name in SHORT:
        return SHORT[name]
    return MAKERS[name]().label or ""
