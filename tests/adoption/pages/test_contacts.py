"""Showing one's phone and e-mail in a conversation: on which pages it stands, for whom, and who can press what."""

import pytest
from rest_framework.test import APIClient

from accounts.services import profiles
from adoption.models import Application, Conversation
from adoption.services import contacts
from tests.factories.accounts import UserFactory, sign_in
from tests.factories.adoption import ApplicationFactory, PostFactory

pytestmark = pytest.mark.django_db
PHONE = "0912345678"


@pytest.fixture
def talk():
    post = PostFactory(published=True, giver=UserFactory(name="林小姐", email="lin@example.com"))
    row = ApplicationFactory(submitted=True, post=post, applicant=UserFactory(name="陳怡君", email="chen@example.com"))
    for person in (post.giver, row.applicant):
        profiles.update(user=person, by=person, changes={"phone": ""})
    return Conversation.objects.create(application=row)


@pytest.fixture
def giver(talk):
    person = talk.application.post.giver
    profiles.update(user=person, by=person, changes={"phone": PHONE})
    return person


@pytest.fixture
def adopter(talk):
    return talk.application.applicant


def page_for(client, talk, person):
    """The page on which this side reads the conversation."""
    sign_in(client, person)
    application = talk.application
    board = f"/me/posts/{application.post.uid}/applications/?application={application.uid}"
    return client.get(board if person == application.post.giver else application.get_absolute_url()).content.decode()


def press(client, talk, person, button, what):
    sign_in(client, person)
    return client.post(f"/me/messages/{talk.uid}/contact/{button}/", {"what": what}, follow=True)


def test_the_givers_phone_stands_on_the_applicants_page_until_taken_back(client, talk, giver, adopter):
    press(client, talk, giver, "show", "phone")
    shown = page_for(client, talk, adopter)

    press(client, talk, giver, "take-back", "phone")

    assert shown.count(f'href="tel:{PHONE}"') == 1
    assert PHONE not in page_for(client, talk, adopter)


def test_the_applicants_mail_stands_beside_the_board(client, talk, giver, adopter):
    before = page_for(client, talk, giver)

    press(client, talk, adopter, "show", "email")

    assert before.count("chen@example.com") == 0
    assert page_for(client, talk, giver).count('href="mailto:chen@example.com"') == 1


def test_each_side_sees_her_own_detail_beside_the_button(client, talk, giver):
    before = page_for(client, talk, giver)

    response = press(client, talk, giver, "show", "phone")

    after = response.content.decode()
    assert "讓陳怡君看到我的手機" in before
    assert "已公開，陳怡君會在這個對話裡看到。" in after
    assert "收回：手機，陳怡君" in after


def test_without_a_phone_the_page_leads_to_the_profile_and_refuses_in_words(client, talk, adopter):
    page = page_for(client, talk, adopter)

    response = press(client, talk, adopter, "show", "phone")

    assert "到個人檔案填寫" in page
    assert "讓林小姐看到我的手機" not in page
    assert "你的個人檔案裡還沒有手機號碼。" in response.content.decode()


def test_it_stands_in_the_log_with_its_conversation(client, talk, giver):
    press(client, talk, giver, "show", "phone")

    page = client.get("/me/settings/privacy/").content.decode()

    assert f"關於{talk.application.post.name}的對話" in page


def test_once_the_talk_is_over_there_is_nothing_to_show(client, talk, giver, adopter):
    Application.objects.filter(pk=talk.application_id).update(state=Application.State.CLOSED)

    page = page_for(client, talk, adopter)

    assert "/contact/show/" not in page


def test_what_is_open_can_be_taken_back_from_a_talk_that_is_over(client, talk, giver):
    contacts.show(conversation=talk, by=giver, what="phone")
    Application.objects.filter(pk=talk.application_id).update(state=Application.State.CLOSED)

    page = page_for(client, talk, giver)

    assert page.count("/contact/take-back/") == 1
    assert page.count("/contact/show/") == 0


@pytest.mark.parametrize("button", ["show", "take-back"])
@pytest.mark.parametrize(("who", "status"), [("anonymous", 302), ("stranger", 404)])
def test_nobody_else_shows_anything(client, talk, button, who, status):
    if who == "stranger":
        sign_in(client, UserFactory())

    response = client.post(f"/me/messages/{talk.uid}/contact/{button}/", {"what": "email"})

    assert response.status_code == status


@pytest.mark.parametrize("button", ["show", "take-back"])
def test_opening_the_address_changes_nothing(client, talk, giver, button):
    sign_in(client, giver)

    assert client.get(f"/me/messages/{talk.uid}/contact/{button}/").status_code == 405


def test_the_api_shows_and_takes_back_too(talk, giver, adopter):
    client = APIClient()
    address = f"/api/v1/applications/{talk.application.uid}/contact/"
    client.force_authenticate(giver)

    answer = client.put(address, {"phone": True, "email": False}, format="json").json()
    client.force_authenticate(adopter)
    seen = client.get(address).json()
    refused = client.put(address, {"phone": True, "email": False}, format="json")

    assert answer["mine"] == {"phone": True, "email": False}
    assert seen["theirs"] == {"phone": PHONE, "email": "", "address": ""}
    assert (refused.status_code, refused.json()["code"]) == (409, "no_phone")
