"""Who stands in the register: people and units, each with a craft number for life."""

from typing import Any, Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from hirfa.core.crypto import SealedField
from hirfa.core.fields import PlainOrderField
from hirfa.core.ids import IdField, new_id

from ..choices import (
    BirthPrecision,
    HolderKind,
    Sex,
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


# What a person is once erased: the columns that name somebody, and the empty values in their place.
BLANK_PERSON: Final[dict[str, Any]] = {
    **dict.fromkeys(("given_name_ar", "family_name_ar", "given_name_latin", "family_name_latin"), ""),
    **dict.fromkeys(("sort_ar", "sort_latin", "birth_precision"), ""),
    **dict.fromkeys(("born_on", "cin", "phone", "email", "portrait_seed"), None),
    "cin_shared": False,
}


class PersonQuerySet(models.QuerySet["Person"]):
    def current(self) -> "PersonQuerySet":
        """People who still stand on an active source: those merged into another do not count twice."""
        return self.filter(is_current=True)


class Person(models.Model):
    """A person, computed from the active links to the lines that chambers delivered. At least one script names them.

    Once erased (law 09-08) nothing says who it was; the craft number stays used, and counts of the past stay true.
    """

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
    erased_at = models.DateTimeField(_("personal data erased at"), null=True, blank=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.CheckConstraint(
                name="person_is_named_in_one_script",
                condition=~models.Q(family_name_ar="")
                | ~models.Q(family_name_latin="")
                | models.Q(erased_at__isnull=False),
            ),
            models.CheckConstraint(
                name="person_erased_is_blank",
                condition=models.Q(erased_at__isnull=True) | models.Q(**BLANK_PERSON),
            ),
            models.CheckConstraint(name="person_sex_is_known", condition=models.Q(sex__in=Sex.values)),
            models.CheckConstraint(
                name="person_birth_has_its_precision",
                condition=models.Q(born_on__isnull=True, birth_precision="")
                | models.Q(born_on__isnull=False, birth_precision__in=BirthPrecision.values),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class FormerName(models.Model):
    """A name that a person bore in the register until it was corrected or changed. Append-only."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="former_names")
    given_name_ar = models.CharField(_("given name (Arabic)"), max_length=80, blank=True)
    family_name_ar = models.CharField(_("family name (Arabic)"), max_length=80, blank=True)
    given_name_latin = models.CharField(_("given name (Latin)"), max_length=80, blank=True)
    family_name_latin = models.CharField(_("family name (Latin)"), max_length=80, blank=True)
    borne_until = models.DateField(_("borne until (not included)"))
    recorded_at = models.DateTimeField(_("recorded at"))

    class Meta:
        verbose_name = _("former name")
        verbose_name_plural = _("former names")
        constraints = [
            models.CheckConstraint(
                name="former_name_is_in_one_script",
                condition=~models.Q(family_name_ar="") | ~models.Q(family_name_latin=""),
            ),
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
