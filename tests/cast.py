"""The named cast: the people that tests speak of. All invented."""

from typing import Final

# Fatima weaves carpets in Taounate; Brahim is a maalem of brass in Fes; Aicha embroiders in Marrakech.
FATIMA: Final = {
    "given_name_ar": "فاطمة",
    "family_name_ar": "الإدريسي",
    "given_name_latin": "Fatima",
    "family_name_latin": "El Idrissi",
    "sex": "F",
}
BRAHIM: Final = {
    "given_name_ar": "إبراهيم",
    "family_name_ar": "آيت وعزيز",
    "given_name_latin": "Brahim",
    "family_name_latin": "Ait Ouaziz",
    "sex": "M",
}
AICHA: Final = {
    "given_name_ar": "عائشة",
    "family_name_ar": "بنعلي",
    "given_name_latin": "Aïcha",
    "family_name_latin": "Benali",
    "sex": "F",
}
