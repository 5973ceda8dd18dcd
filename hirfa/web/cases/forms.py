"""What an officer says of a case."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hirfa.accounts.choices import Role
from hirfa.accounts.models import User
from hirfa.casework.choices import PageRemark, PieceState
from hirfa.casework.models import Case, Sitting
from hirfa.casework.queries import AWAITED, TO_EXAMINE, TO_SIGN
from hirfa.names import western_digits
from hirfa.reference.models import Act
from hirfa.reference.queries import list_grounds, list_pieces
from hirfa.web.fields import PageForm

from .showing import OPINIONS, PROPOSALS

QUEUES = {"examine": TO_EXAMINE, "sign": TO_SIGN, "awaited": AWAITED}
LONGEST_WORDS = 2000


def words_field(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, max_length=LONGEST_WORDS, widget=forms.Textarea(attrs={"rows": 4})
    )


class QueueForm(PageForm):
    """Which cases are shown. Sent by GET: it holds nothing personal."""

    which = forms.ChoiceField(
        label=_("To do"),
        required=False,
        choices=[
            ("", _("All open cases")),
            ("examine", _("To examine")),
            ("sign", _("To sign")),
            ("awaited", _("Pieces awaited")),
            ("late", _("Late")),
        ],
    )
    act = forms.ChoiceField(label=_("Act"), required=False)
    number = forms.CharField(
        label=_("Case number"),
        required=False,
        max_length=16,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "spellcheck": "false"}),
    )
    mine = forms.BooleanField(label=_("Mine alone"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        act = self.fields["act"]
        if isinstance(act, forms.ChoiceField):
            acts = Act.objects.filter(valid_to__isnull=True).order_by("pk")
            act.choices = [("", _("All")), *((each.code, each.label) for each in acts)]

    def clean_number(self) -> str:
        return western_digits(self.cleaned_data["number"])


class AssignForm(PageForm):
    to = forms.ModelChoiceField(label=_("Give this case to"), queryset=User.objects.none())

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        to = self.fields["to"]
        if isinstance(to, forms.ModelChoiceField):
            scopes = [f"chamber:{case.chamber_id}", f"region:{case.chamber.region_id}"]
            officers = User.objects.filter(is_active=True, scope__in=scopes)
            to.queryset = officers.filter(role__in=[Role.INSTRUCTING, Role.DIRECTORATE]).order_by("username")


class AskForm(PageForm):
    codes = forms.MultipleChoiceField(label=_("Pieces to ask for"), widget=forms.CheckboxSelectMultiple)
    words = words_field(_("What is lacking"), _("The person reads these words: say what to do, simply."))

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = self.fields["codes"]
        if isinstance(codes, forms.MultipleChoiceField):
            codes.choices = [(rule.code, rule.label) for rule in list_pieces(case.act, on=case.received_on)]


class ReadPageForm(PageForm):
    page = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    remark = forms.ChoiceField(label=_("This page is"), choices=PageRemark.choices)


class JudgeForm(PageForm):
    state = forms.ChoiceField(
        choices=[(PieceState.FIT, PieceState.FIT.label), (PieceState.UNFIT, PieceState.UNFIT.label)]
    )


class SitForm(PageForm):
    sitting = forms.ModelChoiceField(label=_("Sitting of the commission"), queryset=Sitting.objects.none())

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sitting = self.fields["sitting"]
        if isinstance(sitting, forms.ModelChoiceField):
            sitting.queryset = Sitting.objects.filter(chamber=case.chamber_id, closed_at__isnull=True).order_by(
                "held_on"
            )


class ProposeForm(PageForm):
    outcome = forms.ChoiceField(label=_("Decision"), choices=[*PROPOSALS.items()], widget=forms.RadioSelect)
    ground = forms.ChoiceField(label=_("Ground, for a refusal"), required=False)
    reasons_ar = words_field(_("Reasons in Arabic"))
    reasons_fr = words_field(_("Reasons in French"))

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ground = self.fields["ground"]
        if isinstance(ground, forms.ChoiceField):
            grounds = list_grounds(case.act, on=case.received_on)
            ground.choices = [("", "—"), *((each.code, each.label) for each in grounds)]
        self.fields["reasons_ar"].widget.attrs |= {"dir": "rtl", "lang": "ar"}
        self.fields["reasons_fr"].widget.attrs |= {"dir": "ltr", "lang": "fr"}


class HearingForm(PageForm):
    heard_on = forms.DateField(label=_("Heard on"), widget=forms.DateInput(attrs={"type": "date"}))
    words = words_field(_("What the person said, or that they did not come"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="hearing_%s", **kwargs)  # another form of the page asks for words too


class NoteForm(PageForm):
    text = words_field(_("Note for colleagues"), _("The person may ask to read it."))


class AppealForm(PageForm):
    words = words_field(_("What the person says of the decision"), _("Whoever decides the appeal reads it."))


class DelegationForm(PageForm):
    taker = forms.ModelChoiceField(label=_("Who signs in your place"), queryset=User.objects.none())
    acts = forms.MultipleChoiceField(label=_("For which acts"), widget=forms.CheckboxSelectMultiple)
    valid_from = forms.DateField(label=_("From"), widget=forms.DateInput(attrs={"type": "date"}))
    valid_to = forms.DateField(label=_("Until (last day)"), widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, giver: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        taker, acts = self.fields["taker"], self.fields["acts"]
        if isinstance(taker, forms.ModelChoiceField):
            takers = User.objects.filter(is_active=True, role=Role.DELEGATE, scope=giver.scope)
            taker.queryset = takers.order_by("username")
        if isinstance(acts, forms.MultipleChoiceField):
            acts.choices = [(act.code, act.label) for act in Act.objects.filter(valid_to__isnull=True).order_by("pk")]


class SittingForm(PageForm):
    held_on = forms.DateField(label=_("Held on"), widget=forms.DateInput(attrs={"type": "date"}))
    members = forms.ModelMultipleChoiceField(
        label=_("Members who sit"), queryset=User.objects.none(), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, keeper: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = self.fields["members"]
        if isinstance(members, forms.ModelMultipleChoiceField):
            sat = User.objects.filter(is_active=True, role=Role.COMMISSION, scope=keeper.scope)
            members.queryset = sat.order_by("username")


class OpinionForm(PageForm):
    outcome = forms.ChoiceField(label=_("Opinion"), choices=[*OPINIONS.items()])


class MinutesForm(PageForm):
    minutes = forms.FileField(
        label=_("Signed minutes (PDF or photograph)"),
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf,image/*"}),
    )
