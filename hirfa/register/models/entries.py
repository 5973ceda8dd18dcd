"""A holder's line in the register, and all that it was between two days."""

import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _

from hirfa.accounts.models import User
from hirfa.core.ids import IdField, new_id

from ..choices import (
    EntryKind,
    Sex,
    StandingState,
    TitleKind,
)
from .dated import DatedRow, dated_constraints, holding_on, open_once
from .holders import Holder


class EntryQuerySet(models.QuerySet["Entry"]):
    def in_force_on(self, day: dt.date, *, known_at: dt.datetime | None = None) -> "EntryQuerySet":
        held = Situation.objects.holding_on(day, known_at=known_at).in_force()
        return self.filter(pk__in=held.values("entry_id"))

    def visible_to(self, user: User) -> "EntryQuerySet":
        """Entries of the user's territory, by the chamber that keeps them. A line still being loaded is not there yet."""
        # without the first condition an entry that has no situation would pass: its columns are null too
        open_now = {
            "situations__isnull": False,
            "situations__valid_to__isnull": True,
            "situations__retracted_at__isnull": True,
        }
        if user.chamber_code:
            return self.filter(situations__chamber_code=user.chamber_code, **open_now)
        if user.region_code:
            return self.filter(situations__region_code=user.region_code, **open_now)
        return self.filter(**open_now)


class Entry(models.Model):
    """A holder's line in the register. One a holder: the title of maalem is a dated fact on it, not another entry."""

    id = IdField(primary_key=True, default=new_id, editable=False)
    holder = models.OneToOneField(Holder, on_delete=models.PROTECT, related_name="entry")
    kind = models.CharField(_("kind"), max_length=12, choices=EntryKind)
    registered_on = models.DateField(_("registered on"))
    recorded_at = models.DateTimeField(_("recorded at"))

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        constraints = [
            models.CheckConstraint(name="entry_kind_is_known", condition=models.Q(kind__in=EntryKind.values)),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class SituationQuerySet(models.QuerySet["Situation"]):
    def holding_on(self, day: dt.date, *, known_at: dt.datetime | None = None) -> "SituationQuerySet":
        return self.filter(holding_on(day, known_at=known_at))

    def in_force(self) -> "SituationQuerySet":
        return self.filter(state=StandingState.IN_FORCE)

    def of_people(self) -> "SituationQuerySet":
        return self.filter(kind=EntryKind.ARTISAN)

    def open_now(self) -> "SituationQuerySet":
        """The last situation of each entry, as believed today: one row an entry, whatever its state."""
        return self.filter(valid_to__isnull=True, retracted_at__isnull=True)

    def visible_to(self, user: User) -> "SituationQuerySet":
        if user.chamber_code:
            return self.filter(chamber_code=user.chamber_code)
        if user.region_code:
            return self.filter(region_code=user.region_code)
        return self


class Situation(DatedRow):
    """All that an entry was between two days, as known between two moments: the dated rows side by side.

    Derived from standings, titles, affiliations, workplaces and practices, so that a figure over the country is one
    scan and not six joins. `operations.restate_situations` makes it anew: an entry whose file is still being loaded
    has none. For one entry, day and moment of knowledge at most one row holds.
    """

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="situations")
    # The entry's own holder, told again: neither index nor foreign key, which a database would have to scan for.
    holder = models.ForeignKey(
        Holder, on_delete=models.PROTECT, related_name="situations", db_index=False, db_constraint=False
    )
    nia = models.CharField(_("craft number (NIA)"), max_length=16)
    kind = models.CharField(_("kind"), max_length=12, choices=EntryKind)
    state = models.CharField(_("state"), max_length=12, choices=StandingState)
    title = models.CharField(_("title"), max_length=8, choices=TitleKind, blank=True)
    sex = models.CharField(_("sex"), max_length=1, choices=Sex, blank=True)
    region_code = models.CharField(_("region"), max_length=2)
    province_code = models.CharField(_("province"), max_length=6)
    chamber_code = models.CharField(_("chamber"), max_length=2)
    trade_code = models.CharField(_("trade"), max_length=16)

    objects = SituationQuerySet.as_manager()

    class Meta:
        verbose_name = _("situation")
        verbose_name_plural = _("situations")
        constraints = [*dated_constraints("situation"), open_once("situation", "entry")]
        indexes = [models.Index(name="situation_of_a_chamber", fields=["chamber_code", "trade_code"])]

    def __str__(self) -> str:
        return f"{self.nia} {self.state} {self.valid_from}"
