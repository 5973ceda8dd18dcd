"""Photos as they are shown: drawn anew, small enough, telling nothing of where and when they were taken."""

import io

import pytest
from PIL import Image, ImageCms

from hirfa.directory import pictures, shrinking
from hirfa.directory.pictures import PictureRefused, shrink
from hirfa.documents.confined import NotRead
from tests.factories.directory import picture


def opened(content):
    return Image.open(io.BytesIO(content))


def test_a_photo_comes_in_two_sizes_and_keeps_its_shape():
    made = shrink(picture(size=(3000, 2000)))

    assert (made.width, made.height) == opened(made.large).size == (1280, 853)
    assert opened(made.small).size == (480, 320)
    assert opened(made.small).format == opened(made.large).format == "JPEG"


def test_where_and_when_it_was_taken_does_not_go_on():
    exif = Image.Exif()
    exif[0x0110] = "camera of Fatima"
    exif.get_ifd(0x8825)[1] = "N"
    sent = picture(exif=exif, comment=b"at home")
    assert b"camera of Fatima" in sent

    made = shrink(sent)

    for each in (made.small, made.large):
        assert b"camera of Fatima" not in each
        assert b"at home" not in each
        assert not opened(each).getexif()


def test_a_photo_taken_on_its_side_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6

    made = shrink(picture(size=(800, 400), exif=exif))

    assert (made.width, made.height) == (400, 800)


@pytest.mark.parametrize(("kind", "mode"), [("PNG", "RGBA"), ("PNG", "L"), ("WEBP", "RGBA"), ("JPEG", "CMYK")])
def test_other_kinds_of_pictures_are_taken_too(kind, mode):
    assert opened(shrink(picture(kind, mode=mode)).large).mode == "RGB"


def test_the_colours_of_a_telephone_become_those_of_every_screen():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()

    assert "icc_profile" not in opened(shrink(picture(icc_profile=profile)).large).info
    assert shrink(picture(icc_profile=b"no profile at all")).width == 400


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-1.7",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        picture()[:200],
        picture("PNG")[:-400],
        picture("GIF", mode="L"),
    ],
    ids=["empty", "pdf", "svg", "half a jpeg", "half a png", "gif"],
)
def test_what_is_no_picture_is_refused_in_words(content):
    with pytest.raises(PictureRefused, match="no picture"):
        shrink(content)


def test_a_picture_too_large_to_unpack_is_refused_before_it_is():
    with pytest.raises(PictureRefused, match="25 million"):
        shrink(picture("PNG", size=(6000, 5000), mode="L"))


def test_one_in_which_nothing_can_be_made_out_is_refused():
    with pytest.raises(PictureRefused, match="200 pixels"):
        shrink(picture(size=(900, 120)))


def test_a_heavy_file_is_not_even_read():
    with pytest.raises(PictureRefused, match="10 MB"):
        shrink(b"\xff\xd8\xff" + bytes(10 * 1024 * 1024))


def test_one_that_takes_too_long_costs_its_sender_an_answer(monkeypatch):
    monkeypatch.setattr(pictures, "CPU_SECONDS", 0)

    with pytest.raises(PictureRefused):
        shrink(picture())


def test_the_child_says_why_in_one_word():
    with pytest.raises(NotRead, match="broken"):
        shrinking.shrunk(b"x")
