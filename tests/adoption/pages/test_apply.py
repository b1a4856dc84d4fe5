"""Applying without scripts: every step is a plain form, and nothing that was written is ever lost."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from adoption.models import Application, Like
from forms_builder.models import Form, Submission
from tests.factories.accounts import UserFactory, sign_in
from tests.factories.adoption import ApplicationFactory, LikeFactory, PostFactory
from tests.factories.forms import DEFINITION, FormVersionFactory
from tests.petbuddy.pictures import photo as picture

pytestmark = pytest.mark.django_db

FIRST, CHECK = {"step": "1", "next": "1"}, {"step": "2", "send": "1"}


@pytest.fixture
def adopter(client):
    person = UserFactory()
    sign_in(client, person)
    return person


@pytest.fixture
def post():
    return PostFactory(published=True, name="橘子")


def address(post, step=None):
    return f"/pets/{post.uid}/apply/" + (f"?step={step}" if step else "")


def begin(client, post):
    client.post(address(post))
    return Application.objects.get(post=post)


# -- Who may open it ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("who", "status", "place"),
    [
        ("stranger", 302, "/accounts/login/"),
        ("unverified", 302, "/accounts/verify/"),
        ("adopter", 200, ""),
        ("giver", 403, ""),
    ],
)
def test_who_may_open_the_form(client, post, who, status, place):
    people = {"unverified": lambda: UserFactory(unverified=True), "adopter": UserFactory, "giver": lambda: post.giver}
    if who in people:
        sign_in(client, people[who]())

    response = client.get(address(post))

    assert (response.status_code, response.headers.get("Location", "").partition("?")[0]) == (status, place)


@pytest.mark.parametrize("trait", ["private", "shelter"])
def test_a_post_that_she_may_not_apply_for_is_missing(client, adopter, trait):
    post = PostFactory(published=True, **{trait: True}) if trait == "private" else PostFactory(shelter=True)

    response = client.get(address(post))

    assert response.status_code == 404


def test_looking_changes_nothing(client, adopter, post):
    client.get(address(post))
    client.get(address(post, 1))

    assert (Like.objects.count(), Application.objects.count()) == (0, 0)


def test_the_button_likes_and_opens_the_first_question(client, adopter, post):
    response = client.post(address(post))

    assert response["Location"] == address(post, 1)
    assert Like.objects.filter(post=post, adopter=adopter).exists()
    assert Application.objects.get(post=post, applicant=adopter).state == "draft"


@pytest.mark.parametrize("state", ["paused", "reserved"])
def test_a_pet_that_takes_nobody_says_so_kindly(client, adopter, state):
    post = PostFactory(**{state: True})

    response = client.post(address(post))

    assert response.status_code == 409
    assert Application.objects.count() == 0


def test_what_was_sent_leads_to_its_page(client, adopter, post):
    application = ApplicationFactory(submitted=True, post=post, applicant=adopter)

    response = client.get(address(post))

    assert response["Location"] == application.get_absolute_url()


@pytest.mark.parametrize(
    ("answers", "step"),
    [({}, 1), ({"q_one1": "一"}, 2), ({"q_two2": "二"}, 3), ({"q_one1": "一", "q_two2": "二", "q_tri3": "三"}, 4)],
)
def test_where_nothing_is_asked_for_she_goes_on_behind_her_last_answer(client, adopter, post, answers, step):
    pages = [
        {"id": f"p_{key}", "title": key, "items": [{"id": f"q_{key}", "type": "short_text", "label": key}]}
        for key in ("one1", "two2", "tri3")
    ]
    version = FormVersionFactory(form=post.form, definition=DEFINITION | {"pages": pages, "checks": []})
    Form.objects.filter(pk=post.form_id).update(live_version=version)
    application = begin(client, post)
    Submission.objects.filter(pk=application.submission_id).update(answers=answers)

    response = client.post(address(post))

    assert response["Location"] == address(post, step)


# -- The walk ----------------------------------------------------------------------------------------------------------
def test_before_the_first_question_she_reads_the_minutes_that_the_first_step_says(client, adopter, post):
    asked = {"type": "long_text", "label": "然後呢？", "show_if": {"q": "q_pets", "op": "is", "value": True}}
    page = DEFINITION["pages"][0]
    hidden = [asked | {"id": f"q_more{number}"} for number in range(20)]
    definition = DEFINITION | {"pages": [page | {"items": [*page["items"], *hidden]}]}
    post.form.live_version = FormVersionFactory(form=post.form, definition=definition)
    post.form.save(update_fields=["live_version"])

    before = client.get(address(post)).content.decode()
    begin(client, post)
    first = client.get(address(post, 1)).content.decode()

    assert "大約 2 分鐘" in before
    assert "約剩 2 分鐘" in first


def test_the_whole_form_without_scripts(client, adopter, post, django_capture_on_commit_callbacks):
    application = begin(client, post)
    photo = SimpleUploadedFile("room.jpg", picture(), content_type="image/jpeg")

    with django_capture_on_commit_callbacks():
        step = client.post(address(post, 1), {**FIRST, "q_day1": "我在家工作", "q_pets": "no", "q_pics.new": photo})
        check = client.get(step["Location"])
        sent = client.post(address(post, 2), CHECK)

    application.refresh_from_db()
    answers = application.submission.answers
    assert step["Location"] == address(post, 2)
    assert "我在家工作" in check.content.decode()
    assert sent["Location"] == f"{application.get_absolute_url()}sent/"
    assert application.state == "submitted"
    assert (answers["q_day1"], answers["q_pets"]) == ("我在家工作", False)
    assert [str(upload.uid) for upload in application.submission.uploads.all()] == answers["q_pics"]


def test_a_missing_answer_is_named_and_the_given_one_kept(client, adopter, post):
    application = begin(client, post)

    response = client.post(address(post, 1), {**FIRST, "q_day1": "我在家工作"})

    page = response.content.decode()
    application.submission.refresh_from_db()
    assert response.status_code == 400
    assert '<a class="error-summary__link" href="#q_pets">' in page
    assert page.count("請選是或否") == 2
    assert application.submission.answers == {"q_day1": "我在家工作"}


def test_leaving_keeps_an_unfinished_page(client, adopter, post):
    application = begin(client, post)

    response = client.post(address(post, 1), {"step": "1", "leave": "1", "q_day1": "先寫一半"})

    application.submission.refresh_from_db()
    assert response["Location"] == "/me/applications/"
    assert application.submission.answers == {"q_day1": "先寫一半"}


def test_coming_back_goes_on_where_something_is_missing(client, adopter, post):
    begin(client, post)
    client.post(address(post, 1), {**FIRST, "q_day1": "我在家工作", "q_pets": "yes"})

    response = client.post(address(post))

    assert response["Location"] == address(post, 2)


@pytest.mark.parametrize("ask", ["get", "post"])
def test_starting_again_asks_first_and_names_what_would_be_lost(client, adopter, post, ask):
    application = begin(client, post)
    client.post(address(post, 1), {**FIRST, "q_day1": "我在家工作", "q_pets": "yes"})

    asked = getattr(client, ask)(address(post), {"again": "1"})

    application.submission.refresh_from_db()
    page = asked.content.decode()
    assert "<li>白天誰照顧牠？</li><li>家裡有其他動物嗎？</li>" in page
    assert "家裡的照片" not in page
    assert application.submission.answers == {"q_day1": "我在家工作", "q_pets": True}


def test_once_she_is_sure_the_draft_is_empty(client, adopter, post):
    application = begin(client, post)
    client.post(address(post, 1), {**FIRST, "q_day1": "我在家工作", "q_pets": "yes"})
    Submission.objects.update(put_aside=[{"question": "住哪裡", "answer": "公寓"}])

    onward = client.post(address(post), {"again": "sure"})

    application.submission.refresh_from_db()
    assert onward["Location"] == address(post, 1)
    assert (application.submission.answers, application.submission.put_aside) == ({}, [])


def test_with_nothing_written_there_is_nothing_to_ask(client, adopter, post):
    begin(client, post)

    response = client.get(address(post), {"again": ""})

    assert response["Location"] == address(post)


def test_a_file_that_is_no_photo_loses_nothing(client, adopter, post):
    application = begin(client, post)
    wrong = SimpleUploadedFile("room.jpg", b"just some words", content_type="image/jpeg")

    response = client.post(address(post, 1), {**FIRST, "q_day1": "我在家工作", "q_pets": "no", "q_pics.new": wrong})

    application.submission.refresh_from_db()
    assert response.status_code == 400
    assert '<a class="error-summary__link" href="#q_pics">room.jpg' in response.content.decode()
    assert application.submission.answers == {"q_day1": "我在家工作", "q_pets": False}


def test_a_photo_can_be_taken_out_again(client, adopter, post):
    application = begin(client, post)
    photo = SimpleUploadedFile("room.jpg", picture(), content_type="image/jpeg")
    client.post(address(post, 1), {**FIRST, "q_day1": "a", "q_pets": "no", "q_pics.new": photo})
    application.submission.refresh_from_db()
    uid = application.submission.answers["q_pics"][0]

    client.post(address(post, 1), {**FIRST, "q_day1": "a", "q_pets": "no", "q_pics": uid, "q_pics.remove": uid})

    application.submission.refresh_from_db()
    assert application.submission.answers == {"q_day1": "a", "q_pets": False}


# -- Sending -----------------------------------------------------------------------------------------------------------
def test_sending_an_unfinished_form_names_every_gap_with_its_step(client, adopter, post):
    application = begin(client, post)

    response = client.post(address(post, 2), CHECK)

    application.refresh_from_db()
    page = response.content.decode()
    assert response.status_code == 400
    assert f'href="{address(post, 1)}#q_day1">「白天誰照顧牠？」請在這裡寫幾句話</a>' in page
    assert application.state == "draft"


@pytest.mark.parametrize("state", ["paused", "reserved"])
def test_a_post_that_stopped_keeps_the_draft_and_says_why(client, adopter, post, state):
    application = begin(client, post)
    client.post(address(post, 1), {**FIRST, "q_day1": "我在家工作", "q_pets": "no"})
    type(post).objects.filter(pk=post.pk).update(state=state)

    response = client.post(address(post, 2), CHECK)

    application.refresh_from_db()
    assert response.status_code == 409
    assert application.state == "draft"
    assert application.submission.answers == {"q_day1": "我在家工作", "q_pets": False}


def test_sending_twice_is_sending_once(client, adopter, post, django_capture_on_commit_callbacks):
    begin(client, post)
    client.post(address(post, 1), {**FIRST, "q_day1": "我在家工作", "q_pets": "no"})

    first = client.post(address(post, 2), CHECK)
    second = client.post(address(post, 2), CHECK)

    assert first["Location"].removesuffix("sent/") == second["Location"]
    assert Application.objects.filter(state="submitted").count() == 1


def test_new_questions_carry_the_answers_over(client, adopter, post):
    application = begin(client, post)
    client.post(address(post, 1), {**FIRST, "q_day1": "我在家工作", "q_pets": "no"})
    form = post.form
    new = {"id": "q_new1", "type": "short_text", "label": "新的題目", "required": True}
    form.draft["pages"][0]["items"].append(new)
    form.live_version = FormVersionFactory(form=form, grace_days=0)
    form.save()

    turned = client.get(address(post, 2))
    told = client.get(turned["Location"])
    onward = client.post(address(post))

    application.submission.refresh_from_db()
    assert turned["Location"] == address(post)
    assert "改了題目" in told.content.decode()
    assert onward["Location"] == address(post, 1)
    assert application.submission.version == form.live_version
    assert application.submission.answers == {"q_day1": "我在家工作", "q_pets": False}


# -- Two tabs ----------------------------------------------------------------------------------------------------------
def test_an_old_tab_after_sending_leads_to_the_application(client, adopter, post):
    application = begin(client, post)
    client.post(address(post, 1), {**FIRST, "q_day1": "我在家工作", "q_pets": "no"})
    client.post(address(post, 2), CHECK)

    response = client.post(address(post, 1), {**FIRST, "q_day1": "改掉", "q_pets": "yes"})

    application.submission.refresh_from_db()
    assert response["Location"] == application.get_absolute_url()
    assert application.submission.answers["q_day1"] == "我在家工作"


def test_without_the_like_sending_is_refused_and_the_draft_kept(client, adopter, post):
    application = begin(client, post)
    client.post(address(post, 1), {**FIRST, "q_day1": "我在家工作", "q_pets": "no"})
    Like.objects.all().delete()

    response = client.post(address(post, 2), CHECK)

    application.refresh_from_db()
    assert (response.status_code, application.state) == (403, "draft")


def test_liked_before_or_not_the_way_is_the_same(client, adopter, post):
    LikeFactory(post=post, adopter=adopter)

    response = client.post(address(post))

    assert response["Location"] == address(post, 1)
