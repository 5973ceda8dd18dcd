"""Who is meant, in which language and form a copy is given, and why something is erased."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from hirfa.names import western_digits
from hirfa.processes.personal_data.copying import CopyForm
from hirfa.register.choices import ErasureGround
from hirfa.register.searching import nia_typed
from hirfa.web.fields import PageForm

FORMS = [(CopyForm.PDF.value, _("PDF, to read and to print")), (CopyForm.JSON.value, _("JSON, for another system"))]


class NumberForm(PageForm):
    nia = forms.CharField(
        label=_("Craft number"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "ltr"})
    )

    def clean_nia(self) -> str:
        number = nia_typed(self.cleaned_data["nia"])
        if number is None:
            raise forms.ValidationError(_("This is not a craft number: its check digits do not agree."))
        return number


class CaseNumberForm(PageForm):
    number = forms.CharField(
        label=_("Number of a case"), max_length=24, widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "ltr"})
    )

    def clean_number(self) -> str:
        return western_digits(self.cleaned_data["number"])


class SureForm(PageForm):
    sure = forms.BooleanField(
        label=_("I understand that what is erased cannot be brought back, by anybody"), required=True
    )


class OwnDataForm(PageForm):
    language = forms.ChoiceField(label=_("Language of the person"), choices=settings.LANGUAGES)
    form = forms.ChoiceField(label=_("Form of the copy"), choices=FORMS, initial=CopyForm.PDF.value)


class EraseForm(SureForm):
    ground = forms.ChoiceField(
        label=_("Why is the data erased?"), choices=ErasureGround.choices, widget=forms.RadioSelect
    )
    field_order = ("ground", "sure")
