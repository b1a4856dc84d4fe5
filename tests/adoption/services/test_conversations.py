"""The two of them talk: each message once, photos in private, warnings about money, silence once it is over."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.services import blocks
from adoption.models import Application, Attachment, Message, Post
from adoption.services import applications, conversations, money_words
from petbuddy.errors import Conflict, Forbidden, Invalid, Missing, Unsupported
from tests.adoption.scenes import applied, published, told
from tests.factories.accounts import UserFactory
from tests.petbuddy.pictures import photo
from tests.races import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def talk():
    return applied(published()).conversation


def say(talk, by, text="你好", client_id=None, **more):
    return conversations.say(conversation=talk, by=by, text=text, client_id=client_id or uuid.uuid4(), **more)


def test_what_one_says_the_other_is_told(talk):
    adopter, giver = talk.application.applicant, talk.application.post.giver

    message = say(talk, adopter, " 牠怕打雷嗎？ ")

    talk.refresh_from_db()
    assert (message.text, message.flags, talk.last_message_at) == ("牠怕打雷嗎？", [], message.created_at)
    assert (told(giver), told(adopter)) == (["message_received"], [])


def test_sending_again_is_the_same_message(talk):
    adopter, mark = talk.application.applicant, uuid.uuid4()

    messages = {say(talk, adopter, client_id=mark).pk for _ in range(3)}

    assert len(messages) == 1


def test_anothers_mark_opens_nothing(talk):
    mark = uuid.uuid4()
    say(talk, talk.application.applicant, client_id=mark)

    with pytest.raises(Forbidden):
        say(talk, talk.application.post.giver, client_id=mark)


def test_many_messages_are_one_notice_until_they_are_read(talk):
    adopter, giver = talk.application.applicant, talk.application.post.giver
    for _ in range(3):
        say(talk, adopter)

    assert told(giver) == ["message_received"]
    assert conversations.mark_read(conversation=talk, by=giver) == 3
    say(talk, adopter)
    assert told(giver) == ["message_received"] * 2


def test_ones_own_look_marks_nothing_as_read(talk):
    message = say(talk, talk.application.applicant)

    conversations.mark_read(conversation=talk, by=talk.application.applicant)

    assert Message.objects.get(pk=message.pk).read_at is None


def test_a_photo_is_kept_in_private_and_waits_for_the_worker(talk):
    adopter = talk.application.applicant
    file = SimpleUploadedFile("cat.jpg", photo(), "image/jpeg")

    message = say(talk, adopter, "", files=[file])

    kept = Attachment.objects.get()
    assert (kept.message, kept.owner, kept.state, kept.key) == (message, adopter, "pending", "")
    assert kept.incoming_key.startswith("incoming/")


def test_a_file_that_is_no_photo_says_so_and_sends_nothing(talk):
    file = SimpleUploadedFile("cat.jpg", b"hello", "image/jpeg")

    with pytest.raises(Unsupported):
        say(talk, talk.application.applicant, files=[file])

    assert Message.objects.count() == 0


@pytest.mark.parametrize("text", ["", "   ", "字" * 5001])
def test_nothing_and_too_much_are_refused(talk, text):
    with pytest.raises(Invalid):
        say(talk, talk.application.applicant, text)


def test_strangers_do_not_write_where_they_may_not_even_look(talk):
    with pytest.raises(Missing):
        say(talk, UserFactory())


def test_blocked_people_do_not_write_to_each_other(talk):
    adopter, giver = talk.application.applicant, talk.application.post.giver
    blocks.block(blocker=adopter, blocked=giver)

    for person in (adopter, giver):
        with pytest.raises(Conflict):
            say(talk, person)


def test_once_the_application_has_ended_it_can_only_be_read(talk):
    application = talk.application
    applications.decline(application=application, by=application.post.giver, reason="other")

    with pytest.raises(Conflict) as refusal:
        say(talk, application.applicant)

    assert refusal.value.code == "read_only"


def test_after_the_adoption_they_go_on_talking(talk):
    Application.objects.filter(pk=talk.application_id).update(state="adopted")
    Post.objects.filter(pk=talk.application.post_id).update(state="adopted")

    assert say(talk, talk.application.applicant, "牠今天會握手了").pk


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("請先匯款訂金 2000 到這個帳戶", ["money"]),
        ("運費由你出", ["money"]),
        ("帳 0041 2345 6789 012", ["money"]),
        ("Please send a DEPOSIT first", ["money"]),
        ("加我line：cat99", ["elsewhere"]),
        ("我的電話 0912 345 678", []),
        ("牠 3 公斤，2024 年生", []),
    ],
)
def test_words_about_money_warn(text, flags):
    assert money_words.flags(text) == flags


@pytest.mark.mariadb
@pytest.mark.django_db(transaction=True)
def test_the_same_message_from_two_connections_is_one():
    talk, mark = applied(published()).conversation, uuid.uuid4()
    adopter = talk.application.applicant

    results = at_once(*[lambda: say(talk, adopter, client_id=mark)] * 6)

    assert {result.pk for result in results} == set(Message.objects.values_list("pk", flat=True))
    assert Message.objects.count() == 1
