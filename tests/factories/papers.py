"""Letters and certificates as the chambers write them, and the codes that prove them."""

import datetime as dt
from typing import Any

from hirfa.core.ids import new_id
from hirfa.documents.letters import Certificate, Letter, Signatory, Words, digest_of
from hirfa.issuing.choices import PaperKind, PaperOutcome
from hirfa.issuing.models import Credential
from hirfa.issuing.operations import PaperOrder, issue_paper
from tests.factories.issuing import AT, lay_keys

CHAMBER = Words("غرفة الصناعة التقليدية لجهة فاس-مكناس", "Chambre d’artisanat de la région Fès-Meknès")
FATIMA = Words("فاطمة الإدريسي", "Fatima El Idrissi")
DAY = dt.date(2026, 1, 15)
AMINA = Signatory(
    Words("أمينة بنعلي", "Amina Benali"),
    Words("رئيسة مصلحة السجل", "La cheffe du service du registre"),
    Words("رئيس غرفة الصناعة التقليدية", "Monsieur le président de la chambre d’artisanat"),
)
REASON = Words(
    "لم تتضمن الوثائق المدلى بها ما يثبت مزاولة حرفة الزربية مدة ثلاث سنوات على الأقل؛ فالشهادة المؤرخة في 3 مارس 2024"
    " لا تغطي إلا الفترة الممتدة من يناير 2023 إلى فبراير 2024، ولم يتم الإدلاء بأي وثيقة أخرى بعد الإشعار الموجه إليكم.",
    "Les pièces produites n’établissent pas l’exercice du métier de tapissière pendant trois ans au moins : l’attestation"
    " du 3 mars 2024 ne couvre que la période de janvier 2023 à février 2024, et aucune autre pièce n’a été produite après"
    " la demande qui vous a été adressée.",
)


def refusal(**values: Any) -> Letter:
    """Fatima's application is refused, with one reason, unless said otherwise."""
    usual: dict[str, Any] = {
        "number": "D/03/2026/000017",
        "issued_on": DAY,
        "place": Words("فاس", "Fès"),
        "chamber": CHAMBER,
        "subject_number": "2026-03-000412",
        "title": Words("قرار", "Décision"),
        "addressee": Words("السيدة فاطمة الإدريسي", "Madame Fatima El Idrissi"),
        "address": Words("حي السلام، تاونات", "Hay Salam, Taounate"),
        "subject": Words(
            "طلب القيد في السجل الوطني للصناعة التقليدية", "Demande d’inscription au registre national de l’artisanat"
        ),
        "paragraphs": (
            Words(
                "جوابا على طلبكم المودع بتاريخ 2 دجنبر 2025، يؤسفني إخباركم بأنه تقرر رفضه.",
                "En réponse à votre demande déposée le 2 décembre 2025, j’ai le regret de vous informer de son rejet.",
            ),
        ),
        "ground": Words("عدم إثبات مدة المزاولة المطلوبة", "Durée d’exercice requise non établie"),
        "reasons": (REASON,),
        "appeal": Words(
            "يمكنكم الطعن في هذا القرار بطلب معلل يودع لدى المديرية الجهوية للصناعة التقليدية مقابل وصل.",
            "Vous pouvez former un recours contre cette décision, par une demande motivée déposée contre récépissé auprès de"
            " la direction régionale de l’artisanat.",
        ),
        "appeal_until": dt.date(2026, 3, 1),
        "signatory": AMINA,
    }
    return Letter(**(usual | values))


def certificate(**values: Any) -> Certificate:
    """Fatima weaves carpets and is in force."""
    usual: dict[str, Any] = {
        "number": "P/03/2026/000021",
        "issued_on": DAY,
        "place": Words("فاس", "Fès"),
        "chamber": CHAMBER,
        "nia": "0000001713",
        "name": FATIMA,
        "woman": True,
        "trade": Words("نسج الزرابي", "Tissage de tapis"),
        "title": Words("صانعة تقليدية", "Artisane"),
        "registered_on": dt.date(2023, 3, 6),
        "born_on": dt.date(1980, 5, 17),
        "identity_number": "ZT123456",
        "workplace": Words("جماعة تاونات، إقليم تاونات", "Commune de Taounate, province de Taounate"),
        "expires_on": dt.date(2026, 7, 14),
        "signatory": AMINA,
    }
    return Certificate(**(usual | values))


def signed(paper: Letter | Certificate, *, at: dt.datetime = AT, **values: Any) -> Credential:
    """Sign a paper of Fatima's, with keys of the tests."""
    lay_keys()
    is_letter = isinstance(paper, Letter)
    usual: dict[str, Any] = {
        "kind": PaperKind.DECISION if is_letter else PaperKind.PRACTICE,
        "outcome": PaperOutcome.REFUSED if is_letter else PaperOutcome.IN_FORCE,
        "number": paper.number,
        "issued_on": paper.issued_on,
        "subject": paper.subject_number if isinstance(paper, Letter) else paper.nia,
        "subject_type": "casework.case" if is_letter else "register.entry",
        "subject_id": new_id(),
        "digest": digest_of(paper),
        "chamber": "03",
        "name_latin": FATIMA.fr,
        "name_ar": FATIMA.ar,
        "expires_on": None if isinstance(paper, Letter) else paper.expires_on,
    }
    return issue_paper(order=PaperOrder(**(usual | values)), by="tests", at=at)
