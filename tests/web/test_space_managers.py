"""Nadia answers for the women's spaces of Fes-Meknes: she appoints Khadija to that of Taounate, and ends it."""

import pytest
from django.db import IntegrityError

from hirfa.accounts.choices import Role
from hirfa.audit.models import DiaryLine
from hirfa.cooperatives.models import SpaceManagement
from hirfa.cooperatives.operations import ManagerRefused, appoint_space_manager, end_space_manager
from hirfa.register.rules import nia_of
from tests.factories.accounts import UserFactory
from tests.factories.casework import AT
from tests.factories.cooperatives import SpaceBeneficiaryFactory, WomenSpaceFactory
from tests.factories.register import lay_reference

pytestmark = pytest.mark.django_db
ALL = "/en/cooperatives/spaces/managers/"


@pytest.fixture
def space():
    lay_reference()
    return WomenSpaceFactory()


@pytest.fixture
def khadija():
    return UserFactory(username="khadija", full_name="Khadija", role=Role.SPACE_MANAGER, scope="region:03")


@pytest.fixture
def nadia(client):
    user = UserFactory(username="nadia", role=Role.DIRECTORATE, scope="region:03")
    client.force_login(user)
    return user


@pytest.fixture
def address(space):
    return f"/en/cooperatives/spaces/{space.pk}/managers/"


def appointed(space, user):
    return appoint_space_manager(user=user, space=space, by="tests", at=AT)


def refusal_of(client, address, login):
    answered = client.post(address, {"login": login})
    assert answered.status_code == 422
    return answered.content.decode()


def test_she_appoints_by_the_log_in(client, nadia, khadija, space, address):
    answered = client.post(address, {"login": " khadija "})

    management = SpaceManagement.objects.get()
    assert answered["Location"] == address
    assert (management.user, management.space, management.ended_at) == (khadija, space, None)
    [line] = DiaryLine.objects.filter(verb="space.manager_appointed")
    assert (line.actor, line.facts) == ("user:nadia", {"manager": "khadija"})


def test_she_appoints_by_the_craft_number_that_is_the_log_in(client, nadia, space, address):
    number = nia_of(12_345, digits=8)
    artisan = UserFactory(username=number, role=Role.SPACE_MANAGER, scope="region:03")

    client.post(address, {"login": f"{number[:4]} {number[4:8]} {number[8:]}"})

    assert SpaceManagement.objects.get().user == artisan


def test_she_ends_it_and_it_stays_with_its_moments(client, nadia, khadija, space, address):
    management = appointed(space, khadija)

    client.post(f"{address}{management.pk}/end/")

    management.refresh_from_db()
    page = client.get(address).content.decode()
    assert management.ended_at is not None
    assert "Ended on" in page
    assert "End the management" not in page
    assert DiaryLine.objects.get(verb="space.manager_ended").facts == {"manager": "khadija"}


def test_whoever_is_ended_sees_nothing_of_the_space_any_more(client, khadija, space):
    fatima = SpaceBeneficiaryFactory(space=space)
    client.force_login(khadija)
    management = appointed(space, khadija)
    assert space.name_fr in client.get("/en/space/").content.decode()

    end_space_manager(management=management, by="tests", at=AT)

    assert space.name_fr not in client.get("/en/space/").content.decode()
    assert client.get(f"/en/space/members/{fatima.pk}/").status_code == 404


def test_whoever_was_ended_may_be_given_another_space(client, nadia, khadija, space, address):
    end_space_manager(management=appointed(WomenSpaceFactory(), khadija), by="tests", at=AT)

    client.post(address, {"login": "khadija"})

    assert [each.space for each in SpaceManagement.objects.in_office()] == [space]


def test_a_log_in_of_nobody_is_said_to_be_none(client, nadia, address):
    assert "No account of this territory has this log-in" in refusal_of(client, address, "zineb")


def test_a_craft_number_without_an_account_is_said_to_have_none(client, nadia, address):
    page = refusal_of(client, address, nia_of(12_345, digits=8))

    assert "Being in the register gives no account" in page


def test_an_account_of_another_territory_is_answered_as_none(client, nadia, address):
    UserFactory(username="zineb", role=Role.SPACE_MANAGER, scope="region:07")

    assert "No account of this territory has this log-in" in refusal_of(client, address, "zineb")
    assert not SpaceManagement.objects.exists()


def test_an_account_of_another_role_is_not_appointed(client, nadia, address):
    UserFactory(username="samira", role=Role.COUNTER)

    assert "Only an account of a manager" in refusal_of(client, address, "samira")


def test_an_account_has_one_space_at_a_time(client, nadia, khadija, address):
    appointed(WomenSpaceFactory(), khadija)

    assert "manages a space already" in refusal_of(client, address, "khadija")
    with pytest.raises(IntegrityError):
        SpaceManagement.objects.create(user=khadija, space=WomenSpaceFactory(), recorded_at=AT)


@pytest.mark.parametrize("who", [{"is_active": False}, {"scope": "region:07"}])
def test_a_closed_account_or_one_that_works_elsewhere_is_refused(space, who):
    user = UserFactory(role=Role.SPACE_MANAGER, **({"scope": "region:03"} | who))

    with pytest.raises(ManagerRefused):
        appointed(space, user)


def test_a_closed_space_is_given_no_manager(client, nadia, khadija):
    lay_reference()
    closed = WomenSpaceFactory(closed=True)
    address = f"/en/cooperatives/spaces/{closed.pk}/managers/"

    assert "Appoint a manager" not in client.get(address).content.decode()
    client.post(address, {"login": "khadija"})
    assert not SpaceManagement.objects.exists()


def test_what_has_ended_is_not_ended_again(client, nadia, khadija, space, address):
    management = appointed(space, khadija)
    end_space_manager(management=management, by="tests", at=AT)

    page = client.post(f"{address}{management.pk}/end/", follow=True).content.decode()

    management.refresh_from_db()
    assert "no longer manages the space" in page
    assert management.ended_at == AT


def test_outside_the_territory_the_space_does_not_exist(client, nadia, khadija, space):
    there = WomenSpaceFactory(elsewhere=True)
    zineb = UserFactory(username="zineb", role=Role.SPACE_MANAGER, scope="region:07")
    management = appointed(there, zineb)
    address = f"/en/cooperatives/spaces/{there.pk}/managers/"

    assert client.get(address).status_code == 404
    assert client.post(address, {"login": "khadija"}).status_code == 404
    assert client.post(f"{address}{management.pk}/end/").status_code == 404
    assert str(there.pk) not in client.get(ALL).content.decode()
    assert SpaceManagement.objects.get().ended_at is None


def test_a_management_is_ended_on_the_page_of_its_own_space(client, nadia, khadija, space, address):
    management = appointed(WomenSpaceFactory(), khadija)

    assert client.post(f"{address}{management.pk}/end/").status_code == 404


@pytest.mark.parametrize("role", [Role.COUNTER, Role.SIGNATORY, Role.SPACE_MANAGER, Role.AUDITOR])
def test_others_appoint_nobody(client, space, khadija, address, role):
    management = appointed(space, khadija)
    client.force_login(UserFactory(role=role, scope="region:03"))

    assert client.get(ALL).status_code == 403
    assert client.get(address).status_code == 403
    assert client.post(address, {"login": "khadija"}).status_code == 403
    assert client.post(f"{address}{management.pk}/end/").status_code == 403


def test_the_administrator_appoints_in_the_whole_country(client, khadija, address):
    client.force_login(UserFactory(administrator=True))

    assert address in client.get(ALL).content.decode()
    assert client.post(address, {"login": "khadija"}).status_code == 302


def test_the_overview_shows_first_the_spaces_that_nobody_manages(client, nadia, khadija, space, address):
    appointed(space, khadija)
    alone = WomenSpaceFactory()
    end_space_manager(management=appointed(alone, UserFactory(role="SPACE_MANAGER")), by="tests", at=AT)

    page = client.get(ALL).content.decode()

    assert page.index(str(alone.pk)) < page.index("Nobody") < page.index(address) < page.index("Khadija")


def test_the_space_s_own_page_leads_there(client, nadia, space, address):
    assert address in client.get(f"/en/cooperatives/spaces/{space.pk}/").content.decode()


def test_the_pages_ask_a_constant_number_of_times(client, nadia, space, address, django_assert_max_num_queries):
    for number in range(6):
        appointed(WomenSpaceFactory() if number % 2 else space, UserFactory(role="SPACE_MANAGER", scope="region:03"))

    with django_assert_max_num_queries(6):
        client.get(address)
    with django_assert_max_num_queries(6):
        client.get(ALL)
