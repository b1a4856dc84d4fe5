"""Pictures made for tests: good ones, and the hostile ones that people really send."""

import io
import struct
import zlib
from pathlib import Path

import pytest
from django.conf import settings
from PIL import Image

PHOTOS = Path(settings.BASE_DIR).parent / "shared" / "data" / "photos"
needs_photos = pytest.mark.skipif(not PHOTOS.is_dir(), reason="the folder of real photos is not there")

RED, BLUE = (220, 30, 30), (30, 30, 220)


def halves(width=640, height=400, mode="RGB"):
    """Left half red, right half blue: turned or mirrored, it shows."""
    picture = Image.new("RGB", (width, height), RED)
    picture.paste(BLUE, (width // 2, 0, width, height))
    return picture.convert(mode)


def encoded(picture, kind="JPEG", **options):
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def photo(width=640, height=400, **options):
    """A small JPEG as a phone would send it."""
    return encoded(halves(width, height), quality=92, **options)


def turned(orientation, width=640, height=400):
    """The upright `halves` as a phone stores it under this EXIF orientation, with a position and an owner."""
    undo = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    picture = halves(width, height)
    if orientation in undo:
        picture = picture.transpose(undo[orientation])
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F], exif[0x013B] = "SecretPhone", "SecretOwner"
    exif.get_ifd(0x8825).update({1: "N", 2: (25.0, 2.0, 1.0), 3: "E", 4: (121.0, 33.0, 54.0)})
    return encoded(picture, quality=92, exif=exif, comment=b"SecretComment")


def png_bomb(width=14_000, height=12_700):
    """A PNG of 177 million pixels in half a megabyte."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compressobj(9)
    pixels = b"".join(rows.compress(bytes(1 + width * 3)) for _ in range(height)) + rows.flush()
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def opened(rendition):
    """The picture inside a Rendition."""
    picture = Image.open(io.BytesIO(rendition.data))
    picture.load()
    return picture


def is_near(color, wanted, tolerance=40):
    return all(abs(a - b) <= tolerance for a, b in zip(color, wanted, strict=True))
