"""Letters and certificates: both languages on one paper, the code of these very words, no empty box, always the same bytes."""

import datetime as dt
from dataclasses import replace

import pypdfium2
import pytest

from hirfa.core.formats import NBSP
from hirfa.documents.images import read_qr
from hirfa.documents.letters import PaperNotPrintable, Signatory, Words, certificate_pdf, digest_of, letter_pdf
from tests.factories.cards import issued_card
from tests.factories.issuing import AT
from tests.factories.papers import AMINA, DAY, REASON, certificate, refusal, signed

pytestmark = pytest.mark.django_db


def pages_of(pdf):
    document = pypdfium2.PdfDocument(pdf)
    texts = [page.get_textpage().get_text_range().replace(NBSP, " ") for page in document]
    document.close()
    return texts


def test_a_refusal_says_all_that_the_law_asks_on_one_page():
    letter = refusal()

    (page,) = pages_of(letter_pdf(letter, code=signed(letter).text, at=AT))

    for words in (
        "ROYAUME DU MAROC",
        "Chambre d’artisanat de la région Fès-Meknès",
        "Fès, le 15 janvier 2026",
        "D/03/2026/000017",
        "2026-03-000412",
        "Madame Fatima El Idrissi",
        "Motif",
        "Dernier jour du recours : 1er mars 2026",
        "Par délégation de",
        "Amina Benali",
        "Page 1 sur 1",
        "DEMONSTRATION",
    ):
        assert words in page
    assert all(word in page for word in ("المملكة", "الموضوع", "يناير", "بتفويض"))


def test_the_code_on_the_paper_is_read_back():
    for paper, print_it in ((refusal(), letter_pdf), (certificate(), certificate_pdf)):
        text = signed(paper).text

        assert read_qr(print_it(paper, code=text, at=AT)) == [text]


def test_the_larger_code_of_a_long_name_is_read_back():
    letter = refusal()
    latin = "Coopérative agricole et artisanale des tisseuses de Taounate, Ghafsaï, Karia Ba Mohamed et Tissa"
    arabic = "التعاونية الفلاحية والحرفية لنساجات تاونات وغفساي وقرية با محمد وتيسة وعين عائشة وبوهودة وخلالفة"
    text = signed(letter, name_latin=latin, name_ar=arabic).text

    assert len(text) > 600
    assert read_qr(letter_pdf(letter, code=text, at=AT)) == [text]


def test_long_reasons_run_over_two_pages_and_the_signature_stands_under_words():
    letter = refusal(reasons=(REASON,) * 8)

    pages = pages_of(letter_pdf(letter, code=signed(letter).text, at=AT))

    assert len(pages) == 2
    assert "Page 2 sur 2" in pages[1]
    assert "Dernier jour du recours" in pages[1]
    assert "Amina Benali" in pages[1]
    assert "Amina Benali" not in pages[0]


def test_a_draft_says_so_and_has_no_code():
    pdf = letter_pdf(refusal(), code=None, at=AT)

    assert "Projet non signé" in pages_of(pdf)[0]
    assert read_qr(pdf) == []


def test_who_signs_in_their_own_name_signs_under_no_delegation():
    letter = refusal(signatory=Signatory(AMINA.name, AMINA.title))

    assert "délégation" not in pages_of(letter_pdf(letter, code=None, at=AT))[0]


def test_an_acceptance_needs_neither_reasons_nor_appeal():
    letter = refusal(ground=None, reasons=(), appeal=None, appeal_until=None, address=None)

    page = pages_of(letter_pdf(letter, code=None, at=AT))[0]

    assert not any(word in page for word in ("Motif", "Motivation", "Recours"))


def test_a_certificate_of_practice_is_one_page_with_the_facts_of_the_register():
    paper = certificate()

    (page,) = pages_of(certificate_pdf(paper, code=signed(paper).text, at=AT))

    for words in (
        "Certificat d’exercice de la profession",
        "Fatima El Idrissi",
        "0000 0017 13",
        "ZT123456",
        "Née le",
        "17 mai 1980",
        "Tissage de tapis",
        "Inscrite depuis le",
        "14 juillet 2026",
    ):
        assert words in page


def test_a_man_is_spoken_of_as_a_man():
    page = pages_of(certificate_pdf(certificate(woman=False, identity_number="", born_on=None), code=None, at=AT))[0]

    assert "Monsieur désigné" in page
    assert "Née" not in page
    assert "Carte nationale" not in page


def test_outside_of_a_demonstration_no_paper_says_so(settings):
    settings.HIRFA_DEMONSTRATION = False
    letter = refusal()

    assert "MONSTRATION" not in pages_of(letter_pdf(letter, code=signed(letter).text, at=AT))[0]


def test_the_same_paper_code_and_moment_are_the_same_bytes():
    letter = refusal()
    code = signed(letter).text

    assert letter_pdf(letter, code=code, at=AT) == letter_pdf(letter, code=code, at=AT)
    assert letter_pdf(letter, code=code, at=AT) != letter_pdf(letter, code=code, at=AT + dt.timedelta(days=1))


@pytest.mark.parametrize(
    "change",
    [
        {"reasons": ()},
        {"subject": Words("", "")},
        {"number": "D/03/2026/000018"},
        {"issued_on": dt.date(2026, 1, 16)},
    ],
)
def test_the_code_of_other_words_is_never_printed(change):
    letter = refusal()
    code = signed(letter).text

    with pytest.raises(ValueError, match="does not fit"):
        letter_pdf(replace(letter, **change), code=code, at=AT)


def test_the_code_of_a_card_is_never_printed_on_a_paper():
    with pytest.raises(ValueError, match="no paper"):
        letter_pdf(refusal(), code=issued_card().credential.text, at=AT)


def test_a_letter_that_no_font_has_is_refused_before_printing():
    letter = refusal(addressee=Words("السيدة فاطمة", "Madame 漢"))

    with pytest.raises(PaperNotPrintable, match=r"U\+6F22"):
        letter_pdf(letter, code=None, at=AT)


def test_the_digest_is_of_every_word_and_of_the_kind_of_paper():
    letter = refusal()

    digests = {
        digest_of(letter),
        digest_of(replace(letter, appeal_until=dt.date(2026, 3, 2))),
        digest_of(replace(letter, place=Words("فاس ", "Fès"))),
        digest_of(certificate()),
    }

    assert len(digests) == 4
    assert {len(digest) for digest in digests} == {16}
    assert digest_of(letter) == digest_of(refusal(issued_on=DAY))
