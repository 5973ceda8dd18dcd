"""The card as a document: two pages, readable by people and by phones, marked as a specimen, never with an empty box."""

import datetime as dt
import io

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from hirfa.cards.facts import HolderFacts
from hirfa.cards.printing import CardNotPrintable, card_png, cards_pdf
from hirfa.cards.queries import check_text
from hirfa.documents.images import read_qr
from hirfa.register.models import Person
from tests.cast import AICHA, BRAHIM
from tests.factories.cards import AT, issued_card

pytestmark = pytest.mark.django_db

LONG = {
    "given_name_latin": "Abdelmoughit Ben Abderrahmane",
    "family_name_latin": "El Idrissi El Bouzidi El Alaoui",
    "given_name_ar": "عبد المغيث بن عبد الرحمان",
    "family_name_ar": "الإدريسي البوزيدي العلوي",
}


def test_a_card_is_two_pages_of_a_bank_card_s_size():
    document = pypdfium2.PdfDocument(cards_pdf([issued_card()], at=AT))

    sizes = [(round(page.get_width() * 25.4 / 72, 1), round(page.get_height() * 25.4 / 72, 1)) for page in document]
    document.close()
    assert sizes == [(85.6, 54.0), (85.6, 54.0)]


def page_texts(pdf):
    document = pypdfium2.PdfDocument(pdf)
    texts = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return texts


def test_the_front_says_who_and_the_back_how_to_check():
    card = issued_card()

    front, back = page_texts(cards_pdf([card], at=AT))

    nia = card.holder.nia
    for words in ("Fatima El Idrissi", f"{nia[:4]} {nia[4:8]} {nia[8:]}", "17/05/1980", "14/01/2031", card.number):
        assert words in front
    assert "SPECIMEN" in front
    assert card.number in back
    assert "SPECIMEN" in back


def test_outside_a_demonstration_nothing_says_specimen(settings):
    settings.HIRFA_DEMONSTRATION = False

    assert "SPECIMEN" not in "".join(page_texts(cards_pdf([issued_card()], at=AT)))


def test_the_code_on_the_pdf_is_read_back_and_checked():
    card = issued_card(**LONG)

    texts = read_qr(cards_pdf([card], at=AT))

    assert texts == [card.credential.text]
    assert check_text(texts[0], AT).is_valid


@pytest.mark.parametrize("dpi", [150, 300, 600])
def test_the_code_is_read_from_a_picture_and_from_a_screenshot(dpi):
    card = issued_card()

    front, back = card_png(card, dpi=dpi)

    assert read_qr(front) == []
    assert read_qr(back) == [card.credential.text]


def test_the_code_is_read_from_a_poor_photograph():
    card = issued_card()
    picture = Image.open(io.BytesIO(card_png(card, dpi=300)[1])).convert("L")
    paper = Image.new("L", (1600, 1200), 120)
    paper.paste(picture.resize((900, 568), Image.Resampling.BILINEAR), (300, 250))
    photograph = io.BytesIO()
    paper.rotate(7, fillcolor=90).save(photograph, "JPEG", quality=40)

    assert read_qr(photograph.getvalue()) == [card.credential.text]


def test_the_symbol_is_of_the_one_size():
    picture = Image.open(io.BytesIO(card_png(issued_card())[1]))

    code = zxingcpp.read_barcodes(picture.convert("L"), formats=zxingcpp.barcode_formats_from_str("QRCode"))[0]

    width = code.position.top_right.x - code.position.top_left.x
    assert abs(width - 77 * 4) <= 4  # 77 modules of four dots at 300 dpi


def test_many_cards_make_one_document():
    cards = [
        issued_card(),
        issued_card(**BRAHIM, cin="X1", local_number="2"),
        issued_card(**AICHA, cin="X2", local_number="3"),
    ]

    pdf = cards_pdf(cards, at=AT)

    texts = page_texts(pdf)
    assert len(texts) == 6
    assert [card.number in texts[2 * place] for place, card in enumerate(cards)] == [True] * 3


def test_the_same_cards_at_the_same_moment_are_the_same_bytes():
    card = issued_card()

    assert cards_pdf([card], at=AT) == cards_pdf([card], at=AT)
    assert cards_pdf([card], at=AT) != cards_pdf([card], at=AT + dt.timedelta(days=1))


@pytest.mark.parametrize(
    "names", [{"given_name_latin": "", "family_name_latin": ""}, {"given_name_ar": "", "family_name_ar": ""}]
)
def test_one_script_is_enough(names):
    front = page_texts(cards_pdf([issued_card(**names)], at=AT))[0]

    assert ("Fatima" in front) is ("given_name_ar" in names)


def test_a_card_issued_before_the_fonts_were_asked_is_not_printed_with_a_hole(monkeypatch):
    monkeypatch.setattr(HolderFacts, "fits", True)
    card = issued_card(family_name_latin="El Idrissi 漢")

    with pytest.raises(CardNotPrintable, match=r"U\+6F22"):
        cards_pdf([card], at=AT)


def test_a_face_is_drawn_from_the_person_s_own_seed():
    card = issued_card()
    Person.objects.filter(pk=card.holder_id).update(portrait_seed=1)
    first = card_png(card)[0]
    Person.objects.filter(pk=card.holder_id).update(portrait_seed=2)

    assert card_png(card)[0] != first
