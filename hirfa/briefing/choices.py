from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Format(TextChoices):
    TEXT = "text", _("Text")
    JSON = "json", _("JSON")
    HTML = "html", _("Web page")
    PDF = "pdf", _("PDF")


MEDIA_TYPES = {
    Format.TEXT: "text/plain; charset=utf-8",
    Format.JSON: "application/json",
    Format.HTML: "text/html; charset=utf-8",
    Format.PDF: "application/pdf",
}
