"""A case from reception to decision, and everything that happened to it on the way."""

import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _

from hirfa.accounts.models import Delegation, User
from hirfa.core.crypto import SealedField
from hirfa.core.ids import IdField, new_id
from hirfa.documents.models import StoredFile
from hirfa.reference.choices import Body
from hirfa.reference.models import Chamber

from .choices import CaseState, Channel, Outcome, PageRemark, PieceState
from .rules import OPEN


class CaseCounter(models.Model):
    """The last serial of a year, its row locked while a number is taken."""

    year = models.PositiveSmallIntegerField(_("year"), primary_key=True)
    last_serial = models.PositiveIntegerField(_("last serial number"), default=0)

    class Meta:
        verbose_name = _("counter of cases")
        verbose_name_plural = _("counters of cases")

    def __str__(self) -> str:
        return f"{self.year}: {self.last_serial}"


class CaseQuerySet(models.QuerySet["Case"]):
    def open(self) -> "CaseQuerySet":
        return self.filter(state__in=sorted(OPEN))

    def late_on(self, day: dt.date) -> "CaseQuerySet":
        """Open, with a clock that runs and a last day that has passed."""
        return self.open().filter(due_on__lt=day)

    def ended_before(self, day: dt.date) -> "CaseQuerySet":
        """Ended before a day, with all its appeals, and not erased yet."""
        ended = CaseMove.objects.exclude(new__in=sorted(OPEN)).filter(case=models.OuterRef("pk"), on__lt=day)
        later = Case.objects.filter(appeal_of=models.OuterRef("pk"))
        alive = later.filter(
            ~models.Exists(
                CaseMove.objects.exclude(new__in=sorted(OPEN)).filter(case=models.OuterRef("pk"), on__lt=day)
            )
        )
        return self.exclude(state__in=sorted(OPEN)).filter(
            models.Exists(ended), ~models.Exists(alive), erased_on__isnull=True
        )

    def about(self, subject: str) -> "CaseQuerySet":
        return self.filter(subject=subject)

    def visible_to(self, user: User) -> "CaseQuerySet":
        """Cases of the user's territory."""
        if user.chamber_code:
            return self.filter(chamber_id=user.chamber_code)
        if user.region_code:
            return self.filter(chamber__region_id=user.region_code)
        return self


class Case(models.Model):
    """One request for one act. `subject` is `app.model:id` of what it is about, which this app does not know.

    `due_on` is the last day to decide, empty while the clock stands still or nothing is left to decide.
    """

    id = IdField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(_("number"), max_length=16, unique=True)
    act = models.CharField(_("act"), max_length=24)
    subject = models.CharField(_("subject"), max_length=80)
    chamber = models.ForeignKey(Chamber, on_delete=models.PROTECT, related_name="cases", verbose_name=_("chamber"))
    body = models.CharField(_("decided by"), max_length=12, choices=Body)
    state = models.CharField(_("state"), max_length=16, choices=CaseState, default=CaseState.RECEIVED)
    channel = models.CharField(_("channel"), max_length=8, choices=Channel)
    received_on = models.DateField(_("received on"))
    delay = models.PositiveSmallIntegerField(_("days to decide"))
    needs_two = models.BooleanField(_("proposed by one, signed by another"), default=True)
    due_on = models.DateField(_("due on (last day)"), null=True, blank=True)
    escalated_on = models.DateField(_("told to those above on"), null=True, blank=True)
    assigned_to = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="cases", verbose_name=_("assigned to")
    )
    appeal_of = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="appeals",
        verbose_name=_("appeal against"),
    )
    recorded_at = models.DateTimeField(_("recorded at"))
    erased_on = models.DateField(_("pieces and words erased on"), null=True, blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        constraints = [
            models.CheckConstraint(name="case_state_is_known", condition=models.Q(state__in=CaseState.values)),
            models.CheckConstraint(name="case_channel_is_known", condition=models.Q(channel__in=Channel.values)),
            models.CheckConstraint(name="case_body_is_known", condition=models.Q(body__in=Body.values)),
            models.CheckConstraint(
                name="case_ended_is_not_due", condition=models.Q(state__in=sorted(OPEN)) | models.Q(due_on__isnull=True)
            ),
            models.CheckConstraint(
                name="case_erased_has_ended",
                condition=models.Q(erased_on__isnull=True) | ~models.Q(state__in=sorted(OPEN)),
            ),
            models.UniqueConstraint(
                name="case_one_open_of_an_act",
                fields=["subject", "act"],
                condition=models.Q(state__in=sorted(OPEN)),
            ),
            models.UniqueConstraint(
                name="case_one_appeal",
                fields=["appeal_of"],
                condition=models.Q(appeal_of__isnull=False) & ~models.Q(state="WITHDRAWN"),
            ),
        ]
        indexes = [
            models.Index(name="case_queue", fields=["chamber", "state", "due_on"]),
            models.Index(name="case_subject", fields=["subject"]),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


class CaseMove(models.Model):
    """A change of state, with its day and who made it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="moves")
    old = models.CharField(_("from"), max_length=16, choices=CaseState)
    new = models.CharField(_("to"), max_length=16, choices=CaseState)
    on = models.DateField(_("on"))
    by = models.CharField(_("by"), max_length=120)
    recorded_at = models.DateTimeField(_("recorded at"))

    class Meta:
        verbose_name = _("move of a case")
        verbose_name_plural = _("moves of cases")
        constraints = [
            models.CheckConstraint(
                name="case_move_states_are_known",
                condition=models.Q(old__in=CaseState.values, new__in=CaseState.values),
            )
        ]

    def __str__(self) -> str:
        return f"{self.old} -> {self.new}"


class PieceRequest(models.Model):
    """Pieces asked of the person, in words of the officer. The clock stands still until it is answered."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="requests")
    codes = models.JSONField[list[str]](_("pieces"))
    words = SealedField(_("what is asked for"), context="piece_request.words")
    asked_on = models.DateField(_("asked on"))
    asked_by = models.CharField(_("asked by"), max_length=120)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"))

    class Meta:
        verbose_name = _("request for pieces")
        verbose_name_plural = _("requests for pieces")
        constraints = [
            models.UniqueConstraint(
                name="piece_request_one_open", fields=["case"], condition=models.Q(answered_on__isnull=True)
            ),
            models.CheckConstraint(
                name="piece_request_answered_after_asked",
                condition=models.Q(answered_on__isnull=True) | models.Q(answered_on__gte=models.F("asked_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.asked_on}"


class Piece(models.Model):
    """A file handed in for a case. One that is replaced stays, marked so."""

    id = IdField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="pieces")
    code = models.CharField(_("piece"), max_length=32)
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="piece")
    pages = models.PositiveSmallIntegerField(_("pages"), default=1)
    state = models.CharField(_("state"), max_length=8, choices=PieceState, default=PieceState.RECEIVED)
    handed_in_by = models.CharField(_("handed in by"), max_length=120)
    replaced_at = models.DateTimeField(_("replaced at"), null=True, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"))

    class Meta:
        verbose_name = _("piece")
        verbose_name_plural = _("pieces")
        constraints = [
            models.CheckConstraint(name="piece_state_is_known", condition=models.Q(state__in=PieceState.values)),
            models.CheckConstraint(name="piece_has_a_page", condition=models.Q(pages__gte=1)),
            models.UniqueConstraint(
                name="piece_one_in_hand", fields=["case", "code"], condition=models.Q(replaced_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return self.code


class PageReview(models.Model):
    """What an officer says of one page of a piece."""

    piece = models.ForeignKey(Piece, on_delete=models.PROTECT, related_name="reviews")
    page = models.PositiveSmallIntegerField(_("page"))
    remark = models.CharField(_("remark"), max_length=12, choices=PageRemark)
    by = models.CharField(_("by"), max_length=120)
    recorded_at = models.DateTimeField(_("recorded at"))

    class Meta:
        verbose_name = _("review of a page")
        verbose_name_plural = _("reviews of pages")
        constraints = [
            models.UniqueConstraint(name="page_review_once", fields=["piece", "page"]),
            models.CheckConstraint(
                name="page_review_remark_is_known", condition=models.Q(remark__in=PageRemark.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.page}: {self.remark}"


class Note(models.Model):
    """A remark that officers leave each other on a case."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notes")
    text = SealedField(_("text"), context="case_note.text")
    by = models.CharField(_("by"), max_length=120)
    recorded_at = models.DateTimeField(_("recorded at"))

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")

    def __str__(self) -> str:
        return f"{self.case_id} {self.recorded_at}"


class SittingQuerySet(models.QuerySet["Sitting"]):
    def visible_to(self, user: User) -> "SittingQuerySet":
        """Sittings of the user's territory."""
        if user.chamber_code:
            return self.filter(chamber_id=user.chamber_code)
        if user.region_code:
            return self.filter(chamber__region_id=user.region_code)
        return self


class Sitting(models.Model):
    """A sitting of a qualification commission: who sat, which cases it saw, and its minutes when it is closed."""

    id = IdField(primary_key=True, default=new_id, editable=False)
    chamber = models.ForeignKey(Chamber, on_delete=models.PROTECT, related_name="sittings", verbose_name=_("chamber"))
    held_on = models.DateField(_("held on"))
    members = models.ManyToManyField(User, related_name="sittings", verbose_name=_("members"))
    minutes = models.OneToOneField(
        StoredFile,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="minutes_of",
        verbose_name=_("minutes"),
    )
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"))

    objects = SittingQuerySet.as_manager()

    class Meta:
        verbose_name = _("sitting of a commission")
        verbose_name_plural = _("sittings of commissions")
        constraints = [
            models.UniqueConstraint(name="sitting_once_a_day", fields=["chamber", "held_on"]),
            models.CheckConstraint(
                name="sitting_closes_with_minutes",
                condition=models.Q(closed_at__isnull=True) | models.Q(minutes__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.chamber_id} {self.held_on}"


class Opinion(models.Model):
    """What a sitting thought of a case."""

    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="opinions")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="opinions")
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"))

    class Meta:
        verbose_name = _("opinion")
        verbose_name_plural = _("opinions")
        constraints = [
            models.UniqueConstraint(name="opinion_once_a_sitting", fields=["sitting", "case"]),
            models.CheckConstraint(
                name="opinion_outcome_is_known", condition=models.Q(outcome__in=[*Outcome.values, ""])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.outcome}"


class Decision(models.Model):
    """A proposal, and the signature that makes it a decision. One that was sent back stays, marked so.

    Reasons are given in Arabic and in French. `delegation` says under which delegation it was signed, if any.
    """

    id = IdField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="decisions")
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome)
    ground = models.CharField(_("ground"), max_length=32, blank=True)
    reasons_ar = SealedField(_("reasons (Arabic)"), context="decision.reasons_ar")
    reasons_fr = SealedField(_("reasons (French)"), context="decision.reasons_fr")
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="proposals")
    proposed_at = models.DateTimeField(_("proposed at"))
    returned_at = models.DateTimeField(_("sent back at"), null=True, blank=True)
    signed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="signatures")
    signed_at = models.DateTimeField(_("signed at"), null=True, blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    appeal_until = models.DateField(_("appeal until (last day)"), null=True, blank=True)
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, null=True, blank=True, related_name="signed")

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        constraints = [
            models.CheckConstraint(name="decision_outcome_is_known", condition=models.Q(outcome__in=Outcome.values)),
            models.CheckConstraint(
                name="decision_refusal_has_a_ground", condition=~models.Q(outcome="REFUSED") | ~models.Q(ground="")
            ),
            models.CheckConstraint(
                name="decision_signature_is_whole",
                condition=models.Q(signed_by__isnull=True, signed_at__isnull=True, decided_on__isnull=True)
                | models.Q(signed_by__isnull=False, signed_at__isnull=False, decided_on__isnull=False),
            ),
            models.CheckConstraint(
                name="decision_is_signed_or_sent_back",
                condition=models.Q(signed_at__isnull=True) | models.Q(returned_at__isnull=True),
            ),
            models.UniqueConstraint(
                name="decision_one_standing", fields=["case"], condition=models.Q(returned_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.outcome}"
