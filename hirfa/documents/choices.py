from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FileKind(TextChoices):
    PDF = "PDF", _("PDF")
    PNG = "PNG", _("PNG picture")
    JPEG = "JPEG", _("JPEG picture")
    XLSX = "XLSX", _("Excel sheet")
    CSV = "CSV", _("CSV table")
