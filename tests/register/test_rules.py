"""Numbers, identities and dated facts, without a database."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hirfa.register import rules
from hirfa.register.rules import Fact

D = dt.date


@given(st.integers(min_value=1, max_value=10**8 - 1))
def test_every_craft_number_holds_its_check_digits_and_no_wrong_digit_passes(serial):
    nia = rules.nia_of(serial, digits=8)

    assert rules.nia_is_valid(nia, digits=8)
    for place in range(10):
        wrong = nia[:place] + str((int(nia[place]) + 1) % 10) + nia[place + 1 :]
        assert not rules.nia_is_valid(wrong, digits=8)


@given(st.integers(min_value=1, max_value=10**8 - 1), st.integers(min_value=0, max_value=8))
def test_two_swapped_digits_are_noticed(serial, place):
    nia = rules.nia_of(serial, digits=8)
    swapped = nia[:place] + nia[place + 1] + nia[place] + nia[place + 2 :]

    assert swapped == nia or not rules.nia_is_valid(swapped, digits=8)


def test_no_two_serials_share_a_number_and_neighbours_look_unlike():
    numbers = [rules.nia_of(serial, digits=4) for serial in range(1, 10_000)]

    assert len(set(numbers)) == 9_999
    assert rules.nia_of(1, digits=8)[:4] != rules.nia_of(2, digits=8)[:4]


@pytest.mark.parametrize("serial", [0, -1, 10**8])
def test_a_serial_outside_the_room_is_refused(serial):
    with pytest.raises(ValueError, match="no craft number"):
        rules.nia_of(serial, digits=8)


def test_the_check_digits_are_those_of_the_standard():
    # ISO 7064, MOD 97-10: 794 is completed by 44.
    assert rules.check_digits(794) == 44


@pytest.mark.parametrize(
    ("nia", "printed"),
    [("1234567890", "1234 5678 90"), ("123456789012", "1234 5678 90 12"), ("12345", "123 45"), ("", "")],
)
def test_a_craft_number_is_printed_in_fours_with_its_check_digits_apart(nia, printed):
    assert rules.spaced_nia(nia) == printed


def test_check_digits_have_one_writing_where_the_arithmetic_would_take_two():
    assert rules.has_check_digits("0000000098")
    assert rules.has_check_digits("0000006597")


@pytest.mark.parametrize(
    "text", ["", "12345678", "12345678٩٠", "123456789O", "-1234567801", "0000000001", "0000006500"]
)
def test_what_is_not_a_craft_number_is_not_valid(text):
    assert not rules.nia_is_valid(text, digits=8)


@pytest.mark.parametrize(
    ("typed", "cin"),
    [("ab 123456", "AB123456"), ("K-01234", "K01234"), ("123456", None), ("ABC1234", None), ("", None), ("A12", None)],
)
def test_a_cin_has_one_form(typed, cin):
    assert rules.find_cin(typed) == cin


@given(st.from_regex(r"[A-Z]{1,2}[0-9]{5,6}", fullmatch=True), st.data())
def test_two_cins_one_digit_apart_share_a_neighbour(cin, data):
    first_digit = len(cin) - len(rules.cin_digits(cin))
    place = data.draw(st.integers(min_value=first_digit, max_value=len(cin) - 1))
    other = cin[:place] + data.draw(st.sampled_from("0123456789")) + cin[place + 1 :]

    assert set(rules.cin_deletions(cin)) & set(rules.cin_deletions(other))


@pytest.mark.parametrize(
    ("typed", "phone"),
    [
        *(("06 12 34 56 78", "+212612345678"), ("+212 6-12-34-56-78", "+212612345678"), ("0012612345678", None)),
        *(("00212712345678", "+212712345678"), ("0312345678", None), ("", None)),
    ],
)
def test_a_telephone_has_one_form(typed, phone):
    assert rules.find_phone(typed) == phone


def test_what_is_wrong_is_shown_without_its_digits():
    assert rules.masked("AB123456") == "A•••••••"
    assert rules.masked("") == ""


def test_facts_known_at_once_give_one_row_each():
    rows = list(rules.history([("ARTISAN", D(2022, 1, 1)), ("MAALEM", D(2024, 1, 1))], [9, 9], at_once=True))

    assert rows == [
        Fact("", "ARTISAN", D(2022, 1, 1), D(2024, 1, 1), 9, None),
        Fact("", "MAALEM", D(2024, 1, 1), None, 9, None),
    ]


def test_a_change_known_later_keeps_what_was_known_before():
    rows = list(rules.history([("ARTISAN", 1), ("MAALEM", 5)], [1, 5], at_once=False))

    assert rows == [
        Fact("", "ARTISAN", 1, None, 1, 5),
        Fact("", "ARTISAN", 1, 5, 5, None),
        Fact("", "MAALEM", 5, None, 5, None),
    ]


moments = st.integers(min_value=0, max_value=12)


def facts_of(name: str) -> st.SearchStrategy[list[Fact]]:
    changes = st.lists(moments, min_size=1, max_size=4, unique=True).map(sorted)
    return st.tuples(changes, st.booleans()).map(
        lambda drawn: list(
            rules.history([(f"{name}{day}", day) for day in drawn[0]], drawn[0], name=name, at_once=drawn[1])
        )
    )


@given(facts_of("state"), facts_of("title"), moments, moments)
def test_situations_say_what_the_dated_facts_say_on_any_day_as_known_on_any_other(standings, titles, day, known):
    def held(fact):
        return (
            fact.valid_from <= day
            and (fact.valid_to is None or day < fact.valid_to)
            and fact.recorded_at <= known
            and (fact.retracted_at is None or known < fact.retracted_at)
        )

    expected = {fact.name: fact.value for fact in [*standings, *titles] if held(fact)}
    found = [span.values for span in rules.situations([*standings, *titles]) if held(span)]

    assert found == ([expected] if "state" in expected else [])
