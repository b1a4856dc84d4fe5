"""/me/: a page for whoever one is: newcomer, giver, adopter, or both."""

from datetime import timedelta

import pytest
from django.utils import timezone

from adoption.models import Application
from adoption.services import reservations, visits
from tests.adoption.scenes import applied, liker, published
from tests.factories.accounts import UserFactory, sign_in
from tests.factories.adoption import PostFactory, SlotFactory

pytestmark = pytest.mark.django_db


def me(client, user):
    sign_in(client, user)
    return client.get("/me/")


def test_a_stranger_signs_in_first(client):
    assert client.get("/me/").url == "/accounts/login/?next=/me/"


def test_a_newcomer_finds_the_way_to_both_sides(client):
    response = me(client, UserFactory())

    page = response.content.decode()
    assert ("/pets/new/" in page, "dash-welcome" in page, response.context["tasks"]) == (True, True, [])


def test_a_giver_finds_her_pets_where_something_goes_on_first(client):
    giver = UserFactory()
    draft = PostFactory(giver=giver)
    open_one = published(giver=giver)
    applied(open_one)

    pets = me(client, giver).context["pets"]

    assert [pet.uid for pet in pets] == [open_one.uid, draft.uid]
    assert [pet.url for pet in pets] == [f"/me/posts/{open_one.uid}/applications/", f"/pets/{draft.uid}/edit/"]


def test_applications_whose_answer_is_due_are_one_task(client):
    post = published()
    first, second = applied(post), applied(post)
    soon = timezone.now() + timedelta(hours=20)
    Application.objects.filter(pk__in=[first.pk, second.pk]).update(reply_by=soon)

    tasks = me(client, post.giver).context["tasks"]

    assert [(task.url, task.icon) for task in tasks] == [(f"/me/posts/{post.uid}/applications/", "clock")]


def test_a_promise_waits_for_both_names(client):
    application = applied(published(), "shortlisted")
    reservations.reserve(application=application, by=application.post.giver)

    of_giver = me(client, application.post.giver).context["tasks"]
    of_adopter = me(client, application.applicant).context["tasks"]

    assert [task.url for task in of_giver] == [f"/me/posts/{application.post.uid}/reservation/"]
    assert [task.url for task in of_adopter] == [f"/me/applications/{application.uid}/"]


def test_a_visit_to_confirm_waits_for_the_giver(client):
    post = published()
    visits.book(slot=SlotFactory(post=post), by=applied(post, "under_review").applicant)

    tasks = me(client, post.giver).context["tasks"]

    assert [task.url for task in tasks] == ["/me/visits/"]


def test_an_adopter_finds_her_open_applications_and_likes(client):
    post = published()
    person = liker(post)
    draft = applied(published(), "draft", applicant=person)

    context = me(client, person).context

    assert (context["applications"], context["like_count"]) == ([draft], 2)


def test_three_pets_and_applications_cost_as_many_queries_as_one(
    client, django_assert_num_queries, django_assert_max_num_queries
):
    person = UserFactory()
    applied(published(giver=person))
    applied(published(), applicant=person)
    me(client, person)
    with django_assert_max_num_queries(25) as first:
        client.get("/me/")
    for _ in range(2):
        applied(published(giver=person))
        applied(published(), applicant=person)

    with django_assert_num_queries(len(first.captured_queries)):
        client.get("/me/")
