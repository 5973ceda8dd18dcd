"""Apprentices with their masters, and courses with who was there."""

import datetime as dt
import random
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from hirfa.reference.files import read_rows
from hirfa.training.operations import load_apprentices, load_courses
from hirfa.training.records import (
    ApprenticeRecord,
    AttendanceRecord,
    CentreRecord,
    CourseRecord,
    EnrolmentRecord,
    SessionRecord,
)

from .country import BY, NOW, Country, day_between, in_two_scripts, noon, working_day
from .units import Coop

CENTRES: Final = 67  # Tadarroj, 27 October 2025: 67 centres
APPRENTICES: Final = 24_000  # contracts begun since 2022
COURSES: Final = 640
SOURCE: Final = (
    "number of centres: https://marrakech7.com/0000-281025 ; the centres themselves are of the demonstration"
)
TITLES: Final = {
    "TECHNICAL": ("تقوية القدرات التقنية", "Renforcement des capacités techniques"),
    "FINANCIAL": ("التربية المالية", "Éducation financière"),
    "DIGITAL": ("التسويق الرقمي", "Vente en ligne"),
}


@dataclass
class _Rows:
    courses: list[CourseRecord] = field(default_factory=list)
    sessions: list[SessionRecord] = field(default_factory=list)
    enrolments: list[EnrolmentRecord] = field(default_factory=list)
    attendances: list[AttendanceRecord] = field(default_factory=list)


def build_apprentices(country: Country, coops: Sequence[Coop]) -> None:
    """Load apprenticeship contracts: nine hosts in ten are artisans, the tenth is a cooperative."""
    dice = country.dice("apprentices")
    provinces = [
        row["code"] for row in sorted(read_rows("provinces.csv"), key=lambda row: -int(row["population_2024"]))
    ]
    centres = [_centre(number, provinces[number - 1]) for number in range(1, CENTRES + 1)]
    near = {centre.province_id: centre.code for centre in centres}
    hosts = dice.choices(
        [person for person in country.people if person.plan.day.year < 2025], k=country.scaled(APPRENTICES, least=50)
    )
    contracts = [
        _contract(
            country,
            number,
            host.id,
            host.plan.trade,
            near.get(host.plan.province),
            dice,
            sex=host.plan.sex,
            after=host.plan.day,
        )
        for number, host in enumerate(hosts, start=1)
    ]
    units = dice.choices(coops, k=len(contracts) // 9)
    contracts += [
        _contract(
            country,
            len(contracts) + number,
            coop.id,
            coop.trade,
            near.get(coop.province),
            dice,
            sex="F" if coop.all_women else "M",
            after=coop.founded_on,
        )
        for number, coop in enumerate(units, start=1)
    ]
    load_apprentices(centres=centres, contracts=contracts, by=BY, at=NOW)


def _centre(number: int, province: str) -> CentreRecord:
    arabic, french = in_two_scripts(province)
    return CentreRecord(
        f"CFA-{number:02d}",
        province,
        f"مركز التكوين بالتدرج المهني {arabic}",
        f"Centre de formation par apprentissage de {french}",
        f"Apprenticeship centre of {french}",
        "",
        SOURCE,
    )


def _contract(
    country: Country,
    number: int,
    host: uuid.UUID,
    trade: str,
    centre: str | None,
    dice: random.Random,
    *,
    sex: str,
    after: dt.date,
) -> ApprenticeRecord:
    year = dice.choices((2022, 2023, 2024, 2025), (12, 16, 21, 28))[0]
    starts = max(dt.date(year, 9, 15) + dt.timedelta(days=dice.randrange(75)), after + dt.timedelta(days=14))
    ends = starts + dt.timedelta(days=dice.choice((300, 600, 600)))
    outcome, on = "", None
    chance = dice.random()
    if chance < 0.14:
        outcome, on = "DROPPED_OUT", starts + dt.timedelta(days=dice.randrange(30, 280))
    elif ends < dt.date(2025, 12, 1) and chance < 0.97:
        outcome, on = ("DIPLOMA" if chance < 0.8 else "NO_DIPLOMA"), ends + dt.timedelta(days=dice.randrange(20))
    if on and on > dt.date(2025, 12, 31):
        outcome, on = "", None
    same = dice.random() < 0.85  # apprentices of the same sex as their master
    return ApprenticeRecord(
        country.ids(),
        f"APP-{number:06d}",
        None,
        f"APPRENTICE-{number:06d}",
        sex if same else ("M" if sex == "F" else "F"),
        host,
        trade,
        centre,
        starts,
        ends,
        outcome,
        on,
        noon(starts),
        noon(on) if on else None,
    )


def build_courses(country: Country, coops: Sequence[Coop]) -> None:
    """Load courses: two in three for a women's cooperative, a third of them in financial education."""
    dice = country.dice("courses")
    rows = _Rows()
    womens = [coop for coop in coops if coop.all_women]
    mixed = [coop for coop in coops if not coop.all_women]
    for number in range(1, country.scaled(COURSES, least=24) + 1):
        pool = womens if number % 3 and womens else mixed
        _course(country, number, dice.choice(pool), rows, dice)
    load_courses(
        courses=rows.courses,
        sessions=rows.sessions,
        enrolments=rows.enrolments,
        attendances=rows.attendances,
        by=BY,
        at=NOW,
    )


def _course(country: Country, number: int, coop: Coop, rows: _Rows, dice: random.Random) -> None:
    theme = ("TECHNICAL", "FINANCIAL", "TECHNICAL", "DIGITAL", "FINANCIAL")[number % 5]
    first = max(dt.date(2023, 1, 9), coop.registered_on + dt.timedelta(days=14))
    starts = working_day(day_between(min(first, dt.date(2025, 12, 1)), dt.date(2025, 12, 8), dice))
    days = [starts + dt.timedelta(days=2 * place) for place in range(dice.randint(3, 7))]
    arabic, french = TITLES[theme]
    place_ar, place_fr = in_two_scripts(coop.province)
    course = CourseRecord(
        country.ids(),
        f"F-{number:05d}",
        f"{arabic} - {place_ar}",
        f"{french} - {place_fr}",
        theme,
        coop.province,
        coop.id,
        days[0],
        days[-1],
        noon(starts - dt.timedelta(days=20)),
    )
    rows.courses.append(course)
    rows.sessions += [SessionRecord(course.id, day, dice.choice((120, 180, 240))) for day in days]
    people = {person.id: person for person in dice.choices(country.people_of(coop.province[:2]), k=18)}
    known = iter(
        [p for p in people.values() if p.plan.sex == ("F" if coop.all_women else p.plan.sex) and p.plan.day < starts]
    )
    for _seat in range(dice.randint(8, 18)):
        person = next(known, None)
        sex = "F" if coop.all_women else person.plan.sex if person else dice.choice("FM")
        _enrol(country, course, days, person.id if person else None, sex, rows, dice)


def _enrol(
    country: Country,
    course: CourseRecord,
    days: Sequence[dt.date],
    holder: uuid.UUID | None,
    sex: str,
    rows: _Rows,
    dice: random.Random,
) -> None:
    assiduity = dice.choice((0.97, 0.95, 0.9, 0.8, 0.5))
    there = [day for day in days if dice.random() < assiduity]
    done = days[-1] if len(there) * 5 >= len(days) * 4 else None
    begun = course.starts_on - dt.timedelta(days=7)
    enrolment = EnrolmentRecord(
        country.ids(),
        course.id,
        holder,
        sex,
        begun,
        done,
        noon(begun),
        noon(done) if done else None,
    )
    rows.enrolments.append(enrolment)
    rows.attendances += [
        AttendanceRecord(country.ids(), course.id, day, enrolment.id, "", None, noon(day)) for day in there
    ]
