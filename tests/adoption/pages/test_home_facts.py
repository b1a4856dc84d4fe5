"""Facts about home and experience: told once, offered where a form asks them again, sent only by her."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.services import profiles
from adoption.form_templates.species import template
from adoption.models import Application
from forms_builder.definition import find
from forms_builder.models import Submission
from tests.factories.accounts import UserFactory, api, sign_in
from tests.factories.adoption import ApplicationFactory, PostFactory
from tests.factories.forms import FormFactory, FormVersionFactory

pytestmark = pytest.mark.django_db
PAGE = "/me/settings/home/"
TOLD = {"home.owned": "c_own_rent", "work.hours_away": 9, "pets.now": True}


@pytest.fixture
def adopter(client):
    person = UserFactory(name="小怡")
    sign_in(client, person)
    return person


def post_with(species="cat", **kwargs):
    post = PostFactory(published=True, name="橘子", **kwargs)
    post.form = FormFactory(owner=post.giver, draft=template(species))
    post.save()
    return post


def begin(client, post):
    client.post(f"/pets/{post.uid}/apply/")
    return Application.objects.get(post=post, state="draft")


def sent_before(person, *, days=1, species="cat", **answers):
    """An application of hers, sent some days ago, with these answers by question id."""
    post = post_with(species)
    row = ApplicationFactory(post=post, applicant=person, submitted=True)
    row.submission.answers = answers
    row.submission.submitted_at = timezone.now() - timedelta(days=days)
    row.submission.save()
    return row


def step(client, application, number=2):
    return client.get(f"/pets/{application.post.uid}/apply/?step={number}").content.decode()


def tell(person, facts, days=0):
    profiles.update(user=person, by=person, changes={"facts": facts})
    type(person.profile).objects.filter(user=person).update(facts_at=timezone.now() - timedelta(days=days))


# -- The page ------------------------------------------------------------------------------------------------------
def test_facts_are_kept_by_bank_key_with_answers_of_their_type(client, adopter):
    given = {
        "q_home_owned": "c_own_rent",
        "q_work_hours_away": "９",
        "q_family_special": ["c_fam_elder", "c_fam_allergy"],
        "q_pets_now": "yes",
        "q_pets_list.0.q_pet_kind": "c_pet_cat",
        "q_pets_list.0.q_pet_count": "2",
    }

    answer = client.post(PAGE, given)

    adopter.profile.refresh_from_db()
    assert answer["Location"] == PAGE
    assert adopter.profile.facts == TOLD | {
        "family.special": ["c_fam_allergy", "c_fam_elder"],
        "pets.list": [{"q_pet_kind": "c_pet_cat", "q_pet_count": 2}],
    }
    assert 'value="c_own_rent" checked' in client.get(PAGE).content.decode()


def test_a_wrong_answer_is_said_and_nothing_is_lost(client, adopter):
    answer = client.post(PAGE, {"q_work_hours_away": "300", "q_home_owned": "c_own_rent"})

    adopter.profile.refresh_from_db()
    page = answer.content.decode()
    assert (answer.status_code, adopter.profile.facts) == (400, {})
    assert 'value="300"' in page
    assert 'href="#q_work_hours_away"' in page


def test_a_row_is_added_without_scripts_and_all_of_it_is_forgotten(client, adopter):
    tell(adopter, TOLD)

    more = client.post(PAGE, {"q_pets_list.0.q_pet_count": "2", "add": "q_pets_list"}).content.decode()
    client.post(PAGE, {"clear": "1", "q_home_owned": "c_own_rent"})

    adopter.profile.refresh_from_db()
    assert 'name="q_pets_list.1.q_pet_count"' in more
    assert adopter.profile.facts == {}


@pytest.mark.parametrize(
    "facts", [{"salary": 1}, {"home.owned": "c_castle"}, {"pets.list": [{"q_secret": 1}]}, {"work.hours_away": "many"}]
)
def test_the_api_takes_only_facts_that_are_asked(adopter, facts):
    answer = api(adopter).patch("/api/v1/me/", {"facts": facts}, format="json")

    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["facts"])


def test_the_api_keeps_facts(adopter):
    answer = api(adopter).patch("/api/v1/me/", {"facts": TOLD}, format="json")

    assert (answer.status_code, answer.json()["facts"]) == (200, TOLD)


# -- In a form -----------------------------------------------------------------------------------------------------
def test_a_fact_is_offered_and_never_filled_in_by_itself(client, adopter):
    tell(adopter, TOLD)
    application = begin(client, post_with())

    page = step(client, application)

    assert "個人檔案：租的" in page
    assert 'name="use" value="q_home_owned"' in page
    assert 'value="c_own_rent" checked' not in page
    application.submission.refresh_from_db()
    assert application.submission.answers == {}


def test_one_tap_takes_it_over_and_keeps_what_was_typed(client, adopter):
    tell(adopter, TOLD)
    application = begin(client, post_with())
    typed = {"step": "2", "q_home_window_safety": "c_window_all", "use": "q_home_owned"}

    answer = client.post(f"/pets/{application.post.uid}/apply/?step=2", typed)

    application.submission.refresh_from_db()
    assert answer["Location"].endswith("?step=2#q_home_owned")
    assert application.submission.answers == {"q_home_window_safety": "c_window_all", "q_home_owned": "c_own_rent"}
    assert 'name="use" value="q_home_owned"' not in step(client, application)


def test_all_of_a_step_are_taken_over_at_once(client, adopter):
    tell(adopter, TOLD | {"pets.now": False})
    application = begin(client, post_with())
    earlier = {"q_pets_experience": "c_exp_first"}
    sent_before(adopter, **earlier)

    client.post(f"/pets/{application.post.uid}/apply/?step=5", {"step": "5", "use": "all"})

    application.submission.refresh_from_db()
    assert application.submission.answers == earlier | {"q_pets_now": False}


def test_what_was_answered_here_is_not_offered(client, adopter):
    tell(adopter, TOLD)
    application = begin(client, post_with())

    client.post(
        f"/pets/{application.post.uid}/apply/?step=2", {"step": "2", "q_home_owned": "c_own_self", "use": "all"}
    )

    application.submission.refresh_from_db()
    assert application.submission.answers["q_home_owned"] == "c_own_self"


def test_name_phone_and_district_come_from_the_profile(client, adopter):
    profiles.update(user=adopter, by=adopter, changes={"phone": "0912345678", "county": "tpe", "district": "tpe-116"})
    application = begin(client, post_with())

    client.post(f"/pets/{application.post.uid}/apply/?step=1", {"step": "1", "use": "all"})

    application.submission.refresh_from_db()
    assert application.submission.answers == {
        "q_contact_name": "小怡",
        "q_contact_phone": "0912345678",
        "q_home_area": {"county": "tpe", "district": "tpe-116"},
    }


@pytest.mark.parametrize(("told_days", "offered"), [(0, "個人檔案：租的"), (5, "上次的回答：家人的")])
def test_the_newest_of_fact_and_earlier_answer_is_offered(client, adopter, told_days, offered):
    tell(adopter, TOLD, days=told_days)
    sent_before(adopter, days=2, q_home_owned="c_own_family")
    sent_before(adopter, days=9, q_home_owned="c_own_self")
    application = begin(client, post_with())

    page = step(client, application)

    assert offered in page


def test_what_means_another_thing_in_another_form_is_not_offered(client, adopter):
    """c_exp_same says "I have kept cats" in a cat's form and "I have kept dogs" in a dog's."""
    sent_before(adopter, species="cat", q_pets_experience="c_exp_same", q_pets_now=False)
    application = begin(client, post_with("dog"))

    page = step(client, application, 5)

    assert 'name="use" value="q_pets_now"' in page
    assert 'name="use" value="q_pets_experience"' not in page


def test_what_a_giver_made_another_question_of_is_offered_nowhere(client, adopter):
    earlier = sent_before(adopter, q_work_hours_away="九點到六點")
    post = post_with()
    for form in (earlier.post.form, post.form):
        node = find(form.draft, "q_work_hours_away").node
        kept = {"id": node["id"], "type": "short_text", "label": node["label"], "bank": node["bank"]}
        node.clear()
        node.update(kept)
        FormVersionFactory(form=form)
        form.live_version = form.versions.order_by("number").last()
        form.save()
    Submission.objects.filter(pk=earlier.submission_id).update(version=earlier.post.form.live_version)
    application = begin(client, post)

    page = step(client, application, 6)

    assert 'name="q_work_hours_away"' in page
    assert 'name="use" value="q_work_hours_away"' not in page


def test_answers_of_others_and_drafts_are_never_offered(client, adopter):
    sent_before(UserFactory(), q_home_owned="c_own_family")
    draft = begin(client, post_with())
    draft.submission.answers = {"q_home_owned": "c_own_family"}
    draft.submission.save()
    application = begin(client, post_with())

    assert 'name="use" value="q_home_owned"' not in step(client, application)


def test_the_step_costs_the_same_with_three_earlier_applications_as_with_one(client, adopter):
    application, counts = begin(client, post_with()), []
    step(client, application)  # what a process asks once

    for number in range(2):
        for _more in range(1 + number):
            sent_before(adopter, q_home_owned="c_own_family")
        with CaptureQueriesContext(connection) as queries:
            step(client, application)
        counts.append(len(queries))

    assert counts[0] == counts[1]
