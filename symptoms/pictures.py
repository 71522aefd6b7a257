"""A photograph as it is kept: upright, small, and without what the camera wrote into it."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import IO

from PIL import Image, ImageOps

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 2000
SMALL_SIDE = 240
QUALITIES = (85, 70, 55, 40, 25)
# What Pillow raises on a file that breaks off or only pretends to be a picture.
BROKEN = (OSError, SyntaxError, ValueError, TypeError, EOFError, MemoryError, struct.error, zlib.error)


class NoPicture(Exception):
    """Why the file can't be kept, fit for the screen."""


@dataclass(frozen=True)
class Picture:
    """A JPEG."""

    content: bytes
    width: int
    height: int


def kept_picture(file: IO[bytes], *, at_most: int) -> Picture:
    """The picture in `file`, made anew in at most `at_most` bytes. Raises NoPicture."""
    try:
        with Image.open(file, formats=FORMATS) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise NoPicture(
                    "This picture has more than 40 million points. Take it again in a smaller size"
                )
            opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            opened.load()
            image = _upright_on_white(opened)
    except Image.DecompressionBombError:
        raise NoPicture("This picture is too large to open. Take it again in a smaller size") from None
    except BROKEN:
        raise NoPicture("This file can't be read as a picture. Send a JPEG, PNG or WebP photograph") from None
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    content = next(
        (made for made in (_jpeg(image, quality) for quality in QUALITIES) if len(made) <= at_most), None
    )
    if content is None:
        raise NoPicture("This picture holds too much detail to be kept. Take it again from further away")
    return Picture(content, image.width, image.height)


def small_picture(content: bytes) -> bytes:
    """The same for a list."""
    with Image.open(BytesIO(content)) as opened:
        opened.draft("RGB", (SMALL_SIDE, SMALL_SIDE))
        opened.thumbnail((SMALL_SIDE, SMALL_SIDE))
        return _jpeg(opened, QUALITIES[0])


def _upright_on_white(opened: Image.Image) -> Image.Image:
    """Only the points are taken over: place, time and comments of the file stay behind."""
    upright = ImageOps.exif_transpose(opened).convert("RGBA")
    clean = Image.new("RGB", upright.size, "white")
    clean.paste(upright, mask=upright.getchannel("A"))
    return clean


def _jpeg(image: Image.Image, quality: int) -> bytes:
    written = BytesIO()
    image.save(written, "JPEG", quality=quality, optimize=True)
    return written.getvalue()
