"""Money in centimes."""

from decimal import Decimal

import pytest

from hirfa.core.money import centimes, dirhams, millions, round_half_up


def test_dirhams_become_whole_centimes_halves_up():
    assert centimes(Decimal("1.005")) == 101
    assert centimes("-1.005") == -101
    assert dirhams(101) == Decimal("1.01")
    assert millions(123_000_000_000) == 1230


def test_a_float_is_refused_because_it_has_lost_digits():
    with pytest.raises(TypeError):
        centimes(0.1)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "to", "rounded"),
    [("1235", "10", "1240"), ("1234.99", "10", "1230"), ("0.5", "1", "1"), ("2.5", "1", "3")],
)
def test_a_figure_is_rounded_once_halves_away_from_zero(value, to, rounded):
    assert round_half_up(Decimal(value), to=Decimal(to)) == Decimal(rounded)
