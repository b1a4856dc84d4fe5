"""Pictures: recognised by their content, and made anew in a process that may die without harm.

A picture that people sent is never opened in this process. `render` hands it to
`image_worker.py`, which has 512 MB, 10 s of CPU and 20 s in all, and believes none of its answers unchecked.
"""

import json
import logging
import os
import re
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from petbuddy import jpeg_scan
from petbuddy.errors import DomainError

logger = logging.getLogger("petbuddy.images")

PUBLIC_WIDTHS = (240, 360, 480, 720, 1080, 1600)
PRIVATE_WIDTHS = (480, 1600)
PREVIEW_WIDTH = 1200  # the JPEG for og:image, which some chat programs want

IMAGE_MIMES = ("image/jpeg", "image/png", "image/webp", "image/heic", "image/avif")
PDF_MIME = "application/pdf"
SNIFF_BYTES = 64

WORKER = Path(__file__).with_name("image_worker.py")
# libwebp takes 16 bytes a pixel through Pillow (measured), the others at most 10: 50 Mpx of the others fit in 512 MB.
WEBP_MAX_PIXELS = 30_000_000
OUTPUT_BYTES = 32 * 1024 * 1024

_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"}
_AVIF_BRANDS = {b"avif", b"avis"}

REASONS = {
    "too_large": _("This photo has more bytes than we take."),
    "too_many_pixels": _("This photo has too many pixels. Please send a smaller version."),
    "not_an_image": _("This file is not a photo."),
    "unsupported": _("We take photos as JPEG, PNG, WebP, HEIC or AVIF. This file is of another kind."),
    "corrupt": _("This photo is damaged or incomplete. Please send it again or pick another."),
    "timeout": _("This photo took too long to read. Please pick another or save it again as JPEG."),
    "crashed": _("We could not read this photo. Please pick another or save it again as JPEG."),
    "failed": _("We could not store this photo. Please send it again."),
}


class ImageRejected(DomainError):
    """This picture will never be shown; the code says why and stays the same for ever."""

    def __init__(self, code):
        super().__init__(reason_sentence(code), code=code)


def reason_sentence(code):
    """What the person reads about a file with this reason (`StoredFile.reason`)."""
    return REASONS.get(code, REASONS["failed"])


@dataclass(frozen=True)
class Limits:
    """What one picture may cost. The defaults are the product's; tests give tiny ones."""

    max_bytes: int = field(default_factory=lambda: settings.UPLOAD_MAX_BYTES)
    max_pixels: int = field(default_factory=lambda: settings.UPLOAD_MAX_PIXELS)
    max_side: int = field(default_factory=lambda: settings.UPLOAD_MAX_SIDE)
    memory: int = 512 * 1024 * 1024
    cpu_seconds: int = 10
    wall_seconds: int = 20


@dataclass(frozen=True)
class Rendition:
    """One encoded picture, ready to be stored."""

    width: int
    height: int
    mime: str
    data: bytes


@dataclass(frozen=True)
class Rendered:
    """A picture as it will be shown: size upright, WebP renditions narrow first, JPEG preview if asked for."""

    width: int
    height: int
    renditions: tuple[Rendition, ...]
    preview: Rendition | None
    colour: str
    phash: str


def sniff(head):
    """The type that the first bytes (64 are enough) prove, one of IMAGE_MIMES, or None."""
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:8] == b"ftyp":
        return _sniff_heif(head)
    return None


def _sniff_heif(head):
    """HEIC and AVIF share a container; its brands tell them apart (the major one may only say "mif1")."""
    end = min(int.from_bytes(head[:4], "big"), len(head))
    brands = {head[8:12], *(head[at : at + 4] for at in range(16, end - 3, 4))}
    if brands & _AVIF_BRANDS:
        return "image/avif"
    if brands & _HEIC_BRANDS:
        return "image/heic"
    return None


def sniff_pdf(head):
    return PDF_MIME if head.startswith(b"%PDF-") else None


def refusal_code(head):
    """Why these first bytes are no photo of ours: a picture of another kind, or no picture at all."""
    others = (b"GIF8", b"II*\0", b"MM\0*", b"BM", b"%!PS", b"\0\0\1\0", b"<svg", b"<?xml")
    is_picture = head.lstrip().startswith(others) or head[4:8] == b"ftyp"
    return "unsupported" if is_picture else "not_an_image"


def render(source, *, widths=PUBLIC_WIDTHS, preview=True, limits=None):
    """Make the pictures that people will see from the bytes that someone sent.

    Raises ImageRejected when the picture is at fault, OSError when our own disk is (then try again later).
    """
    limits = limits or Limits()
    if len(source) > limits.max_bytes:
        raise ImageRejected("too_large")
    mime = sniff(source[:SNIFF_BYTES])
    if mime is None:
        raise ImageRejected(refusal_code(source[:SNIFF_BYTES]))
    with tempfile.TemporaryDirectory(prefix="petbuddy-image-") as folder:
        path = Path(folder) / "source"
        path.write_bytes(source)
        output = Path(folder) / "out"
        output.mkdir(mode=0o700)
        job = _job(path, mime, widths, PREVIEW_WIDTH if preview else 0, limits)
        job["scan_end"] = jpeg_scan.end_of(source) if mime == "image/jpeg" else 0
        facts = _run(job, output, limits.wall_seconds)
        return _collect(facts, output, preview)


def _job(path, mime, widths, jpeg_width, limits):
    max_pixels = min(limits.max_pixels, WEBP_MAX_PIXELS) if mime == "image/webp" else limits.max_pixels
    return {
        "source": str(path),
        "mime": mime,
        "widths": sorted(widths),
        "jpeg_width": jpeg_width,
        "limits": {
            "memory": limits.memory,
            "file_size": OUTPUT_BYTES,
            "cpu_seconds": limits.cpu_seconds,
            "wall_seconds": limits.wall_seconds + 1,
            "max_pixels": max_pixels,
            "max_side": limits.max_side,
        },
    }


def _run(job, folder, wall_seconds):
    """Run the worker and return the facts it states; its death is an ImageRejected."""
    command = [sys.executable, "-I", str(WORKER), json.dumps(job)]
    # A clean environment: no secret to steal. One malloc arena, or each thread would reserve 64 MB of address space.
    environment = {"LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "1", "TMPDIR": str(folder)}
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=wall_seconds,
            start_new_session=True,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise _rejected("timeout", job, b"") from error
    if done.returncode == os.EX_TEMPFAIL:  # our disk
        raise OSError("the renditions could not be written")
    if -done.returncode in (signal.SIGXCPU, signal.SIGALRM):
        raise _rejected("timeout", job, done.stderr)
    try:
        facts = json.loads(done.stdout)
    except ValueError as error:
        raise _rejected("crashed", job, done.stderr) from error
    if done.returncode != 0:
        raise _rejected("crashed", job, done.stderr)
    if "error" in facts:
        raise ImageRejected(facts["error"] if facts["error"] in REASONS else "crashed")
    return facts


def _rejected(code, job, stderr):
    """Log what killed the worker (never the file's content or name), for the alert on decode kills."""
    tail = stderr[-400:].decode(errors="replace")
    logger.warning("image worker died", extra={"reason": code, "mime": job["mime"], "stderr": tail})
    return ImageRejected(code)


def _collect(facts, folder, preview):
    """Read the renditions back, believing nothing that a broken decoder may have made up."""
    try:
        width, height = _number(facts["width"]), _number(facts["height"])
        renditions = tuple(
            _read(folder / f"{_number(wide)}.webp", wide, high, "image/webp") for wide, high in facts["renditions"]
        )
        jpeg = None
        if preview:
            wide, high = facts["preview"]
            jpeg = _read(folder / "preview.jpg", _number(wide), _number(high), "image/jpeg")
        colour, phash = facts["colour"], facts["phash"]
        if not (renditions and re.fullmatch("#[0-9a-f]{6}", colour) and re.fullmatch("[0-9a-f]{16}", phash)):
            raise ValueError("facts are incomplete")
    except (KeyError, TypeError, ValueError, FileNotFoundError) as error:
        raise ImageRejected("crashed") from error
    return Rendered(width, height, renditions, jpeg, colour, phash)


def _number(value):
    if not isinstance(value, int) or not 0 < value <= 20_000:
        raise ValueError("not a size")
    return value


def _read(path, width, height, mime):
    data = path.read_bytes()
    if sniff(data[:SNIFF_BYTES]) != mime:
        raise ValueError("not what was asked for")
    return Rendition(width, _number(height), mime, data)
