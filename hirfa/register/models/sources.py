"""What chambers delivered, kept as it came."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hirfa.core.crypto import SealedField
from hirfa.core.ids import IdField, new_id

from ..choices import (
    SourceChannel,
    SourceFileState,
)
from .holders import Person


class SourceFileQuerySet(models.QuerySet["SourceFile"]):
    def delivered(self) -> "SourceFileQuerySet":
        """Files that chambers sent, applications left out."""
        return self.filter(channel=SourceChannel.DELIVERED)


class SourceFile(models.Model):
    """A file as a chamber delivered it, whose rows are staged first and enter the register together.

    The same file may come again, for the lines that were refused: what enters once is a line, see `SourceRow`. An
    application that was accepted is kept the same way: one file of one line.
    """

    id = IdField(primary_key=True, default=new_id, editable=False)
    chamber = models.ForeignKey("reference.Chamber", on_delete=models.PROTECT, related_name="source_files")
    channel = models.CharField(_("channel"), max_length=12, choices=SourceChannel, default=SourceChannel.DELIVERED)
    name = models.CharField(_("file name"), max_length=200)
    sha256 = models.CharField(_("hash"), max_length=64)
    state = models.CharField(_("state"), max_length=12, choices=SourceFileState, default=SourceFileState.PREPARING)
    received_at = models.DateTimeField(_("received at"))
    loaded_at = models.DateTimeField(_("loaded at"), null=True, blank=True)
    counts = models.JSONField(_("lines read, loaded, unchanged, refused"), default=dict)

    objects = SourceFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivered file")
        verbose_name_plural = _("delivered files")
        constraints = [
            models.CheckConstraint(
                name="source_file_state_is_known", condition=models.Q(state__in=SourceFileState.values)
            ),
            models.CheckConstraint(
                name="source_file_channel_is_known", condition=models.Q(channel__in=SourceChannel.values)
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SourceRow(models.Model):
    """One delivered line, sealed as it came and never changed: a person is computed from the active links to such rows.

    It counts when its file is loaded. The holder and the entry first made from a line bear its id: what was staged can
    be found again after a crash.
    """

    id = IdField(primary_key=True, default=new_id, editable=False)
    file = models.ForeignKey(SourceFile, on_delete=models.PROTECT, related_name="rows", db_index=False)
    line = models.PositiveIntegerField(_("line"))
    identity = models.CharField(_("chamber and local number, application, else a hash"), max_length=72)
    content = SealedField(_("content"), context="source_row.content")

    class Meta:
        verbose_name = _("delivered line")
        verbose_name_plural = _("delivered lines")
        constraints = [
            models.UniqueConstraint(name="source_row_once_a_line", fields=["file", "line"]),
            models.UniqueConstraint(name="source_row_known_once", fields=["identity"]),
        ]

    def __str__(self) -> str:
        return f"{self.file_id}:{self.line}"


class SourceLink(models.Model):
    """That a delivered line speaks of a person. Append-only: a merge or its undoing adds links and ends others."""

    row = models.ForeignKey(SourceRow, on_delete=models.PROTECT, related_name="links")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="source_links")
    linked_at = models.DateTimeField(_("linked at"))
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    class Meta:
        verbose_name = _("link to a source")
        verbose_name_plural = _("links to sources")
        constraints = [
            models.UniqueConstraint(
                name="source_row_speaks_of_one", fields=["row"], condition=models.Q(ended_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.row_id} -> {self.person_id}"
