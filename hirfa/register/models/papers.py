"""Signed papers that people were given: what they said, for ever, so that each can be printed again."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hirfa.casework.models import Case
from hirfa.core.crypto import SealedField
from hirfa.core.ids import IdField, new_id
from hirfa.issuing.choices import PaperKind
from hirfa.issuing.models import Credential

from .entries import Entry


class Paper(models.Model):
    """A letter of decision or a certificate of practice. `content` is what it prints, as JSON, sealed.

    The words are kept as they were signed: a name corrected later does not change a paper of before.
    """

    id = IdField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=PaperKind)
    number = models.CharField(_("number"), max_length=32, unique=True)
    case = models.OneToOneField(
        Case, on_delete=models.PROTECT, null=True, blank=True, related_name="letter", verbose_name=_("case")
    )
    entry = models.ForeignKey(
        Entry, on_delete=models.PROTECT, null=True, blank=True, related_name="papers", verbose_name=_("entry")
    )
    credential = models.OneToOneField(Credential, on_delete=models.PROTECT, related_name="paper")
    content = SealedField(_("what it prints"), context="paper.content")
    issued_on = models.DateField(_("issued on"))
    recorded_at = models.DateTimeField(_("recorded at"))

    class Meta:
        verbose_name = _("signed paper")
        verbose_name_plural = _("signed papers")
        constraints = [
            models.CheckConstraint(name="paper_kind_is_known", condition=models.Q(kind__in=PaperKind.values)),
            models.CheckConstraint(
                name="paper_is_of_a_case_or_of_an_entry",
                condition=models.Q(case__isnull=False) | models.Q(entry__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.number
