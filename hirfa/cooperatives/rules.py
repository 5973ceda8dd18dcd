"""What cooperatives are called by, as plain functions. No database, no clock, no Django."""

import datetime as dt

from hirfa.register.choices import ApplicationKind

from .choices import WomenMeaning


def is_womens(meaning: WomenMeaning, *, members: int, women: int, woman_presides: bool) -> bool:
    """Say whether a cooperative is a women's one, in a meaning. One without members is not, unless a woman presides.

    The statement of 19 January 2026 says "women's cooperatives" without a definition; each meaning gives its own share.
    """
    if not 0 <= women <= members:
        raise ValueError(f"{women} women among {members} members")
    if meaning is WomenMeaning.ALL_MEMBERS:
        return members > 0 and women == members
    if meaning is WomenMeaning.MAJORITY:
        return 2 * women > members
    return woman_presides


def first_year_of_activity(on: dt.date, *, window_years: int) -> int:
    """Return the first year whose filing still shows activity on a day: with a window of 2, 2023 on any day of 2025.

    The filing of a year is made during the next, so one year of window would call every late filer dormant.
    """
    return on.year - window_years


def is_dormant(*, founded_on: dt.date, active_years: frozenset[int], on: dt.date, window_years: int) -> bool:
    """Say whether a cooperative is dormant: no filing of activity for the years of the window, and not younger than it."""
    first = first_year_of_activity(on, window_years=window_years)
    return founded_on.year < first and not any(first <= year <= on.year for year in active_years)


def member_kind(*, is_registered: bool) -> ApplicationKind:
    """Return what somebody whom a space serves may apply for: to enter the register, or, being in it, for a title."""
    return ApplicationKind.MAALEM if is_registered else ApplicationKind.ARTISAN
