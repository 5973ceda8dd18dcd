"""Every relation to a holder is in the table: a new one that nobody thought of fails here."""

from collections.abc import Iterator

from django.apps import apps
from django.db import models

from hirfa.processes.cascade import CASCADE, Kept, reached
from hirfa.register.models import Entry, Holder, Person, Unit

POINTED_TO = {Holder, Person, Unit, Entry}


def relations_to(wanted: set[type[models.Model]]) -> Iterator[str]:
    """Yield "app.Model.field" of every relation of every model, those between apps and within, to one of the wanted."""
    for model in apps.get_models(include_auto_created=True):
        for field in [*model._meta.fields, *model._meta.many_to_many]:
            if field.is_relation and field.remote_field.model in wanted:
                yield f"{model._meta.label}.{field.name}"


def test_every_relation_to_a_holder_is_handled_or_kept_for_a_reason():
    found = set(relations_to(POINTED_TO))

    assert sorted(found - set(CASCADE)) == [], "say in hirfa/processes/cascade.py what happens to these"
    assert sorted(set(CASCADE) - found) == [], "the table names relations that do not exist"


def test_the_walk_finds_relations_of_each_kind():
    found = set(relations_to(POINTED_TO))

    # a foreign key, one to one, one without a constraint of the database, one to a person
    assert {"cards.Card.holder", "cooperatives.Cooperative.unit", "register.Situation.holder"} <= found
    assert "register.NameKey.person" in found
    assert list(relations_to({Kept})) == []


def test_what_is_kept_says_why():
    reasons = [each.reason for each in CASCADE.values() if isinstance(each, Kept)]

    assert reasons
    assert [reason for reason in reasons if len(reason.split()) < 6] == []


def test_an_app_acts_once_however_many_relations_lead_to_it():
    assert len({type(each) for each in reached()}) == len(reached())
