"""A chamber's list, as text, and its delivery."""

from typing import Any

from hirfa.reference.models import Chamber
from hirfa.register.models import Person
from hirfa.register.operations import Imported, import_register
from tests.factories.register import AT

FRENCH = "N°;Nom;Prénom;Sexe;Date de naissance;CIN;Téléphone;Métier;Qualité;Province;Date d'inscription"
ARABIC = "الرقم المحلي,الاسم العائلي,الاسم الشخصي,الجنس,تاريخ الازدياد,رقم البطاقة الوطنية,الحرفة,الإقليم,تاريخ التسجيل"
FATIMA = "17;El Idrissi;Fatima;F;31/12/1980;AB123456;0612345678;Carpets;artisan;Taounate;06/03/2023"
BRAHIM = "18;Ait Ouaziz;Brahim;H;1975;;;T-BRASS;Maâlam;03.591;2023-03-06"


def deliver(data: bytes | str, *, chamber: str = "03", **how: Any) -> Imported:
    data = data.encode() if isinstance(data, str) else data
    return import_register(
        chamber=Chamber.objects.get(code=chamber), name="list.csv", data=data, by="tests", at=AT, **how
    )


def csv(*lines: str) -> str:
    return "\n".join([FRENCH, *lines])


def people() -> list[Person]:
    return list(Person.objects.current().order_by("sort_latin"))
