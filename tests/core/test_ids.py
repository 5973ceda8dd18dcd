"""Identifiers."""

import datetime as dt

import pytest

from hirfa.core.ids import new_id, seeded_ids

AT = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)


def test_an_id_is_a_uuid_of_version_seven():
    made = new_id()

    assert (made.version, made.variant) == (7, "specified in RFC 4122")


def test_the_same_seed_makes_the_same_ids_in_order():
    first, second = seeded_ids(seed=1, at=AT), seeded_ids(seed=1, at=AT)
    made = [first() for _ in range(10_000)]

    assert made == [second() for _ in range(10_000)]
    assert made == sorted(made)
    assert len(set(made)) == 10_000
    assert all(one.version == 7 for one in made)


@pytest.mark.django_db
def test_an_id_comes_back_from_the_database_as_it_went_in():
    from hirfa.accounts.models import User
    from tests.factories.accounts import UserFactory

    user = UserFactory()

    assert User.objects.get(pk=user.pk).pk == user.pk
    assert User.objects.filter(pk__in=[user.pk, new_id()]).count() == 1
