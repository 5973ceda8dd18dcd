"""What is looked for in the directory, and what an officer writes down with the person before them."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from hirfa.directory.choices import ConsentChannel, ConsentLanguage, PlaceShown
from hirfa.directory.models import Product
from hirfa.directory.records import ProductText, ProfileText
from hirfa.directory.rules import NAME_MOST, PRODUCT_WORDS_MOST, WORDS_MOST, is_in_script, plain, telephone_typed
from hirfa.documents.images import MAX_BYTES
from hirfa.reference.models import Province, Region, Trade
from hirfa.register.searching import nia_typed
from hirfa.web.fields import PageForm

TEXT_MOST = 80
_ARABIC = {"dir": "rtl", "lang": "ar"}
_LATIN = {"dir": "ltr", "lang": "fr"}


class DirectoryForm(PageForm):
    """What the public looks for: sent by GET, so that a result can be passed on."""

    text = forms.CharField(
        label=_("Name, trade, product or place"),
        required=False,
        max_length=TEXT_MOST,
        widget=forms.TextInput(attrs={"type": "search", "dir": "auto", "autocomplete": "off"}),
    )
    trade = forms.ChoiceField(label=_("Trade"), required=False)
    region = forms.ChoiceField(label=_("Region"), required=False)
    province = forms.ChoiceField(label=_("Province"), required=False)

    def __init__(
        self, *args: Any, trades: list[Trade], regions: list[Region], provinces: list[Province], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        by_branch: dict[str, list[tuple[str, str]]] = {}
        for trade in trades:
            by_branch.setdefault(trade.branch.label, []).append((trade.pk, trade.label))
        labels = {region.pk: region.label for region in regions}
        by_region: dict[str, list[tuple[str, str]]] = {}
        for province in provinces:
            by_region.setdefault(labels[province.region_id], []).append((province.pk, province.label))
        _offer(self, "trade", _("All trades"), list(by_branch.items()))
        _offer(self, "region", _("All regions"), list(labels.items()))
        _offer(self, "province", _("All provinces"), list(by_region.items()))


def _offer(form: forms.Form, name: str, everything: Any, choices: list[Any]) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = [("", everything), *choices]


class NumberForm(PageForm):
    """The craft number of the person or unit whose page is to be kept: the one way in for units, who have no file page."""

    nia = forms.CharField(
        label=_("Craft number"),
        max_length=24,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "inputmode": "numeric"}),
    )

    def clean_nia(self) -> str:
        number = nia_typed(self.cleaned_data["nia"])
        if number is None:
            raise forms.ValidationError(_("This is not a craft number: its check digits do not agree."))
        return number


def _name(label: Any, attrs: dict[str, str]) -> forms.CharField:
    widget = forms.TextInput(attrs=attrs | {"autocomplete": "off"})
    return forms.CharField(label=label, required=False, max_length=NAME_MOST, widget=widget)


def _words(label: Any, attrs: dict[str, str], most: int, rows: int) -> forms.CharField:
    widget = forms.Textarea(attrs=attrs | {"rows": str(rows), "maxlength": str(most)})
    return forms.CharField(
        label=label,
        required=False,
        max_length=most,
        widget=widget,
        help_text=_("At most %(most)s letters, as plain text.") % {"most": most},
    )


class TextForm(PageForm):
    """Names, words, telephone and place of a page."""

    name_ar = _name(_("Name to be shown, in Arabic letters"), _ARABIC)
    name_latin = _name(_("Name to be shown, in Latin letters"), _LATIN)
    words_ar = _words(_("Own words, in Arabic"), _ARABIC, WORDS_MOST, 5)
    words_fr = _words(_("Own words, in French"), _LATIN, WORDS_MOST, 5)
    telephone = forms.CharField(
        label=_("Telephone to be shown"),
        required=False,
        max_length=24,
        help_text=_("Only if the person wants it on the page: anyone can read it there. Leave it empty otherwise."),
        widget=forms.TextInput(attrs={"type": "tel", "dir": "ltr", "autocomplete": "off"}),
    )
    place_shown = forms.ChoiceField(
        label=_("Place to be shown"), choices=PlaceShown.choices, widget=forms.RadioSelect, initial=PlaceShown.PROVINCE
    )

    def clean_name_ar(self) -> str:
        name: str = plain(self.cleaned_data["name_ar"])
        if not is_in_script(name, arabic=True):
            raise forms.ValidationError(_("Write this name in Arabic letters."))
        return name

    def clean_name_latin(self) -> str:
        name: str = plain(self.cleaned_data["name_latin"])
        if not is_in_script(name, arabic=False):
            raise forms.ValidationError(_("Write this name in Latin letters."))
        return name

    def clean_telephone(self) -> str:
        typed: str = self.cleaned_data["telephone"]
        if typed and telephone_typed(typed) is None:
            raise forms.ValidationError(_("This is not a Moroccan telephone number: ten digits from 05 to 08."))
        return typed

    def text(self) -> ProfileText:
        return ProfileText(**{name: self.cleaned_data[name] for name in ProfileText._fields})


class AgreeForm(TextForm):
    """What the person agrees to, and what they want to say of themselves."""

    language = forms.ChoiceField(
        label=_("In which language was it read?"), choices=ConsentLanguage.choices, widget=forms.RadioSelect
    )
    channel = forms.ChoiceField(
        label=_("How was the agreement given?"), choices=ConsentChannel.choices, widget=forms.RadioSelect
    )
    agreed = forms.BooleanField(label=_("The person understood what is written above and agrees to it"))

    field_order = ("language", "channel", "agreed")


class ProductForm(PageForm):
    """A product, named in one language at least."""

    name_ar = _name(_("Name of the product, in Arabic"), _ARABIC)
    name_fr = _name(_("Name of the product, in French"), _LATIN)
    trade = forms.ChoiceField(label=_("Trade of the product"))
    words_ar = _words(_("A few words on it, in Arabic"), _ARABIC, PRODUCT_WORDS_MOST, 3)
    words_fr = _words(_("A few words on it, in French"), _LATIN, PRODUCT_WORDS_MOST, 3)

    def __init__(self, *args: Any, trades: list[Trade], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["trade"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(trade.pk, trade.label) for trade in trades]

    def text(self) -> ProductText:
        return ProductText(**{name: self.cleaned_data[name] for name in ProductText._fields})


class PhotoForm(PageForm):
    """A photo of the page, or of one of its products."""

    file = forms.FileField(
        label=_("Photo (PNG, JPEG or WebP, at most 10 MB)"),
        help_text=_("Where and when it was taken is removed from it. Show no other person's face without asking them."),
        widget=forms.ClearableFileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
    )
    product = forms.ChoiceField(label=_("What does it show?"), required=False)

    def __init__(self, *args: Any, products: list[Product], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "product", _("The workshop or the person"), [(str(each.pk), str(each)) for each in products])

    def clean_file(self) -> "UploadedFile[Any]":
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > MAX_BYTES:
            raise forms.ValidationError(_("The picture is larger than 10 MB. Take a smaller one."))
        return file


class WithdrawForm(PageForm):
    """Erasing cannot be undone, so it asks to be meant."""

    sure = forms.BooleanField(
        label=_("The person asked to leave the directory and knows that the words and photos are erased for ever")
    )
