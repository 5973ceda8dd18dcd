"""Opening a person's file is recorded, with a reason."""

import pytest

from hirfa.accounts.choices import Role
from hirfa.audit.models import DiaryLine
from hirfa.reference.models import Chamber
from hirfa.register.operations import PurposeUnknown, open_person_file
from hirfa.register.permissions import can_import_register, can_open_person, can_read_identity, can_view_entries
from tests.factories.accounts import UserFactory
from tests.factories.register import AT, lay_reference, register_artisan

pytestmark = pytest.mark.django_db


def test_the_opening_of_fatimas_file_stands_in_her_chambers_diary():
    entry = register_artisan()
    clerk = UserFactory(username="clerk")

    line = open_person_file(person=entry.holder.person, by=clerk, at=AT, purpose="SERVICE")

    assert (line.verb, line.actor, line.chain) == ("person.file_opened", "user:clerk", "chamber:03")
    assert line.subject == f"register.person:{entry.holder_id}"
    assert line.facts == {"purpose": "SERVICE", "scope": "chamber:03"}


@pytest.mark.parametrize("purpose", ["", "curiosity"])
def test_a_file_is_not_opened_without_a_reason(purpose):
    entry = register_artisan()

    with pytest.raises(PurposeUnknown):
        open_person_file(person=entry.holder.person, by=UserFactory(), at=AT, purpose=purpose)
    assert not DiaryLine.objects.filter(verb="person.file_opened").exists()


@pytest.mark.parametrize(
    ("role", "views", "opens", "reads"),
    [
        (Role.COUNTER, True, True, True),
        (Role.COMMISSION, True, True, False),
        (Role.MINISTRY_ANALYST, True, False, False),
        (Role.PARTNER, False, False, False),
        (Role.ADMINISTRATOR, False, False, False),
    ],
)
def test_roles_see_what_their_work_needs(role, views, opens, reads):
    user = UserFactory(role=role)

    assert (can_view_entries(user), can_open_person(user), can_read_identity(user)) == (views, opens, reads)


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ({"role": Role.INSTRUCTING}, True),
        ({"role": Role.INSTRUCTING, "scope": "chamber:07"}, False),
        ({"role": Role.INSTRUCTING, "scope": "region:03"}, True),
        ({"role": Role.INSTRUCTING, "scope": "region:07"}, False),
        ({"administrator": True}, True),
        ({"role": Role.COUNTER}, False),
        ({"administrator": True, "is_active": False}, False),
    ],
)
def test_a_chambers_file_is_loaded_by_its_own_officers_or_those_above(who, may):
    lay_reference()

    assert can_import_register(UserFactory(**who), Chamber.objects.get(code="03")) is may
