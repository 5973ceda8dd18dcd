"""A drawn face is the same wherever a person is shown."""

import datetime as dt
import uuid

import pytest

from hirfa.documents.portrait import portrait_of, portrait_svg

IDENT = uuid.UUID(int=2**31 + 7)
DAY = dt.date(2026, 1, 15)


@pytest.mark.parametrize(("seed", "drawn"), [(5, 5), (0, 0), (None, 7)])
def test_a_face_comes_from_the_seed_else_from_the_person_s_id(seed, drawn):
    shown = portrait_of(IDENT, seed=seed, woman=True, born_in=1980, on=DAY)

    assert shown == portrait_svg(drawn, woman=True, age=46)


def test_hair_turns_grey_with_the_years_and_not_where_no_year_is_known():
    old, unknown = (portrait_of(IDENT, seed=5, woman=False, born_in=year, on=DAY) for year in (1940, None))

    assert old == portrait_svg(5, woman=False, age=86)
    assert unknown == portrait_svg(5, woman=False)
