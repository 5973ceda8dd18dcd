"""A small country, built once by the product's own operations, says what the large one says."""

import datetime as dt

import pytest
from django.db import transaction
from django.db.models import Count, F, Sum

from hirfa.accounts.choices import Role
from hirfa.audit.models import DiaryLine
from hirfa.cards.models import Card
from hirfa.casework.choices import CaseState
from hirfa.casework.models import Case
from hirfa.certification.models import Certificate
from hirfa.cooperatives.models import Mandate
from hirfa.directory.models import Photo, Profile
from hirfa.exports.models import DeclarationRevision
from hirfa.exports.queries import facts_exports
from hirfa.fairs.models import Fair, ProgrammeContract, SalesReturn
from hirfa.indicators.queries import find_run
from hirfa.ops.demo.accounts import LOG_INS
from hirfa.ops.demo.build import NotEmpty, build_country, store_figures
from hirfa.ops.demo.claims import MONTHS
from hirfa.ops.demo.country import NOW
from hirfa.ops.demo.exports_plan import monthly_totals
from hirfa.ops.demo.population import FULL, LAST_DAY, WOMEN
from hirfa.ops.demo.summary import statement_table
from hirfa.register.models import Entry, Holder, Paper, Person, Situation
from tests.factories.figures import figures_by_key

SCALE = 0.005


class Silent:
    def begin(self, step: str, total: int) -> None:
        pass

    def reach(self, done: int) -> None:
        pass


def build(scale=SCALE, seed=1):
    return build_country(scale=scale, seed=seed, progress=Silent(), processes=0)


@pytest.fixture(scope="module")
def country(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        built = build()
        store_figures(Silent())
        yield built
        transaction.set_rollback(True)


@pytest.fixture
def figures(country, django_db_blocker):
    with django_db_blocker.unblock():
        return {key: figure.value for key, figure in figures_by_key(find_run(as_of=LAST_DAY)).items()}


@pytest.fixture(autouse=True)
def _database(django_db_blocker):
    with django_db_blocker.unblock():
        yield


def test_people_and_cards_shrink_with_the_country(figures):
    assert figures["register.people@2025-12-31"] == round(FULL * SCALE)
    assert figures["register.women@2025-12-31"] == round(WOMEN * SCALE)
    assert figures["cards.made@2025-12-31"] == pytest.approx(300_000 * SCALE, rel=0.05)


def test_fairs_do_not(figures):
    assert figures["fairs.organised@2024"] == 70
    assert figures["fairs.per_region@2024"] == 6
    assert figures["fairs.visitors@2024"] == pytest.approx(2_520_000, abs=5_000)
    assert figures["fairs.sales@2024"] / 100 == pytest.approx(52_500_000, abs=50_000)


def test_exports_do_not_and_contradict_what_was_said_of_november(figures):
    assert round(figures["exports.value@2019"] / 10**8) == 792
    assert round(figures["exports.value@2021"] / 10**8) == 893
    assert round(figures["exports.value@2024"] / 10**8) == 1107
    assert round(figures["exports.value@2025"] / 10**8) == 1232
    assert round(figures["exports.value@2025-m11"] / 10**9) == 114


def test_womens_figures_are_near_those_said(figures):
    assert figures["cooperatives.sector_share_women_all@2025-12-31"] > 4_700
    assert figures["spaces.open@2025-12-31"] == 104
    assert figures["spaces.beneficiaries@2025-12-31"] == pytest.approx(3_900, abs=49)
    assert figures["certification.women_units_in_force@2025-12-31"] == 300


def test_months_of_the_records_are_those_of_the_plan_to_the_centime(country):
    found = dict(
        facts_exports(as_of=LAST_DAY)
        .values_list("month")
        .annotate(total=Sum("amount_centimes"))
        .values_list("month", "total")
    )

    assert [found[dt.date(year, month, 1)] for year, month in MONTHS] == monthly_totals()


def test_some_declarations_were_revised_and_only_the_last_revision_counts(country):
    revised = DeclarationRevision.objects.filter(revision=2)

    assert revised.exists()
    assert not facts_exports(as_of=LAST_DAY).filter(declaration__in=revised.values("declaration"), revision=1).exists()


def test_the_cup_is_played_outside_the_contracts_season(country):
    tied = Fair.objects.filter(event__kind="MATCHES")

    assert {fair.city_fr for fair in tied} == {"Rabat", "Casablanca", "Tanger", "Fès", "Marrakech", "Agadir"}
    assert not tied.filter(contract__isnull=False).exists()
    assert ProgrammeContract.objects.count() == 12


def test_fairs_under_contract_lie_within_it_and_some_were_cancelled(country):
    under = Fair.objects.filter(contract__isnull=False)

    assert all(fair.contract.valid_from <= fair.starts_on and fair.ends_on < fair.contract.valid_to for fair in under)
    assert under.filter(state="CANCELLED").exists()


def test_a_missing_return_is_not_zero(country):
    by_status = dict(SalesReturn.objects.values_list("status").annotate(Count("pk")))

    assert set(by_status) == {"DECLARED", "ESTIMATED", "MISSING"}
    assert not SalesReturn.objects.filter(status="MISSING", amount_centimes__isnull=False).exists()


def test_the_right_people_stand_behind_the_plans(country):
    sexes = dict(Person.objects.values_list("pk", "sex"))
    provinces = dict(Situation.objects.filter(valid_to__isnull=True).values_list("holder_id", "province_code"))

    assert all(sexes[artisan.id] == artisan.plan.sex for artisan in country.people)
    assert all(provinces[artisan.id] == artisan.plan.province for artisan in country.people)


def test_cards_belong_to_people_in_force_and_a_few_were_revoked(country):
    in_force = Entry.objects.in_force_on(LAST_DAY)

    assert not Card.objects.exclude(holder__entry__in=in_force).exists()
    assert {card.state for card in Card.objects.all()} == {"VALID", "REVOKED", "SUSPENDED"}


def test_a_womens_cooperative_is_presided_by_one_of_its_members(country):
    assert not Mandate.objects.exclude(member__cooperative=F("cooperative")).exists()


def test_makers_of_every_region_agreed_to_appear_some_with_a_label(country):
    shown = Profile.objects.shown_on(LAST_DAY)

    assert {page.region_code for page in shown} == {f"{number:02}" for number in range(1, 13)}
    labelled = Certificate.objects.in_force_on(LAST_DAY).values("file__holder")
    assert shown.filter(holder__in=labelled).exists()
    assert Photo.objects.shown_on(LAST_DAY).exists()


def test_the_desk_of_one_chamber_has_a_case_in_every_state_and_admits_nobody(country):
    states = set(Case.objects.values_list("state", flat=True))

    assert states == set(CaseState) - {"WITHDRAWN"}
    assert set(Case.objects.values_list("chamber_id", flat=True)) == {"03"}
    assert Case.objects.filter(appeal_of__isnull=False, body="DIRECTORATE").exists()
    assert Case.objects.late_on(NOW.date() - dt.timedelta(days=60)).exists()
    assert not Case.objects.filter(state="ACCEPTED").exclude(act="CHANGE_ADDRESS").exists()
    assert Paper.objects.count() == Case.objects.filter(state__in=["ACCEPTED", "REFUSED"]).count()


def test_every_role_can_log_in(country):
    assert {log_in.role for log_in in LOG_INS} == set(Role)


def test_each_part_left_its_line_in_the_diary(country):
    verbs = set(DiaryLine.objects.values_list("verb", flat=True))

    assert {"reference.loaded", "people.loaded", "fairs.loaded", "exports.loaded", "figures.computed"} <= verbs


def test_the_table_shown_at_the_end_has_a_line_for_each_stated_number(country):
    table = statement_table(as_of=LAST_DAY)

    assert table.row_count >= 14


def test_a_country_is_never_built_over_people(country):
    with pytest.raises(NotEmpty):
        build()


@pytest.mark.django_db  # one marked test has the database made for the module, whose country outlives each test
@pytest.mark.parametrize("scale", [0, -1, 1.5])
def test_a_scale_outside_its_bounds_is_refused_and_writes_nothing(scale):
    with pytest.raises(ValueError, match="not in"):
        build_country(scale=scale, progress=Silent())

    assert not Holder.objects.exists()
