from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CaseState(TextChoices):
    RECEIVED = "RECEIVED", _("Received")
    UNDER_REVIEW = "UNDER_REVIEW", _("Under review")
    PIECES_AWAITED = "PIECES_AWAITED", _("Pieces awaited")
    BEFORE_SITTING = "BEFORE_SITTING", _("Before the commission")
    PROPOSED = "PROPOSED", _("Decision proposed")
    ACCEPTED = "ACCEPTED", _("Accepted")
    REFUSED = "REFUSED", _("Refused")
    WITHDRAWN = "WITHDRAWN", _("Withdrawn")


class Channel(TextChoices):
    """By which door a case came in. The rules are the same for all."""

    SELF = "SELF", _("By the person, on the web")
    COUNTER = "COUNTER", _("At the counter")
    SPACE = "SPACE", _("By the manager of a women's space")
    OFFICE = "OFFICE", _("Opened by the chamber")


class Outcome(TextChoices):
    ACCEPTED = "ACCEPTED", _("Accepted")
    REFUSED = "REFUSED", _("Refused")


class PieceState(TextChoices):
    RECEIVED = "RECEIVED", _("Received")
    FIT = "FIT", _("Fit")
    UNFIT = "UNFIT", _("Not fit")


class PageRemark(TextChoices):
    CLEAR = "CLEAR", _("Clear")
    UNREADABLE = "UNREADABLE", _("Cannot be read")
    WRONG_PIECE = "WRONG_PIECE", _("Another piece than the one asked for")
    OUT_OF_DATE = "OUT_OF_DATE", _("Out of date")
