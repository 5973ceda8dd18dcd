"""What is asked of the register. Sent by POST: a CIN must never stand in an address, a history or a server's log."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hirfa.accounts.models import User
from hirfa.names import western_digits
from hirfa.register.choices import ReadPurpose
from hirfa.register.permissions import can_open_person, can_read_identity
from hirfa.register.rules import find_cin
from hirfa.register.searching import nia_typed
from hirfa.web.fields import PageForm


class SearchForm(PageForm):
    """One field for a craft number, a CIN or a name in either script; what one's role may not search by is said."""

    text = forms.CharField(
        label=_("Craft number, CIN or name"),
        max_length=120,
        help_text=_("The beginning of a name is enough, in Arabic or Latin letters, in any order."),
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "dir": "auto"}),
    )
    purpose = forms.ChoiceField(
        label=_("You open files for"), choices=ReadPurpose.choices, initial=ReadPurpose.SERVICE, required=False
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        if not can_open_person(user):
            del self.fields["purpose"]
            self.fields["text"].label = _("Craft number")
            self.fields["text"].help_text = _("Your role finds entries by their whole craft number, without names.")

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"].strip()
        if not can_open_person(self.user):
            if nia_typed(text) is None:
                raise forms.ValidationError(_("This is not a craft number: its check digits do not agree."))
        elif find_cin(western_digits(text)) is not None and not can_read_identity(self.user):
            raise forms.ValidationError(_("Your role does not search by CIN. Ask for the craft number or the name."))
        return text

    def clean_purpose(self) -> str:
        return self.cleaned_data.get("purpose") or ReadPurpose.SERVICE


class PurposeForm(PageForm):
    """Why a person's file is opened: law 09-08 wants a purpose, and the diary keeps it."""

    purpose = forms.ChoiceField(
        label=_("Why do you open this file?"), choices=ReadPurpose.choices, widget=forms.RadioSelect
    )
