"""An applicant's own pages: who may open them, what stands there, and that each button does its one thing."""

import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Profile
from adoption import dates
from adoption.models import Adoption, Application, Booking, Conversation, FollowUp
from adoption.services import followups, reservations, visits
from forms_builder.models import Submission, Upload
from tests.factories.accounts import UserFactory, sign_in
from tests.factories.adoption import ApplicationFactory, PostFactory, SlotFactory, renditions
from tests.petbuddy.pictures import photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def application():
    post = PostFactory(published=True, name="橘子", giver=UserFactory(name="林小姐"))
    row = ApplicationFactory(submitted=True, post=post, applicant=UserFactory(name="陳怡君"))
    row.submission.answers = {"q_day1": "我在家工作", "q_pets": False}
    row.submission.save()
    Conversation.objects.create(application=row)
    return row


@pytest.fixture
def adopter(client, application):
    sign_in(client, application.applicant)
    return application.applicant


def page_of(client, application, rest=""):
    return client.get(f"{application.get_absolute_url()}{rest}")


# -- Who may open it ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("rest", ["", "sent/", "withdraw/", "visit.ics", "agreement/"])
@pytest.mark.parametrize(("who", "status"), [("anonymous", 302), ("stranger", 404), ("giver", 404)])
def test_another_persons_application_is_missing(client, application, rest, who, status):
    people = {"stranger": UserFactory, "giver": lambda: application.post.giver}
    if who in people:
        sign_in(client, people[who]())

    response = page_of(client, application, rest)

    assert response.status_code == status


@pytest.mark.parametrize("rest", ["visit/", "visit/cancel/", "withdraw/", "agreement/"])
def test_a_stranger_can_do_nothing_with_it(client, application, rest):
    sign_in(client, UserFactory())

    response = client.post(f"{application.get_absolute_url()}{rest}")

    application.refresh_from_db()
    assert (response.status_code, application.state) == (404, "submitted")


# -- What stands there -------------------------------------------------------------------------------------------------
def test_her_page_says_the_next_step_and_her_answers(client, application, adopter):
    page = page_of(client, application).content.decode()

    assert "申請送到林小姐手上了" in page
    assert "我在家工作" in page


def test_the_list_costs_the_same_for_one_and_for_three(client, adopter, application):
    def queries():
        with CaptureQueriesContext(connection) as found:
            client.get("/me/applications/")
        return len(found)

    one = queries()
    for _number in range(2):
        ApplicationFactory(submitted=True, applicant=adopter)

    assert queries() == one


def test_a_draft_leads_back_to_its_form(client, adopter):
    draft = ApplicationFactory(applicant=adopter)

    response = page_of(client, draft)

    assert response["Location"] == f"/pets/{draft.post.uid}/apply/"


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("declined", "橘子這次有了別的安排"),
        ("withdrawn", "你撤回了這份申請"),
        ("closed", "橘子找到家了，謝謝你惦記牠"),
    ],
)
def test_an_end_is_told_kindly(client, application, adopter, state, words):
    Application.objects.filter(pk=application.pk).update(state=state, closed_reason="pet_gone")

    page = page_of(client, application).content.decode()

    assert words in page
    assert "/withdraw/" not in page


# -- Withdrawing -------------------------------------------------------------------------------------------------------
def test_withdrawing_asks_first_and_then_does_it(client, application, adopter):
    asked = page_of(client, application, "withdraw/")
    done = client.post(f"{application.get_absolute_url()}withdraw/")

    application.refresh_from_db()
    assert (asked.status_code, done["Location"]) == (200, "/me/applications/")
    assert application.state == "withdrawn"


# -- Visits ------------------------------------------------------------------------------------------------------------
def test_she_asks_for_a_time_moves_it_and_cancels_it(client, application, adopter):
    first, second = SlotFactory(post=application.post), SlotFactory(post=application.post)
    url = application.get_absolute_url()

    client.post(f"{url}visit/", {"slot": first.pk})
    client.post(f"{url}visit/", {"slot": second.pk})
    booking = Booking.objects.get()
    client.post(f"{url}visit/cancel/")

    assert booking.slot == second
    booking.refresh_from_db()
    assert booking.state == "cancelled"


@pytest.mark.parametrize("slot", ["", "x", "999999", "9" * 40])
def test_a_time_that_is_not_there_is_said(client, application, adopter, slot):
    response = client.post(f"{application.get_absolute_url()}visit/", {"slot": slot}, follow=True)

    assert [str(message.level_tag) for message in response.context["messages"]] == ["error"]
    assert Booking.objects.count() == 0


def test_address_and_phone_open_with_the_confirmed_visit(client, application, adopter):
    Profile.objects.filter(user=application.post.giver).delete()
    Profile.objects.create(user=application.post.giver, phone="0912345678")
    slot = SlotFactory(post=application.post, place="文山區永建街 12 號")
    booking = visits.book(slot=slot, by=adopter)
    before = page_of(client, application).content.decode()

    visits.confirm(booking=booking, by=application.post.giver)
    after = page_of(client, application).content.decode()

    assert ("永建街" in before, "0912345678" in before) == (False, False)
    assert ("永建街" in after, "0912345678" in after) == (True, True)


def test_the_calendar_file_is_her_visit(client, application, adopter):
    booking = visits.book(slot=SlotFactory(post=application.post), by=adopter)

    response = page_of(client, application, "visit.ics")

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert f"UID:{booking.uid}@petbuddy" in response.content.decode()


# -- The agreement -----------------------------------------------------------------------------------------------------
def test_she_signs_by_typing_her_name(client, application, adopter):
    reservation = reservations.reserve(application=application, by=application.post.giver)
    url = f"{application.get_absolute_url()}agreement/"

    blank = client.post(url, {"name": " "})
    client.post(url, {"name": "陳怡君"})

    reservation.agreement.refresh_from_db()
    assert blank["Location"] == url
    assert reservation.agreement.adopter_name == "陳怡君"


def test_without_a_promise_there_is_nothing_to_sign(client, application, adopter):
    response = page_of(client, application, "agreement/")

    assert response.status_code == 404


# -- Conversations -----------------------------------------------------------------------------------------------------
def test_a_message_is_said_without_scripts(client, application, adopter):
    response = client.post(f"/me/messages/{application.conversation.uid}/", {"text": "請問可以週末見面嗎？"})

    assert response["Location"] == f"{application.get_absolute_url()}#talk"
    assert application.conversation.messages.get().text == "請問可以週末見面嗎？"


def test_a_message_that_is_too_long_stays_in_its_form(client, application, adopter):
    words = "字" * 5001

    response = client.post(f"/me/messages/{application.conversation.uid}/", {"text": words})

    assert response.status_code == 400
    assert words in response.content.decode()
    assert application.conversation.messages.count() == 0


def test_an_open_page_asks_for_what_is_new(client, application, adopter):
    talk, giver = application.conversation, application.post.giver
    old = talk.messages.create(author=giver, text="舊的")
    talk.messages.create(author=giver, text="<b>訂金</b>", flags=["money"])

    page = client.get(f"/me/messages/{talk.uid}/since/?after={old.pk}").content.decode()

    assert ("舊的" in page, "&lt;b&gt;訂金&lt;/b&gt;" in page, "先不要付任何款項" in page) == (False, True, True)


@pytest.mark.parametrize(("method", "rest"), [("post", ""), ("get", "since/"), ("post", "read/")])
def test_a_conversation_is_missing_for_others(client, application, method, rest):
    sign_in(client, UserFactory())

    response = getattr(client, method)(f"/me/messages/{application.conversation.uid}/{rest}")

    assert response.status_code == 404


def test_reading_marks_what_the_other_one_wrote(client, application, adopter):
    message = application.conversation.messages.create(author=application.post.giver, text="你好")

    client.post(f"/me/messages/{application.conversation.uid}/read/")

    message.refresh_from_db()
    assert message.read_at is not None


def test_both_find_their_conversations_in_one_list(client, application):
    application.conversation.messages.create(author=application.applicant, text="我們週末有空")
    sign_in(client, application.post.giver)

    page = client.get("/me/messages/").content.decode()

    assert ("陳怡君" in page, "我們週末有空" in page) == (True, True)


# -- Drafts and their day ----------------------------------------------------------------------------------------------
@pytest.fixture
def draft(adopter):
    made = timezone.now() - timedelta(days=10)
    row = ApplicationFactory(applicant=adopter, post__name="米可", submission__updated_at=made)
    row.submission.answers = {"q_pets": False}
    row.submission.save()
    return row


def test_the_day_until_which_a_draft_is_kept_stands_in_the_list_and_on_its_page(client, draft, settings):
    settings.DRAFT_DAYS = 90
    day = dates.day(timezone.localdate() + timedelta(days=80))

    listed = client.get("/me/applications/").content.decode()
    page = client.get(f"/pets/{draft.post.uid}/apply/").content.decode()

    assert (listed.count(f"留到 {day}"), f"內容會留到 {day}" in page) == (1, True)


def test_one_that_the_clock_closed_says_so_and_lets_her_begin_again(client, draft):
    closed = {"state": "closed", "closed_reason": "not_sent", "ended_at": timezone.now()}
    Application.objects.filter(pk=draft.pk).update(**closed)
    Submission.objects.filter(pk=draft.submission_id).update(answers={}, purged_at=timezone.now())

    page = page_of(client, draft).content.decode()

    assert "米可的認養申請沒有送出" in page
    assert f'href="/pets/{draft.post.uid}/apply/">重新開始' in page


# -- Files of answers --------------------------------------------------------------------------------------------------
@pytest.fixture
def upload(application):
    return Upload.objects.create(
        form=application.post.form,
        question_id="q_pics",
        submission=application.submission,
        owner=application.applicant,
        state="ready",
        mime="image/webp",
        renditions=renditions(),
        key=renditions()[2]["key"],
    )


@pytest.mark.parametrize(("who", "status"), [("applicant", 302), ("giver", 302), ("stranger", 404), ("other", 404)])
def test_who_sees_a_photo_of_the_answers(client, application, upload, who, status):
    people = {
        "applicant": lambda: application.applicant,
        "giver": lambda: application.post.giver,
        "stranger": UserFactory,
        "other": lambda: ApplicationFactory(submitted=True, post=application.post).applicant,
    }
    sign_in(client, people[who]())

    response = client.get(f"/uploads/{upload.uid}/?w=480")

    assert response.status_code == status


def test_withdrawing_takes_the_photos_back_at_once(client, application, upload):
    sign_in(client, application.applicant)
    client.post(f"{application.get_absolute_url()}withdraw/")
    sign_in(client, application.post.giver)

    response = client.get(f"/uploads/{upload.uid}/")

    assert response.status_code == 404


def broken(application, name="a.jpg"):
    row = Upload.objects.create(
        form=application.post.form,
        question_id="q_pics",
        submission=application.submission,
        owner=application.applicant,
        state="rejected",
        reason="corrupt",
        name=name,
        asked_again_at=timezone.now(),
    )
    sheet = application.submission
    sheet.answers = {**sheet.answers, "q_pics": [*sheet.answers.get("q_pics", []), str(row.uid)]}
    sheet.save()
    return row


def jpeg():
    return SimpleUploadedFile("b.jpg", photo(), "image/jpeg")


def test_a_file_that_could_not_be_read_has_a_plain_form_of_its_own(client, application, adopter):
    row = broken(application)

    page = page_of(client, application).content.decode()

    assert f'action="/me/applications/{application.uid}/files/{row.uid}/"' in page
    assert 'enctype="multipart/form-data"' in page
    assert "a.jpg: 這張照片損壞或不完整" in page


def test_without_scripts_another_file_takes_its_place(client, application, adopter):
    row = broken(application)

    response = client.post(f"{application.get_absolute_url()}files/{row.uid}/", {"file": jpeg()}, follow=True)

    application.submission.refresh_from_db()
    kept = Upload.objects.get(replaces=row)
    page = response.content.decode()
    assert application.submission.answers["q_pics"] == [str(kept.uid)]
    assert ("謝謝" in page, "補上另一個檔案：家裡的照片" in page, 'type="file" id="file-' in page) == (
        True,
        True,
        False,
    )


def test_a_form_sent_without_a_file_says_so(client, application, adopter):
    row = broken(application)

    response = client.post(f"{application.get_absolute_url()}files/{row.uid}/", follow=True)

    assert "請先選擇檔案" in response.content.decode()


def test_what_a_file_must_be_is_said_where_she_comes_back(client, application, adopter):
    row = broken(application)
    address = f"{application.get_absolute_url()}files/{row.uid}/"

    response = client.post(address, {"file": SimpleUploadedFile("x.svg", b"<svg/>")}, follow=True)

    assert "我們收 JPEG" in response.content.decode()


def test_after_the_decision_there_is_no_such_form(client, application, adopter):
    broken(application)
    Application.objects.filter(pk=application.pk).update(state="declined", ended_at=timezone.now())

    assert 'id="files"' not in page_of(client, application).content.decode()


# -- Follow-ups --------------------------------------------------------------------------------------------------------
@pytest.fixture
def follow_up(application):
    Application.objects.filter(pk=application.pk).update(state="adopted")
    adoption = Adoption.objects.create(application=application, handed_over_at=timezone.now() - timedelta(days=8))
    followups.plan(adoption=adoption, days=[7])
    return FollowUp.objects.get()


def link(follow_up):
    return f"/follow-ups/{followups.token(follow_up)}/"


def test_the_mailed_link_shows_the_day_until_it_has_come(client, follow_up):
    response = client.get(link(follow_up))

    page = response.content.decode()
    assert ("會再問你們" in page, "<textarea" in page) == (True, False)


def test_opening_the_link_changes_nothing_and_answering_does(client, follow_up):
    followups.send_due(timezone.now())
    opened = client.get(link(follow_up))
    follow_up.refresh_from_db()
    state_after_opening = follow_up.state

    client.post(link(follow_up), {"mood": "great", "words": "牠睡在我腳邊", "weight": "4,2"})
    thanks = client.get(link(follow_up)).content.decode()

    follow_up.refresh_from_db()
    assert (opened.status_code, state_after_opening) == (200, "sent")
    assert (follow_up.state, follow_up.words, str(follow_up.weight)) == ("answered", "牠睡在我腳邊", "4.20")
    assert "收到近況了" in thanks


@pytest.mark.parametrize("weight", ["x", "1e9", "1e99", "nan", "-1", "500"])
def test_a_strange_weight_loses_no_words(client, follow_up, weight):
    followups.send_due(timezone.now())

    response = client.post(link(follow_up), {"mood": "fine", "words": "還好", "weight": weight})

    follow_up.refresh_from_db()
    assert (response.status_code, follow_up.state) == (400, "sent")
    assert "還好</textarea>" in response.content.decode()


def test_the_link_is_told_to_no_other_site_and_its_form_can_be_sent(client, follow_up):
    """With `no-referrer` a browser names `null` as the origin of the form, and the CSRF check refuses it."""
    followups.send_due(timezone.now())

    response = client.get(link(follow_up))

    assert response["Referrer-Policy"] == "same-origin"
    assert '<meta name="referrer"' not in response.content.decode()


def test_a_made_up_link_is_missing(client, follow_up):
    response = client.get(f"/follow-ups/{uuid.uuid4().hex}/")

    assert response.status_code == 404
