"""The columns of a chamber's file and the headings under which they come, in Arabic, French and English."""

from collections.abc import Sequence
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hirfa.names import normal

COLUMN_LABELS: Final[dict[str, Promise]] = {
    "local_number": _("local number"),
    "family_name_ar": _("family name (Arabic)"),
    "given_name_ar": _("given name (Arabic)"),
    "family_name_latin": _("family name (Latin)"),
    "given_name_latin": _("given name (Latin)"),
    "sex": _("sex"),
    "born_on": _("date of birth"),
    "cin": _("CIN"),
    "phone": _("telephone"),
    "email": _("e-mail"),
    "trade": _("trade"),
    "title": _("title"),
    "province": _("province"),
    "commune": _("commune"),
    "address": _("address"),
    "registered_on": _("date of registration"),
    "line": _("a cell"),
}

_HEADINGS: Final[dict[str, tuple[str, ...]]] = {
    "local_number": (
        *("الرقم المحلي", "رقم التسجيل", "رقم التسجيل المحلي", "الرقم الترتيبي", "رقم الملف", "الرقم"),
        *("numéro local", "n° local", "no local", "numéro", "n°", "numéro d'inscription", "n° d'inscription"),
        *("numéro de dossier", "n° de dossier", "matricule", "local number", "file number", "number"),
    ),
    "family_name_ar": ("الاسم العائلي", "الاسم العائلي بالعربية", "اللقب", "النسب", "nom en arabe", "nom (arabe)"),
    "given_name_ar": ("الاسم الشخصي", "الاسم الشخصي بالعربية", "الاسم", "prénom en arabe", "prénom (arabe)"),
    "family_name_latin": (
        *("nom", "nom de famille", "nom en français", "nom (latin)", "nom (français)", "family name", "surname"),
        *("last name", "الاسم العائلي بالفرنسية", "الاسم العائلي باللاتينية", "النسب بالفرنسية"),
    ),
    "given_name_latin": (
        *("prénom", "prénom en français", "prénom (latin)", "prénom (français)", "given name", "first name"),
        *("الاسم الشخصي بالفرنسية", "الاسم الشخصي باللاتينية", "الاسم بالفرنسية"),
    ),
    "sex": ("الجنس", "النوع", "sexe", "genre", "sex", "gender"),
    "born_on": (
        *("تاريخ الازدياد", "تاريخ الميلاد", "تاريخ الولادة", "date de naissance", "né le", "né(e) le"),
        *("date of birth", "birth date", "born on"),
    ),
    "cin": (
        *("رقم البطاقة الوطنية", "رقم بطاقة التعريف الوطنية", "البطاقة الوطنية", "رقم ب و ت", "ب.و.ت", "ر.ب.و"),
        *("cin", "cnie", "n° cin", "n° cnie", "numéro de cin", "c.i.n", "national id", "id card"),
    ),
    "phone": ("الهاتف", "رقم الهاتف", "téléphone", "tél", "n° de téléphone", "gsm", "telephone", "phone", "mobile"),
    "email": ("البريد الإلكتروني", "e-mail", "email", "courriel", "adresse électronique"),
    "trade": (
        *("الحرفة", "المهنة", "النشاط", "النشاط الحرفي", "الصنعة", "métier", "activité", "profession"),
        *("trade", "craft", "code métier", "رمز الحرفة"),
    ),
    "title": ("الصفة", "الصفة المهنية", "qualité", "titre", "qualification", "title"),
    "province": (
        *("الإقليم", "العمالة", "العمالة أو الإقليم", "الإقليم أو العمالة", "العمالة/الإقليم"),
        *("province", "préfecture", "province ou préfecture", "préfecture ou province", "province/préfecture"),
    ),
    "commune": ("الجماعة", "الجماعة الترابية", "commune", "municipality"),
    "address": ("العنوان", "عنوان المحل", "adresse", "adresse du local", "address"),
    "registered_on": (
        *("تاريخ التسجيل", "تاريخ القيد", "date d'inscription", "date d'enregistrement", "inscrit le"),
        *("date of registration", "registration date", "registered on"),
    ),
}
HEADINGS: Final = {normal(heading): column for column, headings in _HEADINGS.items() for heading in headings}
_ALWAYS: Final = ("sex", "trade", "province", "registered_on")
_NAMES: Final = (("family_name_ar", "given_name_ar"), ("family_name_latin", "given_name_latin"))


def match_headings(cells: Sequence[str]) -> dict[int, str]:
    """Return {place: column} for the headings that are known; an unknown one is left out."""
    found = {place: HEADINGS.get(normal(cell)) for place, cell in enumerate(cells)}
    return {place: column for place, column in found.items() if column is not None}


def missing_columns(columns: Sequence[str]) -> list[str]:
    """Return the columns that a file must have and these are not. Names in one script are enough."""
    missing = [column for column in _ALWAYS if column not in columns]
    if not any(set(pair) <= set(columns) for pair in _NAMES):
        missing += [column for column in _NAMES[0] if column not in columns]
    return missing


def repeated_columns(columns: Sequence[str]) -> list[str]:
    return sorted({column for column in columns if list(columns).count(column) > 1})
