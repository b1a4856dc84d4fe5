"""Forms of other systems over the API: looked at, then started from."""

import json
from pathlib import Path

import pytest

from forms_builder import importing
from forms_builder.models import Form
from tests.factories.accounts import UserFactory, api

pytestmark = pytest.mark.django_db
IMPORT, LOOK = "/api/v1/forms/import/", "/api/v1/forms/import/check/"
ASM3 = (Path(__file__).parents[2] / "data" / "asm3_form.json").read_text("utf-8")


def test_looking_says_what_is_lost_and_makes_nothing():
    answer = api(UserFactory()).post(LOOK, {"text": ASM3})

    found = answer.json()
    assert (answer.status_code, found["title"], Form.objects.count()) == (200, "Barn cat application", 0)
    assert sum(len(page["items"]) for page in found["definition"]["pages"]) == sum(
        len(page["items"]) for page in importing.read(ASM3).definition["pages"]
    )
    assert [remark["where"] for remark in found["remarks"]] == [
        "When are you at home?", "Which cat?", "Sum", "Early bird?",
    ]  # fmt: skip


def test_started_from_it_is_a_draft_of_ones_own():
    owner = UserFactory()

    answer = api(owner).post(IMPORT, {"text": ASM3})

    form = Form.objects.get()
    assert (answer.status_code, answer.json()["form"]["id"], form.owner) == (201, form.pk, owner)
    assert (answer.json()["form"]["state"], len(answer.json()["remarks"])) == ("draft", 4)


def test_with_one_key_it_is_started_once():
    client, key = api(UserFactory()), {"HTTP_IDEMPOTENCY_KEY": "once"}

    first, second = (client.post(IMPORT, {"text": ASM3}, **key) for _time in range(2))

    assert (first.json(), Form.objects.count()) == (second.json(), 1)


@pytest.mark.parametrize("address", [IMPORT, LOOK])
@pytest.mark.parametrize(
    "text",
    ["", " ", "no json", "[]", "{}", '{"fields": 7}', '{"questions": []}', '{"schema_version": 1}', "[" * 100_000,
     '{"schema_version": 1, "language": "en", "pages": [{"id": "p_aa", "items": 3}]}', '{"questions": [NaN]}',
     '{"questions": [' + "1" * 5000 + "]}", "x" * (importing.MAX_BYTES + 1)],
    ids=["empty", "blank", "words", "list", "nothing", "no fields", "no questions", "bare", "deep", "broken", "nan",
         "a long number", "too long"],
)  # fmt: skip
def test_what_is_no_form_is_a_problem_and_makes_nothing(address, text):
    answer = api(UserFactory()).post(address, {"text": text})

    assert (answer.status_code, answer["Content-Type"], Form.objects.count()) == (400, "application/problem+json", 0)


@pytest.mark.parametrize("text", [None, 7, ["a"], {"a": 1}])
def test_what_is_no_text_is_a_problem(text):
    answer = api(UserFactory()).post(LOOK, json.dumps({"text": text}), content_type="application/json")

    assert answer.status_code == 400
