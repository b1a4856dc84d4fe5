"""A form takes answers between its two moments and while nobody has closed it: said before anybody presses a button."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from adoption.models import Application, Like
from adoption.services import applications
from forms_builder.models import Form
from forms_builder.services import forms
from forms_builder.services.submissions import FormClosed
from tests.adoption.scenes import ANSWERS, liker, published, told
from tests.factories.accounts import UserFactory, api, sign_in
from tests.factories.forms import FormVersionFactory

pytestmark = pytest.mark.django_db

OPENS = datetime(2026, 3, 1, 9, 0, tzinfo=ZoneInfo("Asia/Taipei"))
ENDS = OPENS + timedelta(days=7)
MOMENT = timedelta(seconds=1)
TIMES = [(OPENS - MOMENT, False), (OPENS, True), (ENDS - MOMENT, True), (ENDS, False), (ENDS + MOMENT, False)]


@pytest.fixture
def post():
    with time_machine.travel(OPENS - timedelta(days=3), tick=False):
        post = published(name="橘子")
    Form.objects.filter(pk=post.form_id).update(accepts_from=OPENS, accepts_until=ENDS)
    post.refresh_from_db()
    return post


def at(moment):
    return time_machine.travel(moment, tick=False)


@pytest.mark.parametrize(("moment", "is_open"), TIMES)
def test_the_page_of_the_pet_offers_applying_only_while_the_form_takes_answers(client, post, moment, is_open):
    with at(moment):
        page = client.get(post.get_absolute_url()).content.decode()

    assert (f'href="/pets/{post.uid}/apply/"' in page) is is_open
    assert f'data-controller="like" data-post-id="{post.uid}"' in page


@pytest.mark.parametrize(("moment", "is_open"), TIMES)
def test_so_does_the_page_before_the_first_question_and_it_likes_nothing_in_passing(client, post, moment, is_open):
    with at(moment):
        sign_in(client, UserFactory())
        page = client.get(f"/pets/{post.uid}/apply/").content.decode()
        client.post(f"/pets/{post.uid}/apply/")

    assert ("收藏並開始填" in page) is is_open
    assert (Like.objects.count(), Application.objects.count()) == ((1, 1) if is_open else (0, 0))


@pytest.mark.parametrize(("moment", "is_open"), TIMES)
def test_so_does_the_api(post, moment, is_open):
    with at(moment):
        client, address = api(liker(post)), f"/api/v1/posts/{post.uid}/"
        said = client.get(address).json()["takes_applications"]
        asked = client.get(f"{address}form/").status_code
        begun = client.post(f"{address}applications/").status_code

    assert (said, asked, begun) == ((True, 200, 200) if is_open else (False, 409, 409))


@pytest.mark.parametrize(("moment", "is_open"), [time for time in TIMES if time[0] > OPENS])
def test_so_does_sending_what_was_begun(post, moment, is_open):
    with at(OPENS):
        draft = applications.start(post=post, by=liker(post))
        applications.save_answers(application=draft, by=draft.applicant, client="tab", seq=1, changes=ANSWERS)

    with at(moment):
        if is_open:
            applications.submit(application=draft, by=draft.applicant)
        else:
            with pytest.raises(FormClosed):
                applications.submit(application=draft, by=draft.applicant)

    draft.refresh_from_db()
    assert draft.state == ("submitted" if is_open else "draft")


def test_whoever_has_written_nothing_is_not_told_that_it_is_kept(post):
    with at(ENDS):
        refused = api(liker(post)).post(f"/api/v1/posts/{post.uid}/applications/").json()

    assert (refused["code"], refused["detail"]) == ("form_closed", "這份申請表目前不收件。")


def test_before_it_opens_the_day_is_said(client, post):
    with at(OPENS - MOMENT):
        page = client.get(post.get_absolute_url()).content.decode()

    assert "3/1（日）09:00 開始接受申請。" in page


def test_the_giver_is_told_which_posts_use_the_form_before_she_closes_it(client):
    post = published(name="橘子")
    sign_in(client, post.giver)

    asked = client.get(f"/forms/{post.form_id}/close/").content.decode()
    still_open = Form.objects.get(pk=post.form_id).takes_answers
    client.post(f"/forms/{post.form_id}/close/")

    assert f'href="{post.get_absolute_url()}">橘子</a>' in asked
    assert (still_open, Form.objects.get(pk=post.form_id).takes_answers) == (True, False)


def test_whoever_likes_the_pet_hears_when_the_form_opens_again():
    post = published()
    waiting, form = liker(post), forms.close(form=post.form, by=post.giver)

    for _ in range(2):
        forms.reopen(form=form, by=post.giver)

    assert told(waiting) == ["liked_post_changed"]


def test_one_estimate_stands_on_the_pets_page_before_the_start_and_on_step_one(client):
    post = published()
    definition = post.form.live_version.definition
    more = [
        {"id": f"q_mor{n}", "type": "photo", "label": "照片", "show_if": {"q": "q_pets", "op": "is", "value": True}}
        for n in range(6)
    ]
    items = [*definition["pages"][0]["items"], *more]
    definition["pages"][0]["items"] = items
    version = FormVersionFactory(form=post.form, definition=definition)
    Form.objects.filter(pk=post.form_id).update(live_version=version)
    sign_in(client, UserFactory())

    pet = client.get(post.get_absolute_url()).content.decode()
    start = client.get(f"/pets/{post.uid}/apply/").content.decode()
    first = client.get(client.post(f"/pets/{post.uid}/apply/")["Location"]).content.decode()

    assert "填申請表，約 2 分鐘" in pet
    assert "約 2 分鐘" in start
    assert "約剩 2 分鐘" in first
