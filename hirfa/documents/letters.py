"""Letters and certificates of the administration, in Arabic and French on one paper, with the code that proves them.

    letter = Letter(...)
    credential = issue_paper(order=PaperOrder(digest=digest_of(letter), ...), by=..., at=...)
    pdf = letter_pdf(letter, code=credential.text, at=...)

Without a code a draft comes out, marked as such: the signatory reads it before signing. Same paper, code and moment, same
bytes.
"""

import datetime as dt
import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any, Final

from django.conf import settings
from django.utils.translation import gettext as _

from hirfa.core.dates import legal_day
from hirfa.core.errors import Refusal
from hirfa.core.formats import NBSP, date
from hirfa.credentials import DIGEST_BYTES, Malformed, read_paper_unverified

from .glyphs import missing_glyphs
from .qr import CAPACITY, LARGER, VERSION, qr_svg
from .render import render_pdf

LETTER: Final = "documents/typst/letter.typ"
CERTIFICATE: Final = "documents/typst/certificate.typ"


class PaperNotPrintable(Refusal):
    code = "paper_not_printable"


@dataclass(frozen=True, slots=True)
class Words:
    """The same said in both languages. An empty text is left out."""

    ar: str
    fr: str


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signs, in which quality, and for whom if by delegation (`رئيس الغرفة`, `le président de la chambre`)."""

    name: Words
    title: Words
    by_delegation_of: Words | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter with its decision: what is decided, on which ground, for which reasons, how and until when to appeal.

    `number` is that of the paper and `subject_number` the craft or case number, both as the code holds them. `addressee`
    bears its form of address. All but the first block may be absent.
    """

    number: str
    issued_on: dt.date
    place: Words
    chamber: Words
    subject_number: str
    title: Words
    addressee: Words
    subject: Words
    paragraphs: tuple[Words, ...]
    signatory: Signatory

    address: Words | None = None
    ground: Words | None = None
    reasons: tuple[Words, ...] = ()
    appeal: Words | None = None
    appeal_until: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Certificate:
    """The certificate of practice (شهادة مزاولة المهنة) of a person in force, as the register stands on its day.

    `identity_number` is printed for those who ask for it with the certificate; it is never in the code.
    """

    number: str
    issued_on: dt.date
    place: Words
    chamber: Words
    nia: str
    name: Words
    woman: bool
    trade: Words
    title: Words
    registered_on: dt.date
    signatory: Signatory

    identity_number: str = ""
    born_on: dt.date | None = None
    workplace: Words | None = None
    expires_on: dt.date | None = None


def digest_of(paper: Letter | Certificate) -> bytes:
    """Return the digest that the paper's code holds: the first 16 bytes of the SHA-256 of its data.

    The data is JSON in UTF-8 with sorted keys, no spaces and days as YYYY-MM-DD, under the name of its kind.
    """
    content = {type(paper).__name__: asdict(paper)}
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=dt.date.isoformat)
    return hashlib.sha256(text.encode()).digest()[:DIGEST_BYTES]


def letter_pdf(letter: Letter, *, code: str | None, at: dt.datetime) -> bytes:
    """Return a letter as PDF made at `at`; without a code, its draft.

    Raises PaperNotPrintable when a character is in none of the fonts, ValueError for the code of another paper.
    """
    _check_code(letter, code)
    sheet = _frame(letter, code) | {
        "title": asdict(letter.title),
        "addressee": asdict(letter.addressee),
        "address": _or_none(letter.address),
        "subject": asdict(letter.subject),
        "subject_number": letter.subject_number,
        "paragraphs": [asdict(paragraph) for paragraph in letter.paragraphs],
        "ground": _or_none(letter.ground),
        "reasons": [asdict(reason) for reason in letter.reasons],
        "appeal": _or_none(letter.appeal),
        "appeal_until": _day(letter.appeal_until),
    }
    return _printed(LETTER, sheet, number=letter.number, at=at)


def certificate_pdf(certificate: Certificate, *, code: str | None, at: dt.datetime) -> bytes:
    """Return a certificate of practice as PDF made at `at`; without a code, its draft. Raises as `letter_pdf` does."""
    _check_code(certificate, code)
    nia = certificate.nia
    sheet = _frame(certificate, code) | {
        "nia": f"{nia[:4]} {nia[4:8]} {nia[8:]}".strip(),
        "name": asdict(certificate.name),
        "woman": certificate.woman,
        "trade": asdict(certificate.trade),
        "title": asdict(certificate.title),
        "registered_on": _day(certificate.registered_on),
        "identity_number": certificate.identity_number,
        "born_on": _day(certificate.born_on),
        "workplace": _or_none(certificate.workplace),
        "expires_on": _day(certificate.expires_on),
    }
    return _printed(CERTIFICATE, sheet, number=certificate.number, at=at)


def _frame(paper: Letter | Certificate, code: str | None) -> dict[str, Any]:
    """Return what every paper has: head, number, place and day, who signs, and the code with its explanation."""
    return {
        "number": paper.number,
        "issued_on": _day(paper.issued_on),
        "place": asdict(paper.place),
        "chamber": asdict(paper.chamber),
        "signatory": asdict(paper.signatory),
        "code": "" if code is None else qr_svg(code, version=VERSION if len(code) <= CAPACITY else LARGER),
        "check_address": settings.HIRFA_ISSUER.split("://")[-1],
        "demonstration": settings.HIRFA_DEMONSTRATION,
    }


def _check_code(paper: Letter | Certificate, code: str | None) -> None:
    """Return if the code was signed for these very words. Raises ValueError: printed, it would prove something else."""
    if code is None:
        return
    try:
        claims = read_paper_unverified(code)
    except Malformed as error:
        raise ValueError(f"the code of paper {paper.number} is that of no paper") from error
    day = legal_day(dt.datetime.fromtimestamp(claims.not_before, dt.UTC))
    if (claims.serial, day, claims.digest) != (paper.number, paper.issued_on, digest_of(paper)):
        raise ValueError(f"the code of paper {claims.serial} does not fit paper {paper.number}")


def _printed(template: str, sheet: dict[str, Any], *, number: str, at: dt.datetime) -> bytes:
    shown = json.dumps({key: value for key, value in sheet.items() if key != "code"}, ensure_ascii=False)
    if missing := missing_glyphs(shown):
        raise PaperNotPrintable(
            _("Paper %(number)s cannot be printed: no font has %(letters)s.")
            % {"number": number, "letters": " ".join(f"U+{ord(letter):04X}" for letter in sorted(missing))}
        )
    return render_pdf(template, sheet, at=at)


def _or_none(words: Words | None) -> dict[str, str] | None:
    return asdict(words) if words else None


def _day(day: dt.date | None) -> dict[str, str] | None:
    if day is None:
        return None
    arabic, french = (date(day, language).replace(" ", NBSP) for language in ("ar", "fr"))
    return {"ar": arabic, "fr": french}
