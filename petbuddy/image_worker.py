"""The sandboxed half of `petbuddy.images`: reads one picture, writes its renditions, dies.

Run by path (`python -I …/image_worker.py JOB`), never imported: it knows neither Django nor our
settings, and no secret is in its environment. It takes its limits on itself before the first
byte of the picture is read, so whatever the decoder does, the damage ends with this process.

Answers on standard output with one JSON object: the facts of the picture, or {"error": code}.
"""

import contextlib
import io
import json
import math
import os
import resource
import signal
import struct
import sys


def limit_self(limits):
    """Bound memory, CPU, time and files of this process; no later code can raise them again."""
    for kind, value in (
        (resource.RLIMIT_AS, limits["memory"]),
        (resource.RLIMIT_FSIZE, limits["file_size"]),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (value, value))
    cpu = limits["cpu_seconds"]
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 1))
    signal.setitimer(signal.ITIMER_REAL, limits["wall_seconds"])  # should the parent die, nobody else would stop us


JOB = json.loads(sys.argv[1])
limit_self(JOB["limits"])

from PIL import AvifImagePlugin, Image, ImageFile  # noqa: E402  (after the limits, on purpose)

ImageFile.LOAD_TRUNCATED_IMAGES = False
Image.MAX_IMAGE_PIXELS = None  # check_size() asks first, with our own limit
AvifImagePlugin.DEFAULT_MAX_THREADS = 1
FORMATS = {
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/webp": "WEBP",
    "image/avif": "AVIF",
    "image/heic": "HEIF",
}
ORIENTATION_TAG = 0x0112
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
SIDEWAYS = {5, 6, 7, 8}
BAND_PIXELS = 2_000_000
SENTINEL = bytes((place * 73 + 41) % 251 for place in range(256))  # reads as picture data, holds no marker


class Refused(Exception):
    """The picture cannot be taken; the argument is one of the codes of `petbuddy.images`."""


def check_size(width, height):
    limits = JOB["limits"]
    if width < 1 or height < 1:
        raise Refused("corrupt")
    if max(width, height) > limits["max_side"] or width * height > limits["max_pixels"]:
        raise Refused("too_many_pixels")


def webp_size(head):
    """Canvas of a WebP from its first bytes: Pillow allocates it already when it opens the file."""
    kind = head[12:16]
    if kind == b"VP8X":
        return 1 + int.from_bytes(head[24:27], "little"), 1 + int.from_bytes(head[27:30], "little")
    if kind == b"VP8 ":
        width, height = struct.unpack_from("<HH", head, 26)
        return width & 0x3FFF, height & 0x3FFF
    if kind == b"VP8L":
        bits = int.from_bytes(head[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    raise Refused("corrupt")


def open_picture(path, mime):
    """Open as exactly the format that was sniffed, with its size checked before any pixel is read."""
    if mime == "image/webp":
        with open(path, "rb") as file:
            check_size(*webp_size(file.read(32)))
    if mime == "image/heic":
        import pillow_heif  # a fifth of a second that the other formats need not pay

        pillow_heif.register_heif_opener(thumbnails=False)
        pillow_heif.options.DECODE_THREADS = 1  # each thread would take address space of its own
    picture = Image.open(path, formats=[FORMATS[mime]])
    check_size(*picture.size)
    return picture


def orientation_of(picture):
    with contextlib.suppress(Exception):  # a broken EXIF block does not spoil the picture
        return int(picture.getexif().get(ORIENTATION_TAG, 1))
    return 1


def plain(band):
    """8 bits a channel, RGB or premultiplied RGBa, so that shrinking never mixes in hidden colours."""
    if band.mode.startswith("I;16"):
        band = band.convert("I")
    if band.mode in ("I", "F"):
        return band.point(lambda value: value * (1 / 256)).convert("L")
    if band.mode in ("P", "PA") or "transparency" in band.info:
        band = band.convert("RGBA" if band.has_transparency_data else "RGB")
    if band.mode in ("RGBA", "LA"):
        return band.convert("RGBA").convert("RGBa")
    if band.mode == "1":
        return band.convert("L")
    return band


def shrink(picture, factor):
    """Reduce by a whole factor, a band at a time: a 50 Mpx picture is never held twice."""
    width, height = picture.size
    step = max(factor, BAND_PIXELS // width // factor * factor)
    small = None
    for top in range(0, height, step):
        band = picture.crop((0, top, width, min(top + step, height)))
        band.info = dict(picture.info)
        band = plain(band)
        if factor > 1:
            band = band.reduce(factor)
        if small is None:
            size = (math.ceil(width / factor), math.ceil(height / factor))
            small = Image.new(band.mode, size)
        small.paste(band, (0, top // factor))
    return small


def to_srgb(picture, profile):
    """Colours as they were meant, in sRGB; a profile that cannot be read is passed over."""
    if profile and picture.mode in ("RGB", "L", "CMYK"):
        from PIL import ImageCms  # few pictures carry a profile

        with contextlib.suppress(ImageCms.PyCMSError, OSError, ValueError):
            return ImageCms.profileToProfile(
                picture,
                ImageCms.ImageCmsProfile(io.BytesIO(profile)),
                ImageCms.createProfile("sRGB"),
                outputMode="RGB",
            )
    return picture.convert("RGB")


def flatten(picture, profile):
    """Lay a see-through picture on white: the page under it may be light or dark."""
    if picture.mode != "RGBa":
        return to_srgb(picture, profile)
    picture = picture.convert("RGBA")
    paper = Image.new("RGB", picture.size, "white")
    paper.paste(to_srgb(picture.convert("RGB"), profile), mask=picture.getchannel("A"))
    return paper


def is_cut(path, end):
    """Do bytes put in before the end of the scan change the picture? Then the decoder still waited for some."""
    with open(path, "rb") as file:
        data = file.read(end)

    def shown(more):
        picture = Image.open(io.BytesIO(data + more + b"\xff\xd9"), formats=["JPEG"])
        picture.draft(None, [math.ceil(side / 8) for side in picture.size])
        return picture.tobytes()

    return shown(b"") != shown(SENTINEL)


def decode(path, mime, longest):
    """The picture upright, in sRGB, without metadata, at most about twice `longest` wide."""
    picture = open_picture(path, mime)
    if JOB["scan_end"] and is_cut(path, JOB["scan_end"]):
        raise Refused("corrupt")
    orientation = orientation_of(picture)
    size = picture.size[::-1] if orientation in SIDEWAYS else picture.size
    scale = min(1, longest / size[0])
    if picture.format in ("JPEG", "MPO") and scale < 1:
        wanted = [math.ceil(side * scale) for side in picture.size]
        picture.draft(None, wanted)  # lets libjpeg throw away what nobody will see
    picture.load()
    profile = picture.info.get("icc_profile")
    now_wide = picture.height if orientation in SIDEWAYS else picture.width
    picture = shrink(picture, max(1, now_wide // (longest * 2)))
    picture = flatten(picture, profile)
    if orientation in TURNS:
        picture = picture.transpose(TURNS[orientation])
    picture.info = {}  # the encoders would copy profile and comment from here
    return picture, size


def resized(picture, width, size):
    """Scaled to `width`, keeping the shape of the original `size`."""
    height = max(1, round(size[1] * width / size[0]))
    if picture.size == (width, height):
        return picture
    return picture.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)


def chosen_widths(own_width):
    """The wanted widths that need no enlarging, and the picture's own where a gap would be left."""
    wanted = sorted(JOB["widths"])
    fitting = [width for width in wanted if width <= own_width]
    if not fitting or (fitting[-1] != wanted[-1] and own_width > fitting[-1] * 1.15):
        fitting.append(own_width)
    return fitting


def dominant_colour(picture):
    tiny = picture.resize((48, 48), Image.Resampling.BOX).quantize(8)
    index = max(tiny.getcolors())[1]
    return "#" + bytes(tiny.getpalette()[index * 3 : index * 3 + 3]).hex()


def perceptual_hash(picture):
    """64 bits that stay nearly equal when a picture is resized or saved again (a DCT of its greys)."""
    side, kept = 32, 8
    grey = picture.convert("L").resize((side, side), Image.Resampling.LANCZOS).tobytes()
    wave = [[math.cos(math.pi * k * (2 * n + 1) / (2 * side)) for n in range(side)] for k in range(kept)]
    rows = [
        [sum(p * c for p, c in zip(grey[y * side : y * side + side], wave[k], strict=True)) for k in range(kept)]
        for y in range(side)
    ]
    terms = [sum(rows[y][k] * wave[j][y] for y in range(side)) for j in range(kept) for k in range(kept)]
    middle = sorted(terms[1:])[len(terms) // 2]
    return f"{sum((term > middle) << place for place, term in enumerate(terms)):016x}"


def encode(picture, size):
    """Write every rendition into the working directory, each made from the next larger one."""
    jpeg_width = min(JOB["jpeg_width"], size[0])
    steps = [(width, "webp") for width in chosen_widths(size[0])]
    if jpeg_width:
        steps.append((jpeg_width, "jpeg"))
    renditions, preview = [], None
    for width, kind in sorted(steps, reverse=True):
        picture = resized(picture, width, size)
        if kind == "jpeg":
            picture.save("preview.jpg", "JPEG", quality=82, progressive=True, optimize=True)
            preview = picture.size
        else:
            picture.save(f"{width}.webp", "WEBP", quality=80, method=4)
            renditions.append(picture.size)
    return renditions[::-1], preview, picture


def render():
    try:
        longest = max(JOB["widths"])
        picture, size = decode(JOB["source"], JOB["mime"], longest)
    except Refused:
        raise
    except MemoryError as error:
        raise Refused("too_many_pixels") from error
    except Exception as error:  # decoders raise whatever they like at hostile bytes
        raise Refused("corrupt") from error
    renditions, preview, smallest = encode(picture, size)
    return {
        "width": size[0],
        "height": size[1],
        "renditions": renditions,
        "preview": preview,
        "colour": dominant_colour(smallest),
        "phash": perceptual_hash(smallest),
    }


def main():
    try:
        answer = render()
    except Refused as refusal:
        answer = {"error": str(refusal)}
    except OSError:  # the disk of the renditions is full or gone: not the picture's fault
        return os.EX_TEMPFAIL
    json.dump(answer, sys.stdout)
    return os.EX_OK


if __name__ == "__main__":
    sys.exit(main())
