"""What is wrong with what was declared or asked for, in sentences that say what to do."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: Final[dict[str, Promise]] = {
    "missing": _("Fill this in."),
    "too_long": _("This is too long: shorten it."),
    "not_arabic": _("Write this name in Arabic letters."),
    "not_latin": _("Write this name in Latin letters."),
    "no_whole_name": _("Write the given name and the family name in one script at least."),
    "not_a_day": _("Write the day as year, month and day."),
    "practice_too_short": _("The years of practice that this asks for have not passed yet."),
    "unknown": _("Choose one of the list."),
    "of_another_province": _("This commune is not of the province chosen."),
    "of_another_chamber": _("This province is not of the chamber chosen: ask for a transfer instead."),
    "no_change": _("This is what the register says already."),
    "not_cin": _("A CIN is one or two letters and some digits, as on the card."),
    "not_phone": _("Write a Moroccan telephone number, such as 06 12 34 56 78."),
    "not_email": _("Write an e-mail address, such as name@example.ma, or leave it out."),
    "not_sex": _("Choose one of the list."),
    "not_ice": _("An ICE has 15 digits."),
    "not_nia": _("A craft number has 10 digits, as on the card: check each of them."),
    "not_supervisor_nia": _("A craft number has 10 digits, as on the card: check each of them."),
    "not_born_on": _("Write the day of birth as year, month and day; nobody registers before fifteen."),
    "not_proof": _("Choose one of the list."),
}
