"""A chamber's file, as it is sent."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from hirfa.documents.rules import MAX_BYTES
from hirfa.reference.models import Chamber
from hirfa.web.fields import PageForm


class ImportForm(PageForm):
    """The chambers offered are those whose file this person may load."""

    chamber = forms.ChoiceField(label=_("Chamber"))
    file = forms.FileField(
        label=_("The chamber's file (CSV or XLSX)"),
        help_text=_("One line an artisan, headings in Arabic or French. A line already loaded changes nothing."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
        allow_empty_file=True,  # the reader says what is wrong with an empty file, in its own words
    )
    strict = forms.BooleanField(
        label=_("Refuse the whole file for one faulty line"),
        help_text=_("Otherwise faulty lines are refused alone, and listed."),
        required=False,
    )

    def __init__(self, *args: Any, chambers: list[Chamber], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["chamber"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(chamber.code, chamber.label) for chamber in chambers]

    def clean_file(self) -> "UploadedFile[Any]":
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > MAX_BYTES:
            raise forms.ValidationError(_("The file is larger than %(most)s MB.") % {"most": MAX_BYTES >> 20})
        return file
