"""Sending and drafts: once, in any order of arrival, and after any interruption."""

import pytest
from django.conf import settings
from django.test import Client

from adoption.models import Application
from adoption.services import applications
from tests.factories.accounts import sign_in

pytestmark = pytest.mark.django_db
ALL = {"q_day1": "我在家工作", "q_pets": "no"}
HERE = {"HTTP_ORIGIN": "http://testserver"}


def save(filling, client, seq, **changes):
    applications.save_answers(
        application=filling.application, by=filling.person, client=client, seq=seq, changes=changes
    )


def test_send_pressed_five_times_is_one_application(fill):
    filling = fill()
    filling.send(1, **ALL)

    places = {filling.send(2, "send")["Location"].removesuffix("sent/") for _tap in range(5)}

    assert places == {filling.application.get_absolute_url()}
    assert Application.objects.filter(applicant=filling.person).count() == 1
    assert filling.state == "submitted"


def test_back_after_sending_leads_to_the_application_and_changes_nothing(fill):
    filling = fill()
    filling.send(1, **ALL)
    filling.send(2, "send")

    looked, pressed = filling.open(1), filling.send(1, q_day1="改掉", q_pets="yes")

    assert {looked["Location"], pressed["Location"]} == {filling.application.get_absolute_url()}
    assert filling.answers == {"q_day1": "我在家工作", "q_pets": False}


def test_the_receipt_may_be_loaded_again_and_sends_nothing(fill):
    filling = fill()
    filling.send(1, **ALL)
    receipt = filling.send(2, "send")["Location"]

    pages = [filling.client.get(receipt).status_code for _look in range(3)]

    assert pages == [200, 200, 200]
    assert filling.application.events.filter(to_state="submitted").count() == 1


def test_two_devices_send_one_application(fill):
    filling = fill()
    filling.send(1, **ALL)
    second = Client()
    sign_in(second, filling.person)

    first_says = filling.send(2, "send")
    second_says = second.post(filling.address(2), {"step": "2", "send": "1"})

    assert first_says["Location"].removesuffix("sent/") == second_says["Location"]
    assert Application.objects.filter(applicant=filling.person).count() == 1


def test_of_autosaves_that_arrive_out_of_order_the_newest_of_a_tab_wins(fill):
    filling = fill()

    for seq in (1, 3, 2):
        save(filling, "tab", seq, q_day1=f"第 {seq} 次")

    assert filling.answers == {"q_day1": "第 3 次"}


def test_a_page_takes_along_only_what_it_changed_and_leaves_the_other_devices_answer(fill):
    filling = fill()
    save(filling, "phone", 1, q_day1="舊的", q_pets=False)
    save(filling, "laptop", 1, q_day1="在另一台改的")

    filling.send(1, q_day1="舊的", q_pets="yes", changed="q_pets")

    assert filling.answers == {"q_day1": "在另一台改的", "q_pets": True}


def test_a_page_without_scripts_takes_along_everything(fill):
    filling = fill()
    save(filling, "phone", 1, q_day1="舊的")

    filling.send(1, q_day1="新的", q_pets="yes")

    assert filling.answers == {"q_day1": "新的", "q_pets": True}


def test_on_another_device_she_goes_on_at_the_page_where_something_is_missing(fill):
    filling = fill()
    filling.send(1, **ALL)
    second = Client()
    sign_in(second, filling.person)

    response = second.post(filling.address())

    assert response["Location"] == filling.address(2)


# -- A session that ends while she writes ------------------------------------------------------------------------------
def fields_of(page):
    return dict(page.context["fields"])


def test_signed_out_while_writing_the_page_gives_every_word_back(fill):
    filling = fill()
    filling.client.cookies.clear()

    out = filling.client.post(filling.address(1), {"step": "1", "next": "1", **ALL}, **HERE)
    sign_in(filling.client, filling.person)
    again = filling.client.post(filling.address(1), fields_of(out), **HERE)

    assert out.status_code == 401
    assert again["Location"] == filling.address(2)
    assert filling.answers == {"q_day1": "我在家工作", "q_pets": False}


def test_an_outdated_token_gives_every_word_back_too(fill):
    filling = fill()
    strict = Client(enforce_csrf_checks=True)
    sign_in(strict, filling.person)
    typed = {"step": "1", "next": "1", **ALL}

    refused = strict.post(filling.address(1), typed, **HERE)
    token = strict.cookies[settings.CSRF_COOKIE_NAME].value
    again = strict.post(filling.address(1), {**fields_of(refused), "csrfmiddlewaretoken": token}, **HERE)

    assert refused.status_code == 403
    assert again["Location"] == filling.address(2)
    assert filling.answers == {"q_day1": "我在家工作", "q_pets": False}


@pytest.mark.parametrize("origin", [{}, {"HTTP_ORIGIN": "https://evil.example"}, {"HTTP_ORIGIN": "null"}])
def test_words_of_a_foreign_page_are_never_put_into_our_form(fill, origin):
    filling = fill()
    filling.client.cookies.clear()

    page = filling.client.post(filling.address(1), {"step": "1", "next": "1", "q_day1": "不是她寫的"}, **origin)

    assert page.status_code == 302
    assert "不是她寫的" not in page.content.decode()


def test_the_check_says_how_long_answers_are_kept_beside_the_sending(fill):
    filling = fill()
    filling.send(1, **ALL)
    filling.post.form.retention_days = 40
    filling.post.form.save(update_fields=["retention_days"])

    page = filling.open(2).content.decode()

    assert "40 天" in page


def test_the_steps_behind_are_buttons_that_keep_what_was_typed(fill):
    filling = fill()
    filling.send(1, **ALL)

    page = filling.open(2).content.decode()
    gone = filling.client.post(filling.address(2), {"step": "2", "go": "1"})

    assert 'name="go" value="1"' in page
    assert gone["Location"] == filling.address(1)
