"""The giver's board: who sees it, what each button does, and how much it asks of the database."""

import pytest
from django.urls import reverse
from django.utils import timezone

from adoption.models import Application, Reservation, Slot
from adoption.services import reservations
from forms_builder.models import Review
from tests.adoption.scenes import applied, published, ranks, state_of, told
from tests.factories.accounts import UserFactory, sign_in
from tests.factories.adoption import SlotFactory
from tests.factories.forms import UploadFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def post():
    return published(name="橘子")


@pytest.fixture
def giver(client, post):
    """The giver, signed in on `client`."""
    sign_in(client, post.giver)
    return post.giver


def board(post, **query):
    url = reverse("adoption:board", args=[post.uid])
    return f"{url}?{'&'.join(f'{key}={value}' for key, value in query.items())}" if query else url


def button(name, application):
    return reverse(f"adoption:{name}", args=[application.post.uid, application.uid])


def column_of(response, application):
    return next(
        column.key
        for column in response.context["columns"]
        for card in column.cards
        if card.application.pk == application.pk
    )


@pytest.mark.parametrize(("who", "status"), [("stranger", 302), ("member", 403), ("giver", 200)])
def test_only_the_giver_sees_the_board(client, post, who, status):
    if who != "stranger":
        sign_in(client, post.giver if who == "giver" else UserFactory())

    response = client.get(board(post))

    assert response.status_code == status


def test_a_board_of_a_private_post_is_not_there_for_others(client):
    post = published(private=True)
    sign_in(client, UserFactory())

    response = client.get(board(post))

    assert response.status_code == 404


def test_the_columns_follow_from_the_states(client, post, giver):
    new, read = applied(post), applied(post, "under_review")
    kept, invited = applied(post, "shortlisted"), applied(post, "shortlisted")
    declined = applied(post, "under_review")
    Application.objects.filter(pk=invited.pk).update(invited_at=invited.submitted_at)
    Application.objects.filter(pk=declined.pk).update(state="declined")
    applied(post, "draft")

    response = client.get(board(post))

    columns = {column.key: {card.application.pk for card in column.cards} for column in response.context["columns"]}
    assert columns == {
        "new": {new.pk, read.pk},
        "shortlist": {kept.pk},
        "visits": {invited.pk},
        "rest": {declined.pk},
    }


@pytest.mark.parametrize("view", ["board", "table"])
def test_three_applications_cost_as_many_queries_as_one(
    client, post, giver, view, django_assert_max_num_queries, django_assert_num_queries
):
    applied(post)
    client.get(board(post, view=view))
    with django_assert_max_num_queries(40) as first:
        client.get(board(post, view=view))
    for _ in range(2):
        SlotFactory(post=applied(post, "shortlisted").post)

    with django_assert_num_queries(len(first.captured_queries)):
        response = client.get(board(post, view=view))

    assert len(response.context["cards"]) == 3


def test_looking_at_an_application_by_its_address_changes_nothing(client, post, giver):
    application = applied(post)

    response = client.get(board(post, application=application.uid))

    assert (response.status_code, state_of(application)) == (200, "submitted")


def test_opening_it_with_the_button_is_the_read_receipt(client, post, giver):
    application = applied(post)

    response = client.post(button("read", application))

    assert response.url == board(post, application=application.uid)
    assert state_of(application) == "under_review"
    assert told(application.applicant) == ["application_read"]


def test_the_open_page_sends_the_first_look_without_asking_for_a_page(client, post, giver):
    application = applied(post)

    response = client.post(button("read", application), headers={"X-Requested-With": "fetch"})

    assert (response.status_code, state_of(application)) == (204, "under_review")


def test_a_draft_is_nobody_elses_business(client, post, giver):
    draft = applied(post, "draft")

    assert client.get(board(post, application=draft.uid)).status_code == 404
    assert client.post(button("shortlist", draft)).status_code == 404


def test_an_application_to_another_pet_is_not_found_here(client, post, giver):
    elsewhere = applied(published())

    response = client.post(reverse("adoption:shortlist", args=[post.uid, elsewhere.uid]))

    assert (response.status_code, state_of(elsewhere)) == (404, "submitted")


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("shortlist", "submitted", "shortlisted"),
        ("review", "shortlisted", "under_review"),
        ("review", "declined", "under_review"),
    ],
)
def test_a_button_moves_the_card(client, post, giver, name, before, after):
    application = applied(post, "under_review" if before == "declined" else before)
    Application.objects.filter(pk=application.pk).update(state=before)

    response = client.post(button(name, application))

    assert response.url == board(post, application=application.uid)
    assert state_of(application) == after


def test_a_move_that_is_no_longer_possible_is_said_on_the_board(client, post, giver):
    application = applied(post)
    Application.objects.filter(pk=application.pk).update(state="withdrawn")

    response = client.post(button("shortlist", application), follow=True)

    assert [str(message) for message in response.context["messages"]] != []
    assert state_of(application) == "withdrawn"


def test_a_decline_sends_the_kind_words_of_the_chosen_reason(client, post, giver):
    application = applied(post, applicant=UserFactory(language="en"))
    page = client.get(button("decline", application))
    standing_ready = page.context["form"].initial["note"]

    client.post(button("decline", application), {"reason": "distance", "note": standing_ready})

    assert state_of(application) == "declined"
    note = application.events.get(to_state="declined").note
    assert note == "Thank you for caring. The way is too far for the visits that 橘子 would need."


def test_a_decline_in_the_givers_own_words_keeps_them(client, post, giver):
    application = applied(post)

    client.post(button("decline", application), {"reason": "other", "note": "謝謝你，祝福你們。"})

    assert application.events.get(to_state="declined").note == "謝謝你，祝福你們。"


def test_a_decline_without_a_reason_asks_for_one(client, post, giver):
    application = applied(post)

    response = client.post(button("decline", application), {"note": "x"})

    assert (response.status_code, state_of(application)) == (200, "submitted")
    assert list(response.context["form"].errors) == ["reason"]


def test_an_invitation_opens_the_chosen_times(client, post, giver):
    application = applied(post)
    page = client.get(button("invite", application))
    times = [value for value, _label in page.context["form"].fields["times"].choices[:2]]

    client.post(button("invite", application), {"times": times, "place": "木柵路一段 1 號"})

    assert state_of(application) == "shortlisted"
    slots = Slot.objects.filter(post=post)
    assert [(slot.starts_at.isoformat()[:16], slot.place) for slot in slots.order_by("pk")] != []
    assert slots.count() == 2
    assert told(application.applicant) == ["visit_invited"]


def test_an_invitation_without_any_time_to_choose_is_refused(client, post, giver):
    application = applied(post)

    response = client.post(button("invite", application), {"place": ""})

    assert (response.status_code, state_of(application)) == (200, "submitted")
    assert list(response.context["form"].errors) == ["times"]


def test_a_reservation_keeps_the_others_in_the_chosen_order(client, post, giver):
    chosen, second, third = applied(post, "shortlisted"), applied(post), applied(post)
    order = {f"rank-{second.uid}": "2", f"rank-{third.uid}": "1"}

    response = client.post(button("reserve", chosen), order)

    assert response.url == reverse("adoption:reservation", args=[post.uid])
    assert (state_of(chosen), state_of(post)) == ("reserved", "reserved")
    assert ranks(post) == {third.pk: 1, second.pk: 2}


def test_a_second_reservation_is_refused_in_words(client, post, giver):
    chosen, other = applied(post, "shortlisted"), applied(post, "shortlisted")
    reservations.reserve(application=chosen, by=giver)

    response = client.post(button("reserve", other), {})

    assert (response.status_code, state_of(other)) == (200, "shortlisted")


def test_undoing_a_reservation_offers_the_next_alternate(client, post, giver):
    chosen, other = applied(post, "shortlisted"), applied(post, "shortlisted")
    reservations.reserve(application=chosen, by=giver)

    client.post(reverse("adoption:undo", args=[post.uid]))
    response = client.get(board(post))

    assert (state_of(chosen), state_of(post)) == ("shortlisted", "published")
    assert response.context["next_alternate"] == other


def test_the_giver_signs_by_typing_her_name(client, post, giver):
    reservation = reservations.reserve(application=applied(post, "shortlisted"), by=giver)

    client.post(reverse("adoption:sign", args=[post.uid]), {"name": "林小姐"})

    reservation.agreement.refresh_from_db()
    assert reservation.agreement.giver_name == "林小姐"


def test_signing_without_a_name_says_so(client, post, giver):
    reservations.reserve(application=applied(post, "shortlisted"), by=giver)

    response = client.post(reverse("adoption:sign", args=[post.uid]), {"name": " "})

    assert list(response.context["form"].errors) == ["name"]


def test_the_hand_over_brings_the_pet_home_and_its_news_onto_the_board(client, post, giver):
    chosen, other = applied(post, "shortlisted"), applied(post)
    reservations.reserve(application=chosen, by=giver)

    client.post(reverse("adoption:complete", args=[post.uid]))
    response = client.get(board(post))

    assert (state_of(chosen), state_of(other), state_of(post)) == ("adopted", "closed", "adopted")
    assert len(response.context["follow_ups"]) == 4


def test_an_animal_that_comes_back_pauses_its_post(client, post, giver):
    reservations.reserve(application=applied(post, "shortlisted"), by=giver)
    adoption = reservations.complete(post=post, by=giver)

    page = client.get(reverse("adoption:return", args=[post.uid]))
    client.post(reverse("adoption:return", args=[post.uid]), {"note": "過敏"})

    adoption.refresh_from_db()
    assert (page.status_code, state_of(post)) == (200, "paused")
    assert adoption.returned_at is not None


def test_a_note_is_kept_for_the_giver_alone(client, post, giver):
    application = applied(post)

    client.post(button("note", application), {"score": "4", "note": "電話裡很親切"})

    review = Review.objects.get(submission=application.submission)
    assert (review.reviewer, review.score, review.note) == (giver, 4, "電話裡很親切")


def test_withdrawn_answers_are_gone_from_the_board(client, post, giver):
    application = applied(post)
    application.submission.answers = {"q_day1": "我和先生輪流在家。"}
    application.submission.save()
    before = client.get(board(post, application=application.uid)).content.decode()
    application.submission.withheld_at = application.submitted_at
    application.submission.save()

    after = client.get(board(post, application=application.uid)).content.decode()

    assert ("我和先生輪流在家" in before, "我和先生輪流在家" in after) == (True, False)


@pytest.mark.parametrize("name", ["read", "shortlist", "review", "note", "invite", "decline", "reserve"])
def test_nobody_else_decides(client, post, name):
    application = applied(post)
    sign_in(client, application.applicant)

    response = client.post(button(name, application), {"reason": "other"})

    assert (response.status_code, state_of(application)) == (403, "submitted")


@pytest.mark.parametrize("name", ["sign", "undo", "complete", "return"])
def test_nobody_else_touches_the_promise(client, post, name):
    application = applied(post, "shortlisted")
    reservations.reserve(application=application, by=post.giver)
    sign_in(client, application.applicant)

    response = client.post(reverse(f"adoption:{name}", args=[post.uid]), {"name": "x"})

    assert response.status_code == 403
    assert Reservation.objects.live().filter(post=post).count() == 1


@pytest.mark.parametrize("name", ["read", "shortlist", "review", "note"])
def test_a_get_never_moves_a_card(client, post, giver, name):
    application = applied(post)

    response = client.get(button(name, application))

    assert (response.status_code, state_of(application)) == (405, "submitted")


def test_the_giver_reads_that_a_file_could_not_be_read_and_nothing_is_held_up(client, post, giver):
    application = applied(post)
    broken = UploadFactory(
        form=post.form,
        owner=application.applicant,
        submission=application.submission,
        state="rejected",
        reason="corrupt",
        name="a.jpg",
        asked_again_at=timezone.now(),
    )
    application.submission.answers = {"q_pics": [str(broken.uid)]}
    application.submission.save()

    page = client.get(board(post, application=application.uid)).content.decode()
    client.post(button("shortlist", application))

    assert ("讀不出來，已請對方補上另一個" in page, "重新上傳" in page) == (True, False)
    assert state_of(application) == "shortlisted"
