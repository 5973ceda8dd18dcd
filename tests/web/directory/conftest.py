"""A page of Fatima's, with a product and a photo; files in a place of their own."""

import pytest
from django.urls import reverse
from django.utils import translation

from hirfa.directory.operations import add_photo
from tests.factories.accounts import UserFactory
from tests.factories.directory import AT, a_product, appearing, picture


@pytest.fixture(autouse=True)
def own_place(settings, tmp_path):
    settings.HIRFA_VAR = tmp_path
    return tmp_path


@pytest.fixture
def fatima(db):
    profile = appearing(address="12 rue de la Kasbah", cin="CD123456", phone="+212612345678")
    product = a_product(profile)
    add_photo(profile=profile, content=picture(), by="tests", at=AT)
    add_photo(profile=profile, content=picture(), product=product, by="tests", at=AT)
    return profile


@pytest.fixture
def officer(client):
    user = UserFactory(username="amina")
    client.force_login(user)
    return user


@pytest.fixture
def address():
    """Return the address of a page in English."""

    def of(name, **words):
        with translation.override("en"):
            return reverse(f"web:{name}", kwargs=words)

    return of
