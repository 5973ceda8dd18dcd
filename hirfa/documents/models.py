"""Files that were handed in or made: what they are, and until when they are kept. Their content is sealed on disk."""

import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _

from hirfa.core.ids import IdField, new_id

from .choices import FileKind


class StoredFileQuerySet(models.QuerySet["StoredFile"]):
    def kept_on(self, day: dt.date) -> "StoredFileQuerySet":
        """Files that are not yet due for destruction."""
        return self.filter(models.Q(keep_until__isnull=True) | models.Q(keep_until__gte=day))

    def held(self) -> "StoredFileQuerySet":
        """Files whose content nobody has asked to destroy."""
        return self.filter(erasing_since__isnull=True)

    def led_to_by_nothing(self) -> "StoredFileQuerySet":
        """Files that no row of any app refers to: what was to do so was rolled back, or is gone."""
        found = self
        for relation in StoredFile._meta.get_fields(include_hidden=True):
            if isinstance(relation, models.ForeignObjectRel):
                rows = relation.related_model._base_manager.filter(**{relation.field.name: models.OuterRef("pk")})
                found = found.exclude(models.Exists(rows))
        return found

    def being_erased(self) -> "StoredFileQuerySet":
        """Files to be destroyed whose content may still lie on the disk."""
        return self.filter(erasing_since__isnull=False, erased_at__isnull=True)


class StoredFile(models.Model):
    """A file on disk, sealed with the keys of personal data and named by its id. The hash is that of the clear content.

    One that is destroyed stays as a row without name: what was handed in can still be proven by its hash. `erasing_since`
    is when that was settled, `erased_at` when the disk was clear of it.
    """

    id = IdField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(_("name"), max_length=200, blank=True)
    kind = models.CharField(_("kind"), max_length=8, choices=FileKind)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("hash"), max_length=64)
    stored_at = models.DateTimeField(_("stored at"))
    keep_until = models.DateField(_("kept until (last day)"), null=True, blank=True)
    erasing_since = models.DateTimeField(_("to be destroyed since"), null=True, blank=True)
    erased_at = models.DateTimeField(_("destroyed at"), null=True, blank=True)

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("stored file")
        verbose_name_plural = _("stored files")
        constraints = [
            models.CheckConstraint(name="stored_file_kind_is_known", condition=models.Q(kind__in=FileKind.values)),
            models.CheckConstraint(
                name="stored_file_is_named_until_erased",
                condition=models.Q(erasing_since__isnull=True) | models.Q(name=""),
            ),
            models.CheckConstraint(
                name="stored_file_erased_once_settled",
                condition=models.Q(erased_at__isnull=True) | models.Q(erasing_since__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                name="stored_file_being_erased",
                fields=["erasing_since"],
                condition=models.Q(erasing_since__isnull=False, erased_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)
