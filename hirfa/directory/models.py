"""The public directory: what each holder agreed to, and the page that exists by it and is erased with it."""

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hirfa.accounts.models import User
from hirfa.core.fields import PlainOrderField
from hirfa.core.ids import IdField, new_id
from hirfa.register.choices import StandingState
from hirfa.register.models import Entry
from hirfa.register.placing import PLACE_AND_TRADE, situated

from .choices import ConsentChannel, ConsentLanguage, PlaceShown
from .rules import NAME_MOST, PRODUCT_WORDS_MOST, TELEPHONE_MOST, WORDS_MOST


class ProfileConsent(models.Model):
    """What a holder agreed to, in which wording; withdrawn once and for all. A row is never changed otherwise, nor deleted."""

    id = IdField(primary_key=True, default=new_id, editable=False)
    holder = models.ForeignKey("register.Holder", on_delete=models.PROTECT, related_name="profile_consents")
    wording = models.CharField(_("wording"), max_length=32)
    version = models.PositiveSmallIntegerField(_("version of the wording"))
    language = models.CharField(_("language in which it was read"), max_length=2, choices=ConsentLanguage)
    channel = models.CharField(_("channel"), max_length=8, choices=ConsentChannel)
    given_at = models.DateTimeField(_("given at"))
    given_to = models.CharField(_("given to"), max_length=80)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdrawn_to = models.CharField(_("withdrawal received by"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("consent to appear")
        verbose_name_plural = _("consents to appear")
        constraints = [
            models.UniqueConstraint(
                name="profile_consent_one_live", fields=["holder"], condition=Q(withdrawn_at__isnull=True)
            ),
            models.CheckConstraint(
                name="profile_consent_language_is_known", condition=Q(language__in=ConsentLanguage.values)
            ),
            models.CheckConstraint(
                name="profile_consent_channel_is_known", condition=Q(channel__in=ConsentChannel.values)
            ),
            models.CheckConstraint(
                name="profile_consent_withdrawal_says_to_whom",
                condition=Q(withdrawn_at__isnull=True, withdrawn_to="")
                | (Q(withdrawn_at__gte=F("given_at")) & ~Q(withdrawn_to="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.wording} {self.version}"


class ProfileQuerySet(models.QuerySet["Profile"]):
    def shown_on(self, day: dt.date) -> "models.QuerySet[Profile]":
        """What the public sees: pages not hidden, of holders whose entry is in force on the day by the register itself.

        Adds the holder's `kind`, `title`, `region_code`, `province_code`, `chamber_code` and `trade_code` of the day.
        """
        placed = situated(self, holder="holder", on=day, columns=(*PLACE_AND_TRADE, "kind", "title"))
        stands = Q(situation__state=StandingState.IN_FORCE)
        counts = Q(holder__person__isnull=True) | Q(holder__person__is_current=True)  # not merged into another
        return placed.filter(stands, counts, hidden_at__isnull=True)

    def visible_to(self, user: User) -> "ProfileQuerySet":
        """Pages of holders whose entry is kept in the user's territory, shown or hidden."""
        return self.filter(holder__entry__in=Entry.objects.visible_to(user))


class Profile(models.Model):
    """The page of a holder who agreed to appear. There is none without a live consent: the database refuses it."""

    id = IdField(primary_key=True, default=new_id, editable=False)
    holder = models.OneToOneField("register.Holder", on_delete=models.PROTECT, related_name="profile")
    consent = models.OneToOneField(ProfileConsent, on_delete=models.PROTECT, related_name="profile")
    name_ar = models.CharField(_("public name (Arabic)"), max_length=NAME_MOST, blank=True)
    name_latin = models.CharField(_("public name (Latin)"), max_length=NAME_MOST, blank=True)
    sort_ar = PlainOrderField(_("sort key on an Arabic page"), max_length=2 * NAME_MOST)
    sort_latin = PlainOrderField(_("sort key on another page"), max_length=2 * NAME_MOST)
    words_ar = models.CharField(_("own words (Arabic)"), max_length=WORDS_MOST, blank=True)
    words_fr = models.CharField(_("own words (French)"), max_length=WORDS_MOST, blank=True)
    telephone = models.CharField(_("telephone shown to the public"), max_length=TELEPHONE_MOST, blank=True)
    place_shown = models.CharField(_("place shown"), max_length=8, choices=PlaceShown, default=PlaceShown.PROVINCE)
    described_at = models.DateTimeField(_("described at"))
    hidden_at = models.DateTimeField(_("hidden at"), null=True, blank=True)

    objects = ProfileQuerySet.as_manager()

    class Meta:
        verbose_name = _("page of the directory")
        verbose_name_plural = _("pages of the directory")
        constraints = [
            models.CheckConstraint(name="profile_is_named_in_one_script", condition=~Q(name_ar="") | ~Q(name_latin="")),
            models.CheckConstraint(name="profile_says_something", condition=~Q(words_ar="") | ~Q(words_fr="")),
            models.CheckConstraint(name="profile_place_shown_is_known", condition=Q(place_shown__in=PlaceShown.values)),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Product(models.Model):
    """Something that a holder makes and wants to be known for, in the order of their page."""

    id = IdField(primary_key=True, default=new_id, editable=False)
    profile = models.ForeignKey(Profile, on_delete=models.PROTECT, related_name="products")
    trade = models.ForeignKey("reference.Trade", on_delete=models.PROTECT, related_name="+", db_index=False)
    name_ar = models.CharField(_("name (Arabic)"), max_length=NAME_MOST, blank=True)
    name_fr = models.CharField(_("name (French)"), max_length=NAME_MOST, blank=True)
    words_ar = models.CharField(_("own words (Arabic)"), max_length=PRODUCT_WORDS_MOST, blank=True)
    words_fr = models.CharField(_("own words (French)"), max_length=PRODUCT_WORDS_MOST, blank=True)
    place = models.PositiveSmallIntegerField(_("place on the page"))
    added_at = models.DateTimeField(_("added at"))

    class Meta:
        verbose_name = _("product")
        verbose_name_plural = _("products")
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(name="product_has_its_own_place", fields=["profile", "place"]),
            models.CheckConstraint(name="product_is_named", condition=~Q(name_ar="") | ~Q(name_fr="")),
        ]

    def __str__(self) -> str:
        return self.name_ar or self.name_fr


class PhotoQuerySet(models.QuerySet["Photo"]):
    def shown_on(self, day: dt.date) -> "PhotoQuerySet":
        """Photos of the pages that the public sees."""
        return self.filter(profile__in=Profile.objects.shown_on(day).values("pk"))

    def visible_to(self, user: User) -> "PhotoQuerySet":
        return self.filter(profile__in=Profile.objects.visible_to(user).values("pk"))


class Photo(models.Model):
    """A photo of the page, or of one of its products, in two sizes: stored files of their own, erased with it."""

    id = IdField(primary_key=True, default=new_id, editable=False)
    profile = models.ForeignKey(Profile, on_delete=models.PROTECT, related_name="photos")
    product = models.ForeignKey(Product, on_delete=models.PROTECT, null=True, blank=True, related_name="photos")
    small = models.OneToOneField("documents.StoredFile", on_delete=models.PROTECT, related_name="+")
    large = models.OneToOneField("documents.StoredFile", on_delete=models.PROTECT, related_name="+")
    width = models.PositiveSmallIntegerField(_("width in pixels"))
    height = models.PositiveSmallIntegerField(_("height in pixels"))
    added_at = models.DateTimeField(_("added at"))

    objects = PhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["pk"]  # ids grow with time: the order in which they were added
        constraints = [models.CheckConstraint(name="photo_has_sides", condition=Q(width__gt=0, height__gt=0))]

    def __str__(self) -> str:
        return str(self.pk)


class ProfileWord(models.Model):
    """A word of a page's name or products, and its key across scripts: what the page is found by. Derived, made anew."""

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="words")
    word = PlainOrderField(_("word"), max_length=2 * NAME_MOST)
    key = PlainOrderField(_("key"), max_length=2 * NAME_MOST)
    algorithm = models.PositiveSmallIntegerField(_("version of the algorithm"))

    class Meta:
        verbose_name = _("word of a page")
        verbose_name_plural = _("words of pages")
        indexes = [
            models.Index(name="profile_word_spelled", fields=["word"]),
            models.Index(name="profile_word_keyed", fields=["key"]),
        ]

    def __str__(self) -> str:
        return self.word
