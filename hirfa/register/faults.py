"""What is wrong with what was declared or asked for, as sentences that say what to do."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

SENTENCES: Final[dict[str, Promise]] = {
    "missing": gettext_lazy("This is needed: fill it in."),
    "too_long": gettext_lazy("This is too long: shorten it."),
    "unknown": gettext_lazy("This is not in the list: choose it again."),
    "of_another_province": gettext_lazy("This commune is in another province: choose it again."),
    "no_whole_name": gettext_lazy("Write the whole name in one of the two scripts; the other may stay empty."),
    "not_arabic": gettext_lazy("Write this in Arabic letters, or leave it empty."),
    "not_latin": gettext_lazy("Write this in Latin letters, or leave it empty."),
    "not_a_day": gettext_lazy("Write the day, the month and the year in four digits."),
    "not_born_on": gettext_lazy(
        "Write the day, month and year of birth. Only people of 15 years or more can register."
    ),
    "not_founded_on": gettext_lazy("Write the day, month and year of the founding: it cannot lie ahead."),
    "not_cin": gettext_lazy(
        "This is not the number of an identity card: one or two letters, then digits, as AB123456."
    ),
    "not_phone": gettext_lazy("This is not a Moroccan telephone number: ten digits, as 06 12 34 56 78."),
    "not_email": gettext_lazy("This is not an e-mail address: write it as name@example.ma, or leave it empty."),
    "not_sex": gettext_lazy("Choose one of the two."),
    "not_proof": gettext_lazy("Choose one of the two."),
    "not_ice": gettext_lazy("This is not an ICE: it has fifteen digits."),
    "not_nia": gettext_lazy("This is not a craft number: its check digits do not agree."),
    "of_another_person": gettext_lazy("This is the craft number of another person than the one this was begun for."),
    "not_supervisor_nia": gettext_lazy("This is not a craft number: its check digits do not agree."),
    "of_another_chamber": gettext_lazy("This province is not of the chamber chosen: ask for a transfer instead."),
    "no_change": gettext_lazy("This is what the register says already."),
}
