"""The statement, figures and briefing as pages: open to all, read from the store, walked back by those who may."""

import datetime as dt
import json

import pytest
from django.urls import reverse
from django.utils import translation

from hirfa.audit.operations import record
from hirfa.indicators.models import FigureRun
from hirfa.indicators.operations import compute_figures
from hirfa.jobs.models import Job
from tests.factories.accounts import UserFactory
from tests.factories.claims import AS_OF, AT, as_the_ministry_published
from tests.factories.fairs import FairFactory
from tests.factories.figures import artisan
from tests.factories.register import lay_reference

pytestmark = pytest.mark.django_db
PEOPLE = "register.people@2025-12-31"


@pytest.fixture
def run() -> FigureRun:
    as_the_ministry_published()
    for region in ("03", "03", "03", "03", "03", "07", "07", "07", "07", "07", "11"):
        artisan(region=region)
    return compute_figures(as_of=AS_OF, by="test", at=AT)


def at(name, language="ar", **kwargs):
    with translation.override(language):
        return reverse(f"web:{name}", kwargs=kwargs)


def test_the_statement_shows_each_row_said_and_computed(client, run):
    page = client.get(at("statement")).content.decode()

    for row in ("E1", "R2", "C4", "F3", "W2", "P1"):
        assert f'id="row-{row}"' in page
    assert "«بلغت إلى حدود نونبر 2025، مليارا و230 مليون درهم»" in page
    assert "1.140 مليون درهم" in page
    assert at("figure", key="exports.value@2025-m11") in page


def test_the_statement_says_which_reading_would_remove_the_disagreement(client, run):
    page = client.get(at("statement", "fr")).content.decode()

    assert "Lu comme celui de l&#x27;année 2025 entière" in page
    assert "1\u202f231,5 millions de dirhams" in page
    assert "la contradiction disparaît" in page


@pytest.mark.parametrize("name", ["statement", "figures", "briefing"])
@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_without_figures_the_pages_say_so(client, name, language):
    assert client.get(at(name, language)).status_code == 200


@pytest.mark.parametrize(
    ("name", "kwargs", "most"),
    [("statement", {}, 3), ("figures", {}, 3), ("briefing", {}, 2), ("figure", {"key": PEOPLE}, 9)],
)
def test_public_pages_ask_few_questions_however_many_people_there_are(
    client, run, name, kwargs, most, django_assert_max_num_queries
):
    client.get(at(name, **kwargs))
    with django_assert_max_num_queries(most):
        client.get(at(name, **kwargs))


def test_public_pages_read_the_store_and_never_the_register(client, run, django_assert_max_num_queries):
    for name, kwargs in [("statement", {}), ("figures", {}), ("figure", {"key": PEOPLE}), ("briefing", {})]:
        with django_assert_max_num_queries(20) as asked:
            client.get(at(name, **kwargs))
        assert not [one["sql"] for one in asked.captured_queries if "register_" in one["sql"].split("WHERE")[0]]


def test_a_figure_shows_its_definition_its_records_and_its_regions_without_the_small_ones(client, run):
    page = client.get(at("figure", "fr", key=PEOPLE)).content.decode()
    figure = run.figures.get(indicator="register.people")

    assert "Personnes distinctes, artisans et maâlems" in page
    assert figure.digest in page
    assert "*" in page  # region 11 has one artisan
    assert at("figure_records", "fr", key=PEOPLE) not in page


def test_the_map_tells_a_hidden_region_from_one_without_data(client, run):
    shapes = client.get(at("figure", "en", key=PEOPLE)).context["map"].shapes
    texts = {shape.code: shape.text for shape in shapes}

    assert texts["11"] == texts["03"] == "Hidden, to protect people"  # one artisan, and those whose number would tell
    assert texts["07"] == "5"
    assert {text for code, text in texts.items() if code not in {"03", "07", "11"}} == {"No data"}


@pytest.mark.parametrize(
    "key", ["register.people@2020-12-31", "nothing@2025", "register.people", "@", "exports.value@x"]
)
def test_an_unknown_figure_is_not_found(client, run, key):
    assert client.get(at("figure", key=key)).status_code == 404


def test_an_analyst_walks_a_figure_back_to_its_records_without_names(client, run):
    client.force_login(UserFactory(analyst=True))

    page = client.get(at("figure_records", "fr", key=PEOPLE))

    numbers = run.figures.get(indicator="register.people").record_count
    assert page.status_code == 200
    assert len(page.context["table"].rows) == numbers == 11
    assert at("register_person", entry_id="018f0000-0000-7000-8000-000000000000")[:13] not in page.content.decode()


def test_a_region_of_a_figure_leads_to_its_own_records(client, run):
    client.force_login(UserFactory(analyst=True))
    records = at("figure_records", "fr", key=PEOPLE)

    link = f"{records}?region=03"
    assert link in client.get(at("figure", "fr", key=PEOPLE)).content.decode()
    rows = client.get(link).context["table"]
    assert 0 < rows.total < client.get(records).context["table"].total
    client.force_login(UserFactory(signatory=True, scope="chamber:03"))
    assert client.get(f"{records}?region=07").status_code == 404


def test_someone_of_a_chamber_sees_the_records_of_the_region_and_may_open_its_files(client, run):
    client.force_login(UserFactory(signatory=True, scope="chamber:07"))

    page = client.get(at("figure_records", "fr", key=PEOPLE))

    assert len(page.context["table"].rows) == 0 or all(row[0].url for row in page.context["table"].rows)


def test_someone_of_a_chamber_is_told_how_many_records_of_the_region_there_are(client, run):
    client.force_login(UserFactory(signatory=True, scope="region:03"))

    table = client.get(at("figure_records", "fr", key=PEOPLE)).context["table"]

    assert table.how_many == len(table.rows) == 5


def test_a_fair_behind_a_figure_opens_and_its_day_is_written_out(client, run):
    lay_reference()
    FairFactory(starts_on=dt.date(2024, 7, 10))
    compute_figures(as_of=AS_OF, by="test", at=AT + dt.timedelta(hours=1))
    client.force_login(UserFactory(analyst=True))

    page = client.get(at("figure_records", "fr", key="fairs.organised@2024"))

    [[code, *_told, day]] = page.context["table"].rows
    assert client.get(code.url).status_code == 200
    assert day.text == "10 juillet 2024"


@pytest.mark.parametrize(
    ("language", "shown"), [("ar", "معرض الصويرة"), ("fr", "Salon d'Essaouira"), ("en", "Salon d'Essaouira")]
)
def test_a_fair_behind_a_figure_is_named_in_the_letters_of_the_page(client, run, language, shown):
    lay_reference()
    FairFactory(starts_on=dt.date(2024, 7, 10), name_ar="معرض الصويرة", name_fr="Salon d'Essaouira")
    compute_figures(as_of=AS_OF, by="test", at=AT + dt.timedelta(hours=1))
    client.force_login(UserFactory(analyst=True))

    page = client.get(at("figure_records", language, key="fairs.organised@2024"))

    [[_code, name, *_told]] = page.context["table"].rows
    assert name.text == shown


def test_those_who_may_not_walk_back_are_refused(client, run):
    assert client.get(at("figure_records", key=PEOPLE)).status_code == 302
    client.force_login(UserFactory())  # a counter officer
    assert client.get(at("figure_records", key=PEOPLE)).status_code == 403


def test_records_come_fifty_at_a_time_and_a_wrong_place_is_not_found(client, run, monkeypatch):
    monkeypatch.setattr("hirfa.web.figures.views.PAGE", 4)
    client.force_login(UserFactory(analyst=True))

    first = client.get(at("figure_records", key=PEOPLE))
    second = client.get(at("figure_records", key=PEOPLE), {"after": first.context["next"]})

    assert len(first.context["table"].rows) == len(second.context["table"].rows) == 4
    assert first.context["next"] < second.context["next"]
    assert client.get(at("figure_records", key=PEOPLE), {"after": "nowhere"}).status_code == 404


def test_a_growth_has_no_records_of_its_own(client, run):
    client.force_login(UserFactory(analyst=True))

    assert client.get(at("figure_records", key="exports.full_year_growth@2025")).status_code == 404


def test_when_something_was_recorded_since_the_page_says_so_and_an_analyst_has_it_counted_again(client, run):
    record(verb="register.file_loaded", subject="register.sourcefile:1", by="test", at=AT)
    client.force_login(UserFactory(analyst=True))
    assert at("figures_compute") in client.get(at("figures")).content.decode()

    answer = client.post(at("figures_compute"))

    assert answer.status_code == 302
    assert Job.objects.get().kind == "compute_figures"
    assert FigureRun.objects.count() == 2


def test_a_stranger_cannot_have_figures_computed(client, run):
    client.force_login(UserFactory())

    assert client.post(at("figures_compute")).status_code == 403
    assert client.get(at("figures_compute")).status_code == 405


@pytest.mark.parametrize(
    ("form", "kind"), [("pdf", "application/pdf"), ("json", "application/json"), ("text", "text/plain; charset=utf-8")]
)
def test_the_briefing_can_be_taken_away(client, run, form, kind):
    answer = client.get(at("briefing_file", "fr", form=form))

    assert answer.status_code == 200
    assert answer["Content-Type"] == kind
    assert "hirfa-briefing-2025-12-31-fr" in answer["Content-Disposition"]
    if form == "json":
        assert json.loads(answer.content)["language"] == "fr"


def test_an_unknown_form_of_the_briefing_is_not_found(client, run):
    assert client.get(at("briefing_file", form="docx")).status_code == 404
