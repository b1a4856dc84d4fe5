"""Form, pet or giver change while somebody fills in: she finishes or carries over, and keeps every word."""

import copy

import pytest
from django.utils import timezone

from accounts.services import personal_data
from accounts.tasks import work_on_data_request
from adoption.models import Post
from adoption.services import applications, post_endings
from tests.factories.accounts import PASSWORD
from tests.forms_builder.cases.scenes import FormFactory, form_of

pytestmark = pytest.mark.django_db

FIRST = {"id": "q_name", "type": "short_text", "label": "怎麼稱呼", "required": True}
SECOND = {"id": "q_why1", "type": "long_text", "label": "為什麼是牠", "required": True}
FRESH = {"id": "q_new1", "type": "yes_no", "label": "陽台有防護嗎", "required": True}
CHOICES = [{"id": "c_flat", "label": "公寓"}, {"id": "c_hous", "label": "透天"}]
HOME = {"id": "q_home", "type": "single_choice", "label": "住哪裡", "required": True, "choices": CHOICES}
TWO_PAGES = form_of(("p_one1", [FIRST, HOME]), ("p_two2", [SECOND]))


def on_page_two(fill):
    filling = fill(copy.deepcopy(TWO_PAGES))
    filling.send(1, q_name="怡君", q_home="c_flat")
    return filling


def with_changes():
    """A question more, and the option that she chose is gone."""
    definition = copy.deepcopy(TWO_PAGES)
    definition["pages"][1]["items"].append(FRESH)
    definition["pages"][0]["items"][1]["choices"] = [CHOICES[1], {"id": "c_room", "label": "套房"}]
    return definition


def test_a_new_version_while_she_is_on_page_two_lets_her_finish_the_old_one(fill):
    filling = on_page_two(fill)
    filling.publish(with_changes())

    told = filling.open(2).content.decode()
    filling.send(2, q_why1="牠看著我")
    filling.send(3, "send")

    assert "換了新的題目，你填的這份不變" in told
    assert (filling.state, filling.application.submission.version.number) == ("submitted", 1)
    assert filling.answers == {"q_name": "怡君", "q_home": "c_flat", "q_why1": "牠看著我"}


def test_past_its_grace_she_carries_over_by_id_and_is_told_what_is_new(fill):
    filling = on_page_two(fill)
    filling.send(2, "leave", q_why1="牠看著我")
    filling.publish(with_changes(), grace_days=0)

    turned = filling.open(2)
    told = filling.client.get(turned["Location"]).content.decode()
    onward = filling.client.post(filling.address())

    assert turned["Location"] == filling.address()
    assert "<li>陽台有防護嗎</li>" in told
    assert "<li>住哪裡</li>" in told
    assert filling.answers == {"q_name": "怡君", "q_why1": "牠看著我"}
    assert onward["Location"] == filling.address(1)


def test_another_form_for_the_post_is_told_and_what_does_not_fit_stays_to_be_read(fill):
    filling = on_page_two(fill)
    old, other = filling.post.form, form_of(("p_one1", [FIRST, FRESH]))
    filling.post.form = FormFactory(owner=filling.post.giver, draft=other)
    filling.post.save()
    close_form(filling, old)

    turned = filling.send(2, q_why1="牠看著我")
    told = filling.client.get(turned["Location"]).content.decode()
    onward = filling.client.post(filling.address())
    step = filling.client.get(onward["Location"]).content.decode()

    assert turned["Location"] == filling.address()
    assert "<li>陽台有防護嗎</li>" in told
    assert "<li>住哪裡</li><li>為什麼是牠</li>" in told
    assert filling.answers == {"q_name": "怡君"}
    assert '<dd class="answers__answer">公寓</dd>' in step
    assert '<dd class="answers__answer">牠看著我</dd>' in step


AGREE = {"id": "q_agre", "type": "consent", "label": "同意", "statement": "可以打電話給我。", "required": True}


def with_consent(statement, label="為什麼是牠"):
    agree = AGREE | {"statement": statement}
    return form_of(("p_one1", [agree, SECOND | {"label": label}]))


def test_she_agreed_to_other_words_and_is_asked_again_under_the_new_ones(fill):
    filling = fill(with_consent("可以打電話給我。"))
    filling.send(1, q_agre="yes", q_why1="牠看著我")
    before = filling.open(2).content.decode()
    filling.publish(with_consent("可以隨時到我家。", label="你看上牠哪一點"), grace_days=0)

    told = filling.client.get(filling.address()).content.decode()
    filling.client.post(filling.address())
    refused = filling.send(2, "send")

    assert '<dd class="answers__statement">可以打電話給我。</dd>' in before
    assert "<dt>你同意的是</dt><dd>可以打電話給我。</dd><dt>現在寫的是</dt><dd>可以隨時到我家。</dd>" in told
    assert "<li>「為什麼是牠」現在是「你看上牠哪一點」</li>" in told
    assert filling.answers == {"q_why1": "牠看著我"}
    assert (refused.status_code, filling.state) == (400, "draft")


def test_what_she_sends_from_a_page_of_the_old_version_is_kept_before_she_carries_over(fill):
    filling = on_page_two(fill)
    filling.publish(with_changes(), grace_days=0)

    filling.send(2, q_why1="牠看著我")
    filling.client.post(filling.address())

    assert filling.answers == {"q_name": "怡君", "q_why1": "牠看著我"}


def close_form(filling, form=None):
    type(filling.post.form).objects.filter(pk=(form or filling.post.form).pk).update(closed_at=timezone.now())


def test_a_form_closed_while_she_writes_keeps_her_words_and_says_so(fill):
    filling = on_page_two(fill)
    close_form(filling)

    onward = filling.send(2, q_why1="牠看著我")
    response = filling.send(3, "send")

    assert (onward.status_code, response.status_code, filling.state) == (302, 409, "draft")
    assert "目前不收件，你寫的都還在" in response.content.decode()
    assert filling.answers["q_why1"] == "牠看著我"


def adopt(filling):
    applications.close_others(post=filling.post, reason="pet_gone", by=filling.post.giver)
    Post.objects.filter(pk=filling.post.pk).update(state="adopted")


def withdraw(filling):
    post_endings.withdraw(post=filling.post, by=filling.post.giver)


def make_private(filling):
    post_endings.set_visibility(post=filling.post, visibility="private", by=filling.post.giver)


def remove(filling):
    Post.objects.filter(pk=filling.post.pk).update(state="removed", removed_from="published")


def erase_giver(filling):
    work_on_data_request(personal_data.erase_again(user=filling.post.giver).pk)


@pytest.mark.parametrize("event", [adopt, withdraw, make_private, remove, erase_giver], ids=lambda act: act.__name__)
def test_whatever_ends_the_post_her_last_words_are_kept_and_she_is_told(
    fill, event, django_capture_on_commit_callbacks
):
    filling = on_page_two(fill)
    with django_capture_on_commit_callbacks():
        event(filling)

    response = filling.send(2, q_why1="最後一句")

    place = filling.client.get(response["Location"]).content.decode()
    assert response.status_code == 302
    assert filling.answers == {"q_name": "怡君", "q_home": "c_flat", "q_why1": "最後一句"}
    assert "你寫的都留在「我的申請」裡" in place


def test_a_giver_who_leaves_pauses_the_post_and_the_draft_goes_on(fill):
    filling = on_page_two(fill)
    personal_data.ask_erasure(user=filling.post.giver, password=PASSWORD, by=filling.post.giver)

    onward = filling.send(2, q_why1="牠看著我")
    response = filling.send(3, "send")

    assert (onward.status_code, response.status_code) == (302, 409)
    assert (filling.state, filling.answers["q_why1"]) == ("draft", "牠看著我")
