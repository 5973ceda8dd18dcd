"""What is checked: a picture or document with the QR code of a card or paper, or the text in it."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from hirfa.web.fields import PageForm

MAX_FILE_BYTES = 10 * 1024 * 1024
MAX_TEXT = 4096


class CheckForm(PageForm):
    """One of two is enough: a file or a text. The text wins when both are there."""

    file = forms.FileField(
        label=_("Photograph the code, or choose a picture or PDF"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": "image/*,application/pdf"}),
    )
    text = forms.CharField(
        label=_("Or paste the text of the code"),
        required=False,
        max_length=MAX_TEXT,
        widget=forms.Textarea(
            attrs={"rows": 3, "dir": "ltr", "autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )

    def clean_file(self) -> "UploadedFile[Any] | None":
        file: UploadedFile[Any] | None = self.cleaned_data.get("file")
        if file is not None and (file.size or 0) > MAX_FILE_BYTES:
            raise forms.ValidationError(_("This file is larger than 10 MB. Take a smaller picture."))
        return file

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not cleaned.get("file") and not cleaned.get("text"):
            raise forms.ValidationError(_("Choose a picture or paste the text of the code."))
        return cleaned
