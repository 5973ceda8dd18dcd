"""What people are looked up by. Derived: made anew from the people themselves."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hirfa.core.fields import PlainOrderField

from ..choices import (
    IdentityKeyKind,
    NameKeyKind,
)
from ..rules import LONGEST_KEY, LONGEST_NAME, LONGEST_WORD_KEY
from .holders import Person


class NameKey(models.Model):
    """A cross-script key of a name, by algorithm version. Derived, so rebuilt by `hirfa rebuild_names`; the chamber narrows a search.

    Neither key table is reached from a person (a person's keys are computed again from the names), so `person` has no
    index; nor has it a foreign key in the database, which would cost millions of look-ups in a load.
    """

    kind = models.PositiveSmallIntegerField(_("kind"), choices=NameKeyKind)
    key = PlainOrderField(_("key"), max_length=LONGEST_KEY)
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


class NameWord(models.Model):
    """A word that names are made of, and its key: what the unfinished word of a search may turn out to be.

    Learned from the names that are loaded; says of nobody that they are in the register.
    """

    word = PlainOrderField(_("word"), max_length=LONGEST_NAME, primary_key=True)
    key = PlainOrderField(_("key"), max_length=LONGEST_WORD_KEY)
    algorithm = models.PositiveSmallIntegerField(_("version of the algorithm"))
    people = models.PositiveIntegerField(_("times met"))

    class Meta:
        verbose_name = _("word of names")
        verbose_name_plural = _("words of names")

    def __str__(self) -> str:
        return self.word
