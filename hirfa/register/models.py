"""The register: who practises a craft, since when, where and under which title; each dated fact with its recording."""

import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _

from hirfa.accounts.models import User
from hirfa.core.crypto import SealedField
from hirfa.core.fields import PlainOrderField
from hirfa.core.ids import IdField, new_id

from .choices import (
    BirthPrecision,
    EntryKind,
    HolderKind,
    IdentityKeyKind,
    NameKeyKind,
    Sex,
    SourceFileState,
    StandingState,
    TitleKind,
    UnitKind,
)


class Holder(models.Model):
    """A person or a unit that cards, fairs, exports and benefits point to. Its craft number is its own for life."""

    id = IdField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(_("kind"), max_length=8, choices=HolderKind)
    nia = models.CharField(_("craft number (NIA)"), max_length=16, unique=True, null=True, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"))

    class Meta:
        verbose_name = _("holder")
        verbose_name_plural = _("holders")
        constraints = [
            models.CheckConstraint(name="holder_kind_is_known", condition=models.Q(kind__in=HolderKind.values)),
        ]

    def __str__(self) -> str:
        return self.nia or str(self.pk)


class NiaCounter(models.Model):
    """The last serial number given: one row, locked while numbers are taken, so that none is given twice."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    last_serial = models.PositiveBigIntegerField(_("last serial number"), default=0)

    class Meta:
        verbose_name = _("counter of craft numbers")
        verbose_name_plural = _("counter of craft numbers")
        constraints = [models.CheckConstraint(name="nia_counter_is_alone", condition=models.Q(id=1))]

    def __str__(self) -> str:
        return str(self.last_serial)


class PersonQuerySet(models.QuerySet["Person"]):
    def current(self) -> "PersonQuerySet":
        """People who still stand on an active source: those merged into another do not count twice."""
        return self.filter(is_current=True)


class Person(models.Model):
    """A person, computed from the active links to the lines that chambers delivered. At least one script names them."""

    holder = models.OneToOneField(Holder, on_delete=models.PROTECT, primary_key=True, related_name="person")
    given_name_ar = models.CharField(_("given name (Arabic)"), max_length=80, blank=True)
    family_name_ar = models.CharField(_("family name (Arabic)"), max_length=80, blank=True)
    given_name_latin = models.CharField(_("given name (Latin)"), max_length=80, blank=True)
    family_name_latin = models.CharField(_("family name (Latin)"), max_length=80, blank=True)
    sort_ar = PlainOrderField(_("sort key (Arabic)"), max_length=164, blank=True)
    sort_latin = PlainOrderField(_("sort key (Latin)"), max_length=164, blank=True)
    sex = models.CharField(_("sex"), max_length=1, choices=Sex)
    born_on = models.DateField(_("born on"), null=True, blank=True)
    birth_precision = models.CharField(_("precision of birth"), max_length=5, choices=BirthPrecision, blank=True)
    cin = SealedField(_("CIN"), context="person.cin", null=True, blank=True)
    phone = SealedField(_("telephone"), context="person.phone", null=True, blank=True)
    email = SealedField(_("e-mail"), context="person.email", null=True, blank=True)
    portrait_seed = models.PositiveIntegerField(_("seed of the drawn portrait"), null=True, blank=True)
    cin_shared = models.BooleanField(_("CIN known to another person"), default=False)
    is_current = models.BooleanField(_("stands on an active source"), default=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.CheckConstraint(
                name="person_is_named_in_one_script",
                condition=~models.Q(family_name_ar="") | ~models.Q(family_name_latin=""),
            ),
            models.CheckConstraint(name="person_sex_is_known", condition=models.Q(sex__in=Sex.values)),
            models.CheckConstraint(
                name="person_birth_has_its_precision",
                condition=models.Q(born_on__isnull=True, birth_precision="")
                | models.Q(born_on__isnull=False, birth_precision__in=BirthPrecision.values),
            ),
        ]
        indexes = [
            models.Index(name="person_by_arabic_name", fields=["sort_ar"]),
            models.Index(name="person_by_latin_name", fields=["sort_latin"]),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Unit(models.Model):
    """A cooperative or an enterprise."""

    holder = models.OneToOneField(Holder, on_delete=models.PROTECT, primary_key=True, related_name="unit")
    kind = models.CharField(_("kind"), max_length=12, choices=UnitKind)
    name_ar = models.CharField(_("name (Arabic)"), max_length=160, blank=True)
    name_latin = models.CharField(_("name (Latin)"), max_length=160, blank=True)
    ice = models.CharField(_("common identifier of enterprises (ICE)"), max_length=15, blank=True)

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        constraints = [
            models.CheckConstraint(name="unit_kind_is_known", condition=models.Q(kind__in=UnitKind.values)),
            models.CheckConstraint(name="unit_is_named", condition=~models.Q(name_ar="") | ~models.Q(name_latin="")),
        ]

    def __str__(self) -> str:
        return self.name_ar or self.name_latin


class DatedRow(models.Model):
    """A fact about an entry from a day to before another, known from `recorded_at` until it was retracted.

    A correction never changes a row: it retracts it and records others. So what was known on a day can be asked for.
    """

    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to (not included)"), null=True, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"))
    retracted_at = models.DateTimeField(_("retracted at"), null=True, blank=True)

    class Meta:
        abstract = True


def dated_constraints(name: str) -> list[models.CheckConstraint]:
    return [
        models.CheckConstraint(
            name=f"{name}_ends_after_it_starts",
            condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gt=models.F("valid_from")),
        ),
    ]


def open_once(name: str, *fields: str) -> models.UniqueConstraint:
    """Of the rows still believed, one at most is open."""
    return models.UniqueConstraint(
        name=f"{name}_open_once",
        fields=list(fields),
        condition=models.Q(valid_to__isnull=True, retracted_at__isnull=True),
    )


def holding_on(day: dt.date, *, known_at: dt.datetime | None = None, prefix: str = "") -> models.Q:
    """Return the condition that a dated row holds on a day, as believed today or as known before a moment.

    `prefix` reaches the row through a relation (`standings__`).
    """
    valid = models.Q(**{f"{prefix}valid_from__lte": day}) & (
        models.Q(**{f"{prefix}valid_to__isnull": True}) | models.Q(**{f"{prefix}valid_to__gt": day})
    )
    if known_at is None:
        return valid & models.Q(**{f"{prefix}retracted_at__isnull": True})
    return (
        valid
        & models.Q(**{f"{prefix}recorded_at__lt": known_at})
        & (models.Q(**{f"{prefix}retracted_at__isnull": True}) | models.Q(**{f"{prefix}retracted_at__gte": known_at}))
    )


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
    supervised_by = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="supervises",
        verbose_name=_("supervising artisan"),
    )
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


class Standing(DatedRow):
    """Whether an entry is in force, suspended or closed."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="standings")
    state = models.CharField(_("state"), max_length=12, choices=StandingState)
    ground = models.CharField(_("ground"), max_length=32, blank=True)

    class Meta:
        verbose_name = _("standing")
        verbose_name_plural = _("standings")
        constraints = [
            *dated_constraints("standing"),
            open_once("standing", "entry"),
            models.CheckConstraint(name="standing_state_is_known", condition=models.Q(state__in=StandingState.values)),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.valid_from}"


class Title(DatedRow):
    """Artisan or master artisan (maalem)."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="titles")
    kind = models.CharField(_("title"), max_length=8, choices=TitleKind)

    class Meta:
        verbose_name = _("title")
        verbose_name_plural = _("titles")
        constraints = [
            *dated_constraints("title"),
            open_once("title", "entry"),
            models.CheckConstraint(name="title_kind_is_known", condition=models.Q(kind__in=TitleKind.values)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.valid_from}"


class Affiliation(DatedRow):
    """The chamber that keeps an entry."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="affiliations")
    # Lists by chamber, province or trade read Situation, so these columns carry no index of their own.
    chamber = models.ForeignKey(
        "reference.Chamber", on_delete=models.PROTECT, related_name="affiliations", db_index=False
    )
    local_number = models.CharField(_("number in the chamber's own list"), max_length=32, blank=True)

    class Meta:
        verbose_name = _("affiliation")
        verbose_name_plural = _("affiliations")
        constraints = [*dated_constraints("affiliation"), open_once("affiliation", "entry")]

    def __str__(self) -> str:
        return f"{self.chamber_id} {self.valid_from}"


class Workplace(DatedRow):
    """Where the craft is practised: province, commune, and the address itself, sealed."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="workplaces")
    province = models.ForeignKey(
        "reference.Province", on_delete=models.PROTECT, related_name="workplaces", db_index=False
    )
    commune = models.ForeignKey(
        "reference.Commune", on_delete=models.PROTECT, null=True, blank=True, related_name="workplaces", db_index=False
    )
    address = SealedField(_("address"), context="workplace.address", null=True, blank=True)

    class Meta:
        verbose_name = _("place of work")
        verbose_name_plural = _("places of work")
        constraints = [*dated_constraints("workplace"), open_once("workplace", "entry")]

    def __str__(self) -> str:
        return f"{self.province_id} {self.valid_from}"


class Practice(DatedRow):
    """A trade practised. One is the main trade: the one on the card."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="practices")
    trade = models.ForeignKey("reference.Trade", on_delete=models.PROTECT, related_name="practices", db_index=False)
    is_main = models.BooleanField(_("main trade"), default=True)

    class Meta:
        verbose_name = _("trade practised")
        verbose_name_plural = _("trades practised")
        constraints = [
            *dated_constraints("practice"),
            models.UniqueConstraint(
                name="practice_one_main_trade",
                fields=["entry"],
                condition=models.Q(is_main=True, valid_to__isnull=True, retracted_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.trade_id} {self.valid_from}"


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
    scan and not six joins. `operations.restate_situations` makes it anew; an entry whose file is still being loaded
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


class NameKey(models.Model):
    """A cross-script key of a name, by algorithm version. Derived, so rebuilt by a command; the chamber narrows a search.

    Neither key table is reached from a person (a person's keys are computed again from the names), so `person` has no
    index; nor has it a foreign key in the database, which would cost millions of look-ups in a load.
    """

    kind = models.PositiveSmallIntegerField(_("kind"), choices=NameKeyKind)
    key = PlainOrderField(_("key"), max_length=96)
    algorithm = models.PositiveSmallIntegerField(_("version of the algorithm"))
    chamber = models.ForeignKey(
        "reference.Chamber", on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="name_keys", db_index=False, db_constraint=False
    )

    class Meta:
        verbose_name = _("key of a name")
        verbose_name_plural = _("keys of names")
        indexes = [
            models.Index(name="name_key_national", fields=["key"]),
            models.Index(name="name_key_of_a_chamber", fields=["chamber", "key"]),
        ]

    def __str__(self) -> str:
        return self.key


class IdentityKey(models.Model):
    """A keyed hash of a CIN or telephone, to look up equal and nearly equal ones. Nobody can read it back."""

    kind = models.PositiveSmallIntegerField(_("kind"), choices=IdentityKeyKind)
    key = models.BigIntegerField(_("keyed hash"))
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="identity_keys", db_index=False, db_constraint=False
    )

    class Meta:
        verbose_name = _("keyed hash of an identity")
        verbose_name_plural = _("keyed hashes of identities")
        indexes = [models.Index(name="identity_key_look_up", fields=["key", "kind"])]

    def __str__(self) -> str:
        return str(self.kind)


class SourceFile(models.Model):
    """A file as a chamber delivered it. Its rows are staged first and enter the register together."""

    id = IdField(primary_key=True, default=new_id, editable=False)
    chamber = models.ForeignKey("reference.Chamber", on_delete=models.PROTECT, related_name="source_files")
    name = models.CharField(_("file name"), max_length=200)
    sha256 = models.CharField(_("hash"), max_length=64)
    state = models.CharField(_("state"), max_length=12, choices=SourceFileState, default=SourceFileState.PREPARING)
    received_at = models.DateTimeField(_("received at"))
    loaded_at = models.DateTimeField(_("loaded at"), null=True, blank=True)
    counts = models.JSONField(_("lines read, loaded, unchanged, refused"), default=dict)

    class Meta:
        verbose_name = _("delivered file")
        verbose_name_plural = _("delivered files")
        constraints = [
            models.CheckConstraint(
                name="source_file_state_is_known", condition=models.Q(state__in=SourceFileState.values)
            ),
            models.UniqueConstraint(
                name="source_file_loaded_once",
                fields=["chamber", "sha256"],
                condition=models.Q(state=SourceFileState.LOADED),
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
    identity = models.CharField(_("chamber and local number, else a hash"), max_length=72)
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

    row = models.ForeignKey(SourceRow, on_delete=models.PROTECT, related_name="links", db_index=False)
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
