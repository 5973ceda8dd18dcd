"""What is chosen from a list is in the list, in the database too."""

from typing import Final

import pytest
from django.apps import apps
from django.db import connection, models, transaction
from django.db.utils import IntegrityError

from hirfa.cards.choices import MoveReason
from hirfa.cards.models import CardMove
from tests.factories.cards import AT, issued_card

# Rows that one function derives from checked ones, by the million: the check would cost more than it could find.
DERIVED: Final = {"register.Situation", "register.NameKey", "register.IdentityKey"}
# Rows that the computation of figures alone writes, from definitions that are checked when they are read.
COMPUTED: Final = {"indicators.Figure", "indicators.FigureCell"}


def chosen_fields():
    return [
        (model, field.name)
        for model in apps.get_models()
        if model.__module__.startswith("hirfa.") and model._meta.label not in DERIVED | COMPUTED
        for field in model._meta.local_concrete_fields
        if field.choices
    ]


def is_checked(model, name):
    checks = [each for each in model._meta.constraints if isinstance(each, models.CheckConstraint)]
    return any(f"'{name}__in'" in str(each.condition) for each in checks)


def test_each_choice_is_checked_by_the_database():
    assert len(chosen_fields()) > 20
    assert [f"{model._meta.label}.{name}" for model, name in chosen_fields() if not is_checked(model, name)] == []


@pytest.mark.django_db
def test_a_card_moves_to_no_unheard_of_state():
    card = issued_card()

    with pytest.raises(IntegrityError, match="card_move_states_are_known"), transaction.atomic():
        CardMove.objects.create(
            card=card, old="VALID", new="EATEN", reason=MoveReason.LOST, on=AT.date(), recorded_at=AT
        )


@pytest.mark.django_db
def test_the_checks_stand_in_the_tables_as_in_the_models():
    for model in {model for model, _name in chosen_fields()}:
        with connection.cursor() as cursor:
            there = connection.introspection.get_constraints(cursor, model._meta.db_table)
        named = {each.name for each in model._meta.constraints if isinstance(each, models.CheckConstraint)}
        assert named <= set(there), model._meta.label
