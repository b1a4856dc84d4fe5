"""Files: what is taken, what it becomes, and what is said when it is none."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from forms_builder.models import Upload
from forms_builder.services import uploads
from forms_builder.tasks.uploads import render_upload
from petbuddy.errors import DomainError
from tests.forms_builder.services.test_submissions import draft
from tests.petbuddy.pictures import encoded, halves, photo, png_bomb

pytestmark = pytest.mark.django_db
__all__ = ["draft"]  # the fixture: a draft on a form with a photo question


def animated():
    frames = [Image.new("RGB", (60, 40), color) for color in ("red", "blue")]
    return encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])


REFUSED = "refused"


@pytest.mark.parametrize(
    ("name", "content", "fate"),
    [
        ("empty.jpg", lambda: b"", REFUSED),
        ("cut.jpg", lambda: photo()[: len(photo()) // 3], "rejected"),
        ("really-a-png.jpg", lambda: encoded(halves(), "PNG"), "ready"),
        ("drawing.svg", lambda: b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", REFUSED),
        ("page.jpg", lambda: b"\xff\xd8\xff<html><script>alert(1)</script></html>", "rejected"),
        ("two-in-one.jpg", lambda: photo() + b"<script>alert(1)</script>", "ready"),
        ("moving.gif", animated, REFUSED),
        ("dot.png", lambda: encoded(Image.new("RGB", (1, 1), "red"), "PNG"), "ready"),
        ("bomb.png", png_bomb, "rejected"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_each_kind_of_file_becomes(draft, name, content, fate):
    file = SimpleUploadedFile(name, content(), "image/jpeg")

    try:
        kept = uploads.accept(version=draft.version, question_id="q_pics", owner=draft.respondent, file=file)
        render_upload(kept.pk)
        state = Upload.objects.get(pk=kept.pk).state
    except DomainError as error:
        state = REFUSED if error.code in ("empty", "unsupported", "not_an_image") else error.code

    assert state == fate
