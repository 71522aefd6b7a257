"""What is taken in as a photograph of a label, and what it is made into."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image, PngImagePlugin

from symptoms.models.product import LARGEST_LABEL
from symptoms.pictures import LONGEST_SIDE, NoPicture, kept_picture, small_picture


def picture(form: str = "JPEG", size: tuple[int, int] = (300, 200), **saved: object) -> BytesIO:
    written = BytesIO()
    Image.new("RGB", size, "teal").save(written, form, **saved)
    written.seek(0)
    return written


def kept(file: BytesIO):
    return kept_picture(file, at_most=LARGEST_LABEL)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_every_usual_form_becomes_a_jpeg(form):
    made = kept(picture(form))
    with Image.open(BytesIO(made.content)) as image:
        assert (image.format, image.size) == ("JPEG", (300, 200))


def test_a_photograph_held_upright_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    made = kept(picture(exif=exif))
    assert (made.width, made.height) == (200, 300)


def test_what_the_camera_wrote_stays_behind():
    exif = Image.Exif()
    exif[0x010E] = "WHERE IT WAS TAKEN"
    made = kept(picture(exif=exif, comment=b"WHOSE PHONE"))
    with Image.open(BytesIO(made.content)) as image:
        assert not image.getexif()
    assert b"WHERE" not in made.content
    assert b"WHOSE" not in made.content


def test_a_large_picture_is_made_smaller_and_light_enough():
    noise = Image.effect_noise((3000, 2600), 200).convert("RGB")
    written = BytesIO()
    noise.save(written, "PNG")
    written.seek(0)
    made = kept(written)
    assert max(made.width, made.height) == LONGEST_SIDE
    assert len(made.content) <= LARGEST_LABEL


def test_what_is_see_through_is_laid_on_white():
    written = BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(written, "PNG")
    written.seek(0)
    with Image.open(BytesIO(kept(written).content)) as image:
        assert image.getpixel((5, 5)) == (255, 255, 255)


def pdf() -> BytesIO:
    return BytesIO(b"%PDF-1.7 no picture at all")


def cut_off(form: str) -> BytesIO:
    whole = picture(form, (900, 900)).getvalue()
    return BytesIO(whole[: len(whole) // 2])


def too_many_points() -> BytesIO:
    return picture("PNG", (8000, 5001), compress_level=1)


def bomb() -> BytesIO:
    """A few bytes that say they are 60,000 by 60,000 points."""
    small = bytearray(picture("PNG", (1, 1)).getvalue())
    small[16:24] = (60_000).to_bytes(4, "big") * 2
    return BytesIO(bytes(small))


def text_bomb() -> BytesIO:
    info = PngImagePlugin.PngInfo()
    info.add_text("comment", "a" * 2_000_000, zip=True)
    return picture("PNG", pnginfo=info)


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (pdf, "can't be read as a picture"),
        (lambda: BytesIO(b"GIF89a"), "can't be read as a picture"),
        (lambda: picture("GIF"), "can't be read as a picture"),
        (lambda: cut_off("JPEG"), "can't be read as a picture"),
        (lambda: cut_off("PNG"), "can't be read as a picture"),
        (lambda: cut_off("WEBP"), "can't be read as a picture"),
        (too_many_points, "more than 40 million points"),
        (bomb, "can't be read|too large|more than 40 million"),
        (text_bomb, "can't be read as a picture"),
    ],
    ids=["pdf", "gif head", "gif", "jpeg cut", "png cut", "webp cut", "points", "bomb", "text bomb"],
)
def test_what_is_no_usable_picture_is_refused_in_words(file, words):
    with pytest.raises(NoPicture, match=words):
        kept(file())


def test_the_small_one_is_small():
    made = kept(picture(size=(1800, 900)))
    with Image.open(BytesIO(small_picture(made.content))) as image:
        assert image.size == (240, 120)
