"""The page that takes a form from another system: look first, then start; the real ones are filled in and sent."""

import json
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from forms_builder.models import Form
from forms_builder.services import submissions, versions
from tests.factories.accounts import UserFactory, sign_in
from tests.forms_builder.filling import answers_to

pytestmark = pytest.mark.django_db
ADDRESS = "/forms/import/"
DATA = Path(__file__).parents[2] / "data"
# The forms of real groups lie beside the project where there are any; ours are made up and show the same.
REAL = sorted((Path(__file__).parents[4] / "shared" / "data" / "forms").glob("*.json"))


@pytest.fixture
def giver(client):
    person = UserFactory()
    sign_in(client, person)
    return person


def file(name="asm3_form.json"):
    return SimpleUploadedFile("form.json", (DATA / name).read_bytes(), "application/json")


@pytest.mark.parametrize(("who", "status"), [({}, 200), ({"email_verified_at": None}, 302), (None, 302)])
def test_who_may_open_it(client, who, status):
    if who is not None:
        sign_in(client, UserFactory(**who))

    assert client.get(ADDRESS).status_code == status


def test_one_of_the_two_is_needed_so_neither_is_called_optional(client, giver):
    page = client.get(ADDRESS).content.decode()

    assert 'id="id_text"' in page
    assert "field__optional" not in page


def test_looking_at_a_file_makes_nothing(client, giver):
    page = client.post(ADDRESS, {"file": file()})

    assert (page.status_code, page.context["question_count"], Form.objects.count()) == (200, 16, 0)
    assert [remark.where for remark in page.context["imported"].remarks] == [
        "When are you at home?", "Which cat?", "Sum", "Early bird?",
    ]  # fmt: skip
    assert "<script>alert(1)" not in page.content.decode()


def test_the_second_button_opens_the_draft(client, giver):
    looked = client.post(ADDRESS, {"file": file()})

    answer = client.post(ADDRESS, {"text": looked.context["text"], "start": "1"})

    form = Form.objects.get()
    assert (answer.status_code, answer.url) == (302, reverse("forms:edit", args=[form.pk]))
    assert (form.owner, form.title, form.state) == (giver, "Barn cat application", Form.State.DRAFT)


@pytest.mark.parametrize(
    "given", [{}, {"text": " "}, {"text": "no json"}, {"text": "{}"}, {"text": '{"fields": []}'}, {"start": "1"}]
)
def test_what_is_no_form_is_said_and_kept_to_mend(client, giver, given):
    page = client.post(ADDRESS, given)

    assert (page.status_code, list(page.context["given"].errors), Form.objects.count()) == (400, ["text"], 0)
    assert (page.context["given"]["text"].value() or "") == given.get("text", "")


@pytest.mark.parametrize("data", [b"\xff\xfe", b"x" * 600_000, b""])
def test_a_file_that_is_none_is_said(client, giver, data):
    page = client.post(ADDRESS, {"file": SimpleUploadedFile("form.json", data)})

    assert (page.status_code, len(page.context["given"].errors)) == (400, 1)


def test_a_form_that_would_be_too_large_is_said(client, giver):
    rows = [{"text": "字" * 290, "help": "字" * 990, "type": "yes_no"} for _ in range(110)]

    page = client.post(ADDRESS, {"text": json.dumps({"title": "F", "questions": rows}, ensure_ascii=False)})

    assert (page.status_code, list(page.context["given"].errors)) == (400, ["text"])


@pytest.mark.parametrize("path", [DATA / "listed_form.json", *REAL], ids=lambda path: path.stem)
def test_a_form_is_imported_published_filled_in_and_sent(client, giver, path):
    client.post(ADDRESS, {"text": path.read_text(encoding="utf-8"), "start": "1"})
    form, adopter = Form.objects.get(), UserFactory()

    version = versions.publish(form=form, by=giver)
    draft = submissions.start(version=version, respondent=adopter, language="zh-hant")
    answers = answers_to(version.definition, timezone.localdate())
    submissions.save(submission=draft, client="tab", seq=1, changes=answers, by=adopter)
    sent = submissions.submit(submission=draft, by=adopter)

    assert sent.submitted_at is not None
    assert set(sent.answers) == set(answers)
