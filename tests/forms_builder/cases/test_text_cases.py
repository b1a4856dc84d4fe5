"""Text: what counts as empty, how long it may be, and that words never become markup."""

import re

import pytest
from django.conf import settings

from forms_builder.definition import problems
from tests.factories.accounts import UserFactory, sign_in
from tests.factories.adoption import PostFactory
from tests.forms_builder.cases.scenes import form_of

pytestmark = pytest.mark.django_db

FAMILY = "👩‍👩‍👧"  # five code points, one picture
WORDS = form_of(
    ("p_home", [{"id": "q_text", "type": "long_text", "label": "寫幾句", "required": True, "max_length": 20}])
)


@pytest.mark.parametrize("text", ["   ", "\u3000", "\u200b", "\u2060\u2060", "\ufe0f"])
def test_a_text_that_nobody_sees_is_empty(fill, text):
    filling = fill(WORDS)

    response = filling.send(1, q_text=text)

    assert response.status_code == 400
    assert "請在這裡寫幾句話" in response.content.decode()


@pytest.mark.parametrize(("count", "status"), [(4, 302), (5, 400)])
def test_families_are_counted_by_code_points_and_never_cut(fill, count, status):
    filling = fill(WORDS)

    response = filling.send(1, q_text=FAMILY * count)

    page = filling.open(1).content.decode()
    assert response.status_code == status
    assert filling.answers == {"q_text": FAMILY * count}
    assert FAMILY * count in page
    assert "maxlength" not in page


HOSTILE = "<script>alert(1)</script> {{7*7}} javascript:alert(1) [x](javascript:alert(1))"
OWN, OTHER = f"母語 {HOSTILE}", f"translated {HOSTILE}"


@pytest.fixture
def hostile():
    item = {
        "id": "q_pick",
        "type": "single_choice",
        "label": OWN,
        "help": OWN,
        "required": True,
        "choices": [{"id": "c_one1", "label": OWN}, {"id": "c_two2", "label": "另一個"}],
    }
    note = {"id": "q_note", "type": "note", "label": OWN, "help": OWN}
    texts = {"label": OTHER, "help": OTHER}
    return form_of(
        ("p_home", [item, note]),
        intro=OWN,
        thanks=OWN,
        translations={
            "en": {
                "form": {"intro": OTHER, "thanks": OTHER},
                "q_pick": texts,
                "q_note": texts,
                "c_one1": {"label": OTHER},
            }
        },
    )


def harmless(page):
    """No script of theirs, no link that runs one, and no template tag that was filled in."""
    ours = re.sub(r'<script type="application/json".*?</script>', "", page, flags=re.DOTALL)
    links = re.findall(r'href="([^"]*)"', page)
    return (
        "<script>alert" not in page
        and "alert(1)</script>" not in ours
        and not [link for link in links if link.lower().startswith("javascript")]
        and "49" not in re.findall(r"(?:母語|translated)[^<]*", ours)
    )


@pytest.mark.parametrize(("language", "words"), [("zh-hant", "母語"), ("en", "translated")])
def test_markup_in_label_help_choice_thanks_and_translation_stays_text(
    fill, hostile, language, words, client, django_capture_on_commit_callbacks
):
    assert problems(hostile) == []
    filling = fill(hostile)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    step = filling.open(1).content.decode()
    filling.send(1, q_pick="c_one1")
    check = filling.open(2).content.decode()
    with django_capture_on_commit_callbacks():
        sent = filling.send(2, "send")
    receipt = client.get(sent["Location"]).content.decode()

    assert [harmless(page) for page in (step, check, receipt)] == [True, True, True]
    assert f"{words} &lt;script&gt;" in step
    assert f"{words} &lt;script&gt;" in receipt
    assert "{{7*7}}" in step


def test_the_words_before_the_first_question_are_shown_and_harmless(client, hostile):

    post = PostFactory(published=True, form__draft=hostile)
    sign_in(client, UserFactory())

    page = client.get(f"/pets/{post.uid}/apply/").content.decode()

    assert "母語 &lt;script&gt;" in page
    assert harmless(page)
