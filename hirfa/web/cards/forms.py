"""Why a card is revoked."""

from django import forms
from django.utils.translation import gettext_lazy as _

from hirfa.cards.choices import MoveReason
from hirfa.cards.rules import REVOKING
from hirfa.web.fields import PageForm


class RevokeForm(PageForm):
    reason = forms.ChoiceField(
        label=_("Why is this card revoked?"),
        choices=[(reason.value, reason.label) for reason in MoveReason if reason in REVOKING],
        widget=forms.RadioSelect,
    )
    sure = forms.BooleanField(
        label=_("I understand that a revoked card can never be used again: a new one has to be issued"), required=True
    )

    def clean_reason(self) -> MoveReason:
        return MoveReason(self.cleaned_data["reason"])
