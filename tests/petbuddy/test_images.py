"""A picture that people sent becomes one that people may see, or a reason why not."""

import io
import json
import re
import struct

import pytest
from PIL import Image, ImageChops, ImageCms, ImageStat

from petbuddy import images
from petbuddy.images import ImageRejected, Limits, render, sniff
from tests.petbuddy.pictures import (
    BLUE,
    PHOTOS,
    RED,
    encoded,
    halves,
    is_near,
    needs_photos,
    opened,
    photo,
    png_bomb,
    turned,
)

FACTS = {"width": 9, "height": 9, "renditions": [], "preview": [1, 1], "colour": "#000000", "phash": "0" * 16}
TRACES = [b"Exif", b"EXIF", b"http://ns.adobe.com", b"<x:xmp", b"XMP ", b"ICC_PROFILE", b"ICCP", b"Photoshop", b"8BIM"]


def reason(source, **options):
    with pytest.raises(ImageRejected) as refusal:
        render(source, **options)
    return refusal.value.code


def every_byte(rendered):
    return [each.data for each in rendered.renditions] + [rendered.preview.data]


def tiff():
    return encoded(halves(), "TIFF")


def gif():
    return encoded(halves(mode="P"), "GIF")


@pytest.mark.parametrize(
    ("kind", "mime"),
    [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("WEBP", "image/webp"), ("AVIF", "image/avif")],
)
def test_a_type_is_known_by_its_content(kind, mime):
    assert sniff(encoded(halves(), kind)[:64]) == mime


@pytest.mark.parametrize(
    ("brands", "mime"),
    [
        (b"heic\0\0\0\0mif1heic", "image/heic"),
        (b"mif1\0\0\0\0mif1heic", "image/heic"),
        (b"mif1\0\0\0\0mif1avif", "image/avif"),
        (b"isom\0\0\0\0isommp42", None),
    ],
)
def test_the_brands_of_a_container_tell_heic_from_avif_from_film(brands, mime):
    head = struct.pack(">I", 8 + len(brands)) + b"ftyp" + brands

    assert sniff(head) == mime


def test_pdf_is_no_picture_and_known_only_at_the_very_start():
    assert sniff(b"%PDF-1.7") is None
    assert images.sniff_pdf(b"%PDF-1.7\n") == "application/pdf"
    assert images.sniff_pdf(b"\n%PDF-1.7\n") is None


def test_a_photo_gets_every_width_that_needs_no_enlarging_and_a_preview():
    rendered = render(photo(2000, 1500))

    assert (rendered.width, rendered.height) == (2000, 1500)
    assert [each.width for each in rendered.renditions] == [240, 360, 480, 720, 1080, 1600]
    assert [opened(each).size for each in rendered.renditions] == [(e.width, e.height) for e in rendered.renditions]
    assert {opened(each).format for each in rendered.renditions} == {"WEBP"}
    preview = opened(rendered.preview)
    assert (preview.format, preview.size, preview.info["progressive"]) == ("JPEG", (1200, 900), 1)


@pytest.mark.parametrize(
    ("width", "widths"),
    [(100, [100]), (240, [240]), (260, [240]), (300, [240, 300]), (1500, [240, 360, 480, 720, 1080, 1500])],
)
def test_a_small_photo_is_never_enlarged(width, widths):
    rendered = render(photo(width, 80))

    assert [each.width for each in rendered.renditions] == widths
    assert rendered.preview.width == min(width, 1200)


def test_a_private_photo_gets_two_widths_and_no_preview():
    rendered = render(photo(2000, 1500), widths=images.PRIVATE_WIDTHS, preview=False)

    assert [each.width for each in rendered.renditions] == [480, 1600]
    assert rendered.preview is None


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_comes_out_upright_and_without_a_trace(orientation):
    rendered = render(turned(orientation))

    picture = opened(rendered.renditions[-1]).convert("RGB")
    assert (rendered.width, rendered.height) == (640, 400)
    assert is_near(picture.getpixel((20, 200)), RED)
    assert is_near(picture.getpixel((620, 200)), BLUE)
    for data in every_byte(rendered):
        assert [trace for trace in [*TRACES, b"Secret"] if trace in data] == []
        assert dict(Image.open(io.BytesIO(data)).getexif()) == {}


def test_text_comments_in_a_png_do_not_survive():
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("Comment", "SecretComment")
    info.add_itxt("XML:com.adobe.xmp", "<x:xmpmeta>SecretXmp</x:xmpmeta>")

    rendered = render(encoded(halves(), "PNG", pnginfo=info))

    assert [data for data in every_byte(rendered) if b"Secret" in data or b"xmp" in data] == []


def test_bytes_after_the_picture_do_not_survive():
    html = b"<html><script>alert(1)</script></html>"

    rendered = [render(encoded(halves(), "PNG") + html), render(photo() + html)]

    assert [data for each in rendered for data in every_byte(each) if b"script" in data] == []


def test_see_through_parts_become_white_not_black():
    picture = halves(mode="RGBA")
    picture.paste((0, 0, 0, 0), (0, 0, 320, 400))

    rendered = render(encoded(picture, "PNG"))

    shown = opened(rendered.renditions[-1])
    assert shown.mode == "RGB"
    assert is_near(shown.getpixel((20, 200)), (255, 255, 255), 6)
    assert is_near(shown.getpixel((620, 200)), BLUE)


def test_a_palette_with_a_see_through_color_becomes_white_there():
    picture = halves().quantize(4)
    index = picture.getpixel((20, 200))

    rendered = render(encoded(picture, "PNG", transparency=index))

    shown = opened(rendered.renditions[-1])
    assert is_near(shown.getpixel((20, 200)), (255, 255, 255), 6)
    assert is_near(shown.getpixel((620, 200)), BLUE)


@pytest.mark.parametrize("mode", ["L", "1", "LA", "I;16"])
def test_gray_pictures_keep_their_gray(mode):
    gray = Image.new("L", (640, 400), 0)
    gray.paste(255, (320, 0, 640, 400))
    if mode == "I;16":
        picture = Image.frombytes(
            "I;16", gray.size, b"".join(struct.pack("<H", value * 257) for value in gray.tobytes())
        )
    else:
        picture = gray.convert(mode)

    shown = opened(render(encoded(picture, "PNG")).renditions[-1])

    assert is_near(shown.getpixel((20, 200)), (0, 0, 0), 6)
    assert is_near(shown.getpixel((620, 200)), (255, 255, 255), 6)


def test_print_colors_become_screen_colors():
    shown = opened(render(encoded(halves(mode="CMYK"), "JPEG", quality=95)).renditions[-1])

    assert is_near(shown.getpixel((20, 200)), RED)
    assert is_near(shown.getpixel((620, 200)), BLUE)


def test_a_foreign_color_profile_is_applied_and_then_dropped():
    linear = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes()
    lab_like = encoded(halves(), "PNG", icc_profile=linear)
    broken = encoded(halves(), "PNG", icc_profile=b"not a profile")

    for source in (lab_like, broken):
        rendered = render(source)
        assert [opened(each).info.get("icc_profile") for each in rendered.renditions] == [None] * 4
        assert is_near(opened(rendered.renditions[-1]).getpixel((20, 200)), RED)


def test_only_the_first_frame_of_an_animation_is_kept():
    first, second = halves(), Image.new("RGB", (640, 400), "green")
    source = encoded(first, "WEBP", save_all=True, append_images=[second], duration=100)

    shown = opened(render(source).renditions[-1])

    assert getattr(shown, "n_frames", 1) == 1
    assert is_near(shown.getpixel((20, 200)), RED)


def test_color_and_fingerprint_stay_nearly_the_same_when_a_photo_is_saved_again():
    picture = Image.effect_mandelbrot((900, 600), (-2.2, -1.2, 0.9, 1.1), 60).convert("RGB")
    picture.paste(RED, (100, 100, 350, 500))

    first, again = render(encoded(picture, quality=95)), render(encoded(picture.resize((450, 300)), "WEBP", quality=50))
    other = render(photo())

    assert re.fullmatch("#[0-9a-f]{6}", first.colour)
    assert bits_apart(first, again) <= 6
    assert bits_apart(first, other) >= 16


def bits_apart(one, other):
    return (int(one.phash, 16) ^ int(other.phash, 16)).bit_count()


def test_the_dominant_color_is_the_one_that_covers_most():
    picture = Image.new("RGB", (600, 400), RED)
    picture.paste(BLUE, (0, 0, 150, 400))

    rendered = render(encoded(picture, "PNG"))

    assert is_near(bytes.fromhex(rendered.colour[1:]), RED)


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (lambda: b"", "not_an_image"),
        (lambda: b"just words, named photo.jpg", "not_an_image"),
        (gif, "unsupported"),
        (tiff, "unsupported"),
        (lambda: b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "unsupported"),
        (lambda: b"\xff\xd8\xff" + b"nothing behind the mark", "corrupt"),
        (lambda: photo()[: len(photo()) * 3 // 10], "corrupt"),
        (lambda: encoded(halves(), "PNG")[:-400], "corrupt"),
        (lambda: encoded(halves(), "WEBP")[:-300], "corrupt"),
        (lambda: encoded(halves(), "AVIF")[:-300], "corrupt"),
        (lambda: b"GIF89a/*" + photo(), "unsupported"),
        (png_bomb, "too_many_pixels"),
    ],
    ids=[
        "empty",
        "text",
        "gif",
        "tiff",
        "svg",
        "mark",
        "cut jpeg",
        "cut png",
        "cut webp",
        "cut avif",
        "gif-js",
        "bomb",
    ],
)
def test_what_is_no_whole_photo_is_refused_with_a_reason(source, code):
    assert reason(source()) == code


def test_every_reason_has_a_sentence_of_its_own():
    sentences = [str(images.reason_sentence(code)) for code in images.REASONS]

    assert len(set(sentences)) == len(images.REASONS) == 8
    assert str(images.reason_sentence("never heard of")) == str(images.REASONS["failed"])


def test_bytes_pixels_and_sides_are_limited_before_decoding():
    source = photo(640, 400)

    assert reason(source, limits=Limits(max_bytes=len(source) - 1)) == "too_large"
    assert reason(source, limits=Limits(max_pixels=640 * 400 - 1)) == "too_many_pixels"
    assert reason(source, limits=Limits(max_side=639)) == "too_many_pixels"
    assert render(source, limits=Limits(max_bytes=len(source), max_pixels=640 * 400, max_side=640)).width == 640


@pytest.mark.parametrize("extra", [{}, {"exact": True}, {"lossless": True}], ids=["lossy", "extended", "lossless"])
def test_the_size_of_a_webp_is_known_before_it_is_opened(extra):
    picture = halves(mode="RGBA" if "exact" in extra else "RGB")
    source = encoded(picture, "WEBP", **extra)

    assert reason(source, limits=Limits(max_side=639)) == "too_many_pixels"
    assert render(source, limits=Limits(max_side=640)).width == 640


def test_a_decoder_that_wants_too_much_memory_is_stopped():
    source = encoded(halves(6000, 5000), "PNG")

    assert reason(source, limits=Limits(memory=96 * 1024 * 1024)) == "too_many_pixels"


def test_a_worker_that_takes_too_long_is_killed():
    source = encoded(Image.effect_noise((3000, 2000), 90), "PNG")

    assert reason(source, limits=Limits(wall_seconds=0.2)) == "timeout"


def test_a_worker_that_burns_too_much_cpu_is_killed():
    source = encoded(Image.effect_noise((700, 700), 90).resize((7000, 7000), 0).convert("RGB"), "PNG", compress_level=1)

    assert reason(source, limits=Limits(cpu_seconds=1)) == "timeout"


def test_a_worker_that_cannot_even_start_touches_nothing_else():
    assert reason(photo(), limits=Limits(memory=8 * 1024 * 1024)) == "crashed"


def test_the_worker_gets_no_secret(monkeypatch, tmp_path):
    monkeypatch.setenv("SECRET_KEY", "hush")
    spy = tmp_path / "spy.py"
    spy.write_text(
        "import json, os; print(json.dumps({'error': 'corrupt'}) if 'SECRET_KEY' not in os.environ else '{}')"
    )
    monkeypatch.setattr(images, "WORKER", spy)

    assert reason(photo()) == "corrupt"


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "[]",
        '{"error": "made up"}',
        json.dumps(FACTS | {"renditions": []}),
        json.dumps(FACTS | {"renditions": [["../../etc/passwd", 1]]}),
        json.dumps(FACTS | {"renditions": [[7, 7]]}),
        json.dumps(FACTS | {"width": -1}),
        json.dumps(FACTS | {"colour": "red"}),
    ],
)
def test_a_worker_in_foreign_hands_is_not_believed(monkeypatch, tmp_path, answer):
    liar = tmp_path / "liar.py"
    liar.write_text(f"open('7.webp', 'wb').write(b'<html>'); print('''{answer}''')")
    monkeypatch.setattr(images, "WORKER", liar)

    assert reason(photo()) == "crashed"


REAL = [path for path in sorted(PHOTOS.glob("*.*")) if sniff(path.read_bytes()[:64]) and "orientation" not in path.name]
CAMERAS = [b"Canon", b"iPhone", b"Apple", b"SAMSUNG", b"Samsung", b"Kodak", b"Pentax", b"FUJI", b"Minolta", b"Taipei"]
# What a decoder itself says of a bare file.
BARE = {"loop", "background", "duration", "timestamp", "progressive", "progression"}
BARE |= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@needs_photos
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.name)
def test_every_real_photo_is_shown_without_its_metadata(path):
    rendered = render(path.read_bytes(), widths=(240, 720))

    for data in every_byte(rendered):
        picture = Image.open(io.BytesIO(data))
        picture.load()
        assert [trace for trace in [*TRACES, *CAMERAS] if trace in data] == []
        assert set(picture.info) - BARE == set()


def scene(shape, number):
    source = (PHOTOS / f"orientation-{shape}-{number}.jpg").read_bytes()
    return opened(render(source, widths=(480,), preview=False).renditions[0])


@pytest.fixture(scope="module")
def upright():
    """The two scenes as they were stored upright."""
    return {shape: scene(shape, 1) for shape in ("landscape", "portrait")}


@needs_photos
@pytest.mark.parametrize("shape", ["landscape", "portrait"])
@pytest.mark.parametrize("number", range(2, 9))
def test_every_real_orientation_shows_the_scene_upright(shape, number, upright):
    shown = scene(shape, number)

    # The numbers printed on the pictures differ; the scene behind them does not.
    mirrored = shown.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    assert shown.size == upright[shape].size
    assert apart(shown, upright[shape]) < 30
    assert apart(shown, upright[shape]) * 2 < apart(mirrored, upright[shape])


def apart(one, other):
    return sum(ImageStat.Stat(ImageChops.difference(one, other)).mean)


# -- A picture that was cut off and closed as if it were whole ---------------------------------------------------------
@pytest.mark.parametrize("share", [0.4, 0.6, 0.9, 0.98])
@pytest.mark.parametrize(
    "options", [{}, {"restart_marker_rows": 1}, {"subsampling": 0}], ids=["plain", "restarts", "444"]
)
def test_a_cut_jpeg_with_an_end_is_no_picture(share, options):
    whole = encoded(noise(), quality=90, **options)
    cut = whole[: int(len(whole) * share)].rstrip(b"\xff") + b"\xff\xd9"

    assert render(whole).width == 256
    assert reason(cut) == "corrupt"


@pytest.mark.parametrize("more", [b"", b"\0" * 64, b"\xff\xd8\xff\xe1 another picture", photo()], ids=len)
def test_what_follows_a_whole_jpeg_does_no_harm(more):
    assert render(encoded(noise(), progressive=True) + more).width == 256
    assert render(encoded(noise()) + more).width == 256


@needs_photos
def test_no_real_photo_is_taken_for_a_cut_one():
    found = [path for path in sorted(PHOTOS.rglob("*")) if path.suffix.lower() in (".jpg", ".jpeg")]

    widths = [render(path.read_bytes()).width for path in found]  # raises for one that is refused

    assert found
    assert all(widths)


def noise(side=256):
    """Something different in every corner: nothing that is cut off goes unseen."""
    return Image.effect_noise((side, side), 80).convert("RGB")
