"""The giver gives the post another form while somebody writes: her draft goes on there, and every word stays hers."""

import copy

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from adoption.services import applications
from forms_builder.models import Form, Upload
from forms_builder.services import submissions, uploads
from forms_builder.services.submissions import FormClosed, VersionEnded
from tests.adoption.scenes import liker, published
from tests.factories.accounts import api
from tests.factories.forms import DEFINITION, FormFactory
from tests.petbuddy.pictures import photo

pytestmark = pytest.mark.django_db

WROTE = {
    "q_day1": "我在家工作", "q_pets": True, "q_home": "c_flat", "q_area": "中和", "q_agre": True, "q_pics": [],
}  # fmt: skip
FLAT, HOUSE = {"id": "c_flat", "label": "公寓"}, {"id": "c_hous", "label": "透天"}


def form_with(giver, *items, **fields):
    definition = copy.deepcopy(DEFINITION)
    definition["pages"][0]["items"] = list(items)
    return FormFactory(owner=giver, draft=definition, **fields)


def old_form(giver):
    return form_with(
        giver,
        *DEFINITION["pages"][0]["items"],
        {"id": "q_home", "type": "single_choice", "label": "住哪裡", "choices": [FLAT, HOUSE]},
        {"id": "q_area", "type": "short_text", "label": "哪一區", "bank": "home.area"},
        {"id": "q_agre", "type": "consent", "label": "同意", "statement": "可以打電話。"},
    )


def new_form(giver):
    """By id: the day, the option under another name, the consent. By bank key: the area and its photo. No pets."""
    return form_with(
        giver,
        DEFINITION["pages"][0]["items"][0],
        {"id": "q_home", "type": "single_choice", "label": "住哪裡", "choices": [FLAT | {"label": "套房"}, HOUSE]},
        {"id": "q_wher", "type": "long_text", "label": "在哪裡", "bank": "home.kind"},
        {"id": "q_dist", "type": "short_text", "label": "行政區", "bank": "home.area"},
        {"id": "q_agre", "type": "consent", "label": "同意", "statement": "可以打電話。"},
        {"id": "q_pics", "type": "photo", "label": "家裡的照片"},
    )


@pytest.fixture
def draft():
    """Half written on the old form, with a photo; then the post asks the new form, and the old one is closed."""
    post = published()
    post.form = old_form(post.giver)
    post.save()
    application = applications.start(post=post, by=liker(post))
    person, version = application.applicant, application.submission.version
    file = SimpleUploadedFile("room.jpg", photo(), "image/jpeg")
    kept = uploads.accept(version=version, question_id="q_pics", owner=person, file=file)
    changes = WROTE | {"q_pics": [str(kept.uid)]}
    applications.save_answers(application=application, by=person, client="tab", seq=1, changes=changes)
    old, post.form = post.form, new_form(post.giver)
    post.save()
    Form.objects.filter(pk=old.pk).update(closed_at=timezone.now())
    application.refresh_from_db()
    return application


def test_what_fits_comes_along_by_id_and_bank_key_and_the_rest_stays_readable(draft):
    photo_uid = str(Upload.objects.get().uid)

    again = applications.start(post=draft.post, by=draft.applicant)

    submission = again.submission
    assert again.pk == draft.pk
    assert submission.version == draft.post.form.live_version
    assert submission.answers == {
        "q_day1": "我在家工作", "q_dist": "中和", "q_agre": True, "q_pics": [photo_uid],
    }  # fmt: skip
    assert submission.put_aside == [
        {"question": "家裡有其他動物嗎？", "answer": "是"},
        {"question": "住哪裡", "answer": "公寓"},
    ]


def test_the_carried_draft_is_sent_with_its_photo(draft):
    again = applications.start(post=draft.post, by=draft.applicant)

    applications.submit(application=again, by=draft.applicant)

    again.submission.refresh_from_db()
    upload = Upload.objects.get()
    assert (upload.submission, upload.form) == (again.submission, draft.post.form)
    assert again.submission.put_aside == []


def test_sending_before_she_was_told_is_refused_with_what_fits(draft):
    with pytest.raises(VersionEnded) as refusal:
        applications.submit(application=draft, by=draft.applicant)

    assert refusal.value.extra["dropped"] == ("q_pets", "q_home")
    assert refusal.value.extra["answers"]["q_dist"] == "中和"


def test_an_old_form_that_is_still_open_is_not_what_the_post_asks_either(draft):
    Form.objects.update(closed_at=None)

    with pytest.raises(VersionEnded):
        applications.submit(application=draft, by=draft.applicant)


def test_while_the_new_form_is_closed_she_writes_on_and_nothing_is_sent(draft):
    Form.objects.update(closed_at=timezone.now())

    same = applications.start(post=draft.post, by=draft.applicant)

    assert same.submission.version == draft.submission.version
    with pytest.raises(FormClosed):
        applications.submit(application=same, by=draft.applicant)


def test_starting_anew_leaves_nothing_aside(draft):
    again = applications.start(post=draft.post, by=draft.applicant)

    emptied = submissions.empty(submission=again.submission, by=draft.applicant)

    assert (emptied.answers, emptied.put_aside) == ({}, [])


def test_the_api_asks_the_new_questions_and_gives_back_what_was_put_aside(draft):
    client, address = api(draft.applicant), f"/api/v1/posts/{draft.post.uid}"

    asked = client.get(f"{address}/form/").json()
    refused = client.post(f"/api/v1/applications/{draft.uid}/submit/", headers={"Idempotency-Key": "a-key-of-hers"})
    again = client.post(f"{address}/applications/").json()

    assert (asked["form"], asked["version"]) == (draft.post.form_id, 1)
    assert (refused.status_code, refused.json()["code"]) == (409, "version_ended")
    assert again["form"] == {"id": draft.post.form_id, "version": 1}
    assert [line["answer"] for line in again["put_aside"]] == ["是", "公寓"]
