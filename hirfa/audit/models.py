"""The diary: append-only, hash-chained lines about what happened and who read a person's file."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DiaryLine(models.Model):
    """One thing that happened. Actor and subject are text, so that a line outlives both; facts hold ids, codes and hashes only."""

    chain = models.CharField(_("chain"), max_length=32)
    position = models.PositiveBigIntegerField(_("position"))
    at = models.DateTimeField(_("moment"))
    actor = models.CharField(_("actor"), max_length=120)
    verb = models.CharField(_("verb"), max_length=64)
    subject = models.CharField(_("subject"), max_length=120)
    facts = models.JSONField(_("facts"), default=dict)
    previous_hash = models.CharField(_("hash of the line before"), max_length=64)
    line_hash = models.CharField(_("hash of this line"), max_length=64)

    class Meta:
        verbose_name = _("line of the diary")
        verbose_name_plural = _("diary")
        constraints = [
            models.UniqueConstraint(name="diary_line_has_its_place", fields=["chain", "position"]),
        ]
        indexes = [models.Index(name="diary_of_a_subject", fields=["subject", "at"])]

    def __str__(self) -> str:
        return f"{self.chain}/{self.position} {self.verb}"


class ChainHead(models.Model):
    """The last line of a chain: one chain per chamber and one national. Locked last in a transaction."""

    chain = models.CharField(_("chain"), max_length=32, primary_key=True)
    position = models.PositiveBigIntegerField(_("position"))
    line_hash = models.CharField(_("hash"), max_length=64)

    class Meta:
        verbose_name = _("head of a chain")
        verbose_name_plural = _("heads of chains")

    def __str__(self) -> str:
        return f"{self.chain}/{self.position}"
