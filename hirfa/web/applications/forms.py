"""The form of each screen, and the few others: the code, the words of an appeal, what one is sure of."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from hirfa.reference.models import Chamber, Commune, Province
from hirfa.register.faults import SENTENCES
from hirfa.register.searching import nia_typed
from hirfa.web.fields import PageForm, dress

from .fields import MAKERS, choice, number
from .steps import PROVINCE, REGION, TERMS, TRADE, Draft, Step
from .uploads import ACCEPTED

MAX_WORDS: Final = 2000
Data = Mapping[str, Any] | None


class FieldsForm(PageForm):
    """The declared fields of a step."""

    def __init__(self, *args: Any, step: Step, draft: Draft, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in step.fields:
            self.fields[name] = _field(name, draft)
        for field in self.fields.values():
            dress(field.widget)


class RegionForm(PageForm):
    """The region, told by the chamber that answers for it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chambers = Chamber.objects.select_related("region").order_by("region_id", "code")
        regions = [chamber.region_id for chamber in chambers]
        self.fields["chamber"] = choice(
            _("Region"),
            [
                (
                    chamber.code,
                    chamber.region.label if regions.count(chamber.region_id) == 1 else chamber.label,
                )
                for chamber in chambers
            ],
        )


class TradeForm(PageForm):
    """A trade out of the list, and the word by which it is looked for."""

    trade = forms.CharField(label=_("Trade"), required=False, max_length=16)
    text = forms.CharField(
        label=_("Look for a trade"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "dir": "auto"}),
    )


class PieceForm(PageForm):
    """One piece: taken with the camera, or chosen among one's files."""

    photo = forms.FileField(
        label=_("Take a picture"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp", "capture": "environment"}),
    )
    file = forms.FileField(
        label=_("Choose a picture or a PDF"),
        help_text=_("10 MB at most."),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )

    @property
    def upload(self) -> Any:
        """What was sent by either way."""
        return self.cleaned_data.get("photo") or self.cleaned_data.get("file")


class TermsForm(PageForm):
    agree = forms.BooleanField(label=_("I agree"), required=False)


class CodeForm(PageForm):
    """The code of a file, in any case, with spaces or hyphens."""

    code = forms.CharField(
        label=_("Your code"),
        help_text=_("Twelve letters and digits, as you wrote them down."),
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "dir": "ltr",
                "class": "code-field",
            }
        ),
    )


class AppealForm(PageForm):
    words = forms.CharField(
        label=_("Why do you think that the decision is wrong?"),
        help_text=_("In your own words, in the language you like."),
        max_length=MAX_WORDS,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
    )


class MemberForm(PageForm):
    """In which language the person whom a space serves is told what happens, and the number that she has if no one knows it."""

    nia = number(
        _("Her craft number, if she is registered already"),
        help_text=_("Ten digits, on her card and in her letters. With it she applies for the title of master artisan."),
        inputmode="numeric",
    )

    language = forms.ChoiceField(
        label=_("In which language should the chamber write to her?"),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect(),
    )

    def __init__(self, *args: Any, is_known: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_known:
            del self.fields["nia"]

    def clean_nia(self) -> str:
        typed: str = self.cleaned_data["nia"]
        if typed and nia_typed(typed) is None:
            raise forms.ValidationError(str(SENTENCES["not_nia"]))
        return typed


class SureForm(PageForm):
    sure = forms.BooleanField(label=_("I want to take my request back"))


def form_of(step: Step, draft: Draft, data: Data = None, files: Any = None) -> PageForm:
    """Return the form of a step: bound to what is sent, else showing what is kept."""
    if step.piece is not None:
        return PieceForm(data, files)
    if step.slug == TERMS:
        return TermsForm(data, initial={"agree": draft.consents})
    if step.slug == REGION:
        return RegionForm(data, initial={"chamber": draft.application.chamber_id or ""})
    if step.slug == TRADE:
        return TradeForm(data, initial={"trade": draft.content.get("trade", "")})
    return FieldsForm(data, step=step, draft=draft, initial=dict(draft.content))


def _field(name: str, draft: Draft) -> forms.Field:
    if name == PROVINCE:
        return choice(_("Province or prefecture"), _provinces(draft))
    if name == "commune":
        return forms.ChoiceField(
            label=_("Commune (may stay empty)"), choices=[("", "—"), *_communes(draft)], required=False
        )
    return MAKERS[name]()


def _provinces(draft: Draft) -> list[tuple[str, str]]:
    chamber = draft.application.chamber
    if chamber is None:
        return []
    return sorted(
        ((province.code, province.label) for province in Province.objects.filter(region_id=chamber.region_id)),
        key=lambda each: each[1],
    )


def _communes(draft: Draft) -> list[tuple[str, str]]:
    rows = Commune.objects.filter(province_id=draft.content.get(PROVINCE, ""))
    return sorted(((commune.code, commune.label) for commune in rows), key=lambda each: each[1])
