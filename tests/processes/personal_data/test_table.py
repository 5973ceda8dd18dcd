"""Whatever holds something of a person is declared, and the declaration names nothing that is not there."""

import copy
import inspect
import re
import uuid

import pytest
import yaml
from django.apps import apps
from django.db import models
from django_tasks.base import Task

from hirfa.core.crypto import SealedField
from hirfa.jobs import tasks as jobs
from hirfa.notifications import tasks as notifications
from hirfa.processes.personal_data import holdings
from hirfa.processes.personal_data.table import LANGUAGES, PATH, Erasure, TableRefused, personal_fields, read_table
from hirfa.reference.files import read_parameters
from hirfa.register.models import Entry, Holder, Person

TABLE = personal_fields()
BY_TYPE = (SealedField, models.TextField, models.JSONField, models.FileField, models.GenericIPAddressField)
BY_NAME = re.compile(
    r"(^|_)(name|cin|phone|telephone|email|mail|address|portrait|photo|born|birth|sex|words?|text|notes?|remark|reasons?"
    r"|content|message|recipient|values|before|after|by|username|password|login|ref|local_number|ice|sort|seed|device"
    r"|identity|actor|subject|about|facts|parameters|ground|language|minutes|file|small|large|consent|given_to"
    r"|withdrawn_to|session_key|asked_by|taker|giver)(_|$)"
)
PEOPLE = ("register.Holder", "register.Person", "accounts.User")

# What the rule above finds and what speaks of no person, each with the reason.
NO_PERSON = {
    "auth.": "Django's own lists of rights, which the product does not use",
    "reference.": "lists, texts and delays of the State",
    "indicators.": "counts",
    "certification.Scheme.source": "a list of the State",
    "certification.SupportProgramme.source": "a list of the State",
    "certification.Certificate.file": "the file that led to a certificate: a row, no document",
    "certification.CertificateSuspension.reason": "a code",
    "fairs.Withholding.reason": "a code",
    "training.Centre.source": "a list of the State",
    "training.Session.minutes": "how long a session lasts",
    "benefits.Partner.source": "a list of the State",
    "benefits.Agreement.source": "a list of the State",
    "fairs.Fair.name_": "the name of a fair",
    "fairs.VisitCount.device": "a counter at a gate",
    "cooperatives.WomenSpace.name_": "the name of a house",
    "cards.CardMove.reason": "a code",
    "casework.PieceRequest.codes": "codes of pieces",
    "accounts.Delegation.acts": "codes of acts",
    "issuing.Credential.subject_type": "a kind of subject",
    "django_tasks_database.DBTaskResult.queue_name": "a name of the program's own",
    "django_tasks_database.DBTaskResult.backend_name": "a name of the program's own",
    "django_tasks_database.DBTaskResult.run_after": "a moment",
    "casework.Sitting_members.user": "told as Sitting.members",
    "register.SourceRow.file": "the list that a line came in, told itself",
    # how the rows of a person hang together: the rows are told themselves
    "register.Person.holder": "the person's own holder",
    "register.FormerName.person": "the person's own row",
    "register.Unit.holder": "a unit",
    "register.Application.holder": "whom an application was admitted as",
    "register.Entry.holder": "the entry of a holder",
    "register.Situation.holder": "derived from the dated facts",
    "register.NameKey.person": "the row is deleted",
    "register.IdentityKey.person": "the row is deleted",
    "register.SourceLink.person": "that a line speaks of a person",
    "cards.Card.holder": "whose card",
    "directory.Profile.holder": "whose page",
    "directory.Profile.consent": "the consent that a page stands by: told itself",
}


def suspicious_fields():
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.concrete_fields:
            leads_to = field.related_model._meta.label if field.is_relation else ""
            if isinstance(field, BY_TYPE) or leads_to in PEOPLE or BY_NAME.search(field.name):
                yield f"{model._meta.label}.{field.name}"


def test_every_field_that_may_hold_something_of_a_person_is_declared_or_said_to_hold_nothing():
    found = set(suspicious_fields())

    unknown = {name for name in found - TABLE.named() if not name.startswith(tuple(NO_PERSON))}

    assert unknown == set()


def test_nothing_is_excused_that_is_not_there():
    found = set(suspicious_fields())

    idle = {start for start in NO_PERSON if not any(name.startswith(start) for name in found)}

    assert idle == set()
    assert not {name for name in TABLE.named() if name.startswith(tuple(NO_PERSON))}


def test_every_sealed_field_is_declared_as_personal():
    sealed = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, SealedField)
    }

    assert sealed
    assert sealed <= TABLE.named()


def test_each_delay_is_a_legal_parameter_with_its_source():
    rows = {row["key"]: row for row in read_parameters()}

    assert {field.retention for field in TABLE.fields} <= set(rows)
    assert {key for key in rows if key.startswith("personal.")} == set(TABLE.words["retentions"])
    assert all(rows[key]["source"] for key in TABLE.words["retentions"])


def test_every_word_is_said_in_three_languages_and_used():
    used = {
        "subjects": {field.subject for field in TABLE.fields},
        "purposes": {field.purpose for field in TABLE.fields},
        "bases": {field.basis for field in TABLE.fields},
        "retentions": {field.retention for field in TABLE.fields},
        "reasons": {field.reason for field in TABLE.fields} - {""},
    }

    assert {kind: set(words) for kind, words in TABLE.words.items()} == used
    assert all(TABLE.say(kind, key, each) for kind, keys in used.items() for key in keys for each in LANGUAGES)


@pytest.mark.parametrize(
    ("break_it", "complaint"),
    [
        (lambda told: told["fields"][0]["fields"].append("register.Person.shoe_size"), "no field shoe_size"),
        (lambda told: told["fields"][0]["fields"].append("register.Nobody.name"), "no model"),
        (lambda told: told["fields"][0].update(purpose="CURIOSITY"), "not of the list"),
        (lambda told: told["fields"][0].update(retention="personal.for_ever"), "not of the list"),
        (lambda told: told["fields"][0].update(erasure="KEEP"), "has a reason"),
        (lambda told: told["fields"][0].update(reason="PROOF"), "nothing else has"),
        (lambda told: told["fields"][0].update(retention="personal.trace_kept"), "has a delay"),
        (lambda told: told["fields"][0]["label"].pop("ar"), "no words in ar"),
        (lambda told: told["fields"][1]["fields"].append("register.Person.family_name_ar"), "told twice"),
    ],
)
def test_a_table_that_is_not_whole_is_refused(break_it, complaint):
    told = copy.deepcopy(yaml.safe_load(PATH.read_text(encoding="utf-8")))
    break_it(told)

    with pytest.raises(TableRefused, match=complaint):
        read_table(told)


def test_every_relation_to_a_person_is_told_or_has_its_reason():
    told = {model._meta.label for model in holdings.HOLDINGS}
    relations = {
        (relation.related_model._meta.label, relation.field.name)
        for model in (Holder, Person, Entry)
        for relation in model._meta.related_objects
    }

    forgotten = {
        f"{label}.{name}"
        for label, name in relations
        if label not in told and label not in holdings.NOT_TOLD and f"{label}.{name}" not in holdings.NOT_TOLD
    }

    assert relations
    assert forgotten == set()


def test_whatever_is_declared_of_the_registered_or_applicants_is_found_by_the_person():
    # the number; the dated facts told again; words of all names; minutes, which speak of several people
    apart = {"register.Holder", "register.Situation", "register.NameWord", "casework.Sitting"}
    declared = {field.model for field in TABLE.fields if field.subject in {"HOLDER", "APPLICANT"}}

    assert declared - {model._meta.label for model in holdings.HOLDINGS} <= apart


def test_what_is_erased_is_not_also_kept_for_a_reason():
    assert all(bool(field.reason) == (field.erasure is Erasure.KEEP) for field in TABLE.fields)


@pytest.mark.parametrize("task", [jobs.run_job, notifications.deliver_soon])
def test_the_worker_is_handed_ids_and_nothing_else(task):
    assert isinstance(task, Task)
    assert all(name.endswith("_id") for name in inspect.signature(task.func).parameters)


@pytest.mark.django_db
def test_a_task_in_the_database_holds_an_id_alone(settings):
    from django_tasks_db.models import DBTaskResult

    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    ident = str(uuid.UUID(int=7))
    notifications.deliver_soon.enqueue(ident)

    kept = DBTaskResult.objects.get().args_kwargs
    assert kept == {"args": [ident], "kwargs": {}}


def test_no_task_of_the_product_is_left_out_of_these_tests():
    code = "\n".join(path.read_text("utf-8") for path in PATH.parent.parent.parent.rglob("tasks.py"))

    assert len(re.findall(r"^@task\(", code, re.MULTILINE)) == 2
