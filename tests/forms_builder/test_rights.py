"""Every page and operation of a form asks exactly one of the eight rights: a table, asked with each right alone."""

import pytest

from forms_builder.models import Share
from forms_builder.rights import RIGHTS, completed
from forms_builder.services import shares
from tests.factories.accounts import UserFactory, api, sign_in
from tests.factories.adoption import ApplicationFactory, PostFactory

pytestmark = pytest.mark.django_db

ANY = None  # whoever may know of the form
PAGES = [
    ("get", "preview/", {}, ANY),
    ("post", "copy/", {}, ANY),
    ("get", "edit/", {}, "edit_form"),
    ("get", "test/", {}, "edit_form"),
    ("get", "history/", {}, "edit_form"),
    ("post", "history/1/restore/", {}, "edit_form"),
    ("post", "publish/", {}, "publish_form"),
    ("get", "settings/", {}, "publish_form"),
    ("post", "close/", {}, "publish_form"),
    ("post", "reopen/", {}, "publish_form"),
    ("get", "results/", {}, "view_results"),
    ("get", "results/?view=summary", {}, "view_results"),
    ("get", "results/{sheet}/", {}, "view_results"),
    ("get", "results/print/", {}, "view_results"),
    ("post", "results/{sheet}/review/", {"score": "4"}, "review_results"),
    ("get", "results/export/?format=csv", {}, "export_results"),
    ("get", "results/export/?format=zip", {}, "export_results"),
    ("get", "results/delete/?who={sheet}", {}, "delete_results"),
    ("post", "results/delete/", {"who": "{sheet}"}, "delete_results"),
    ("get", "share/", {}, "share_form"),
    ("post", "share/", {"email": "x@example.com", "may": "edit", "until": "always"}, "share_form"),
]
OPERATIONS = [
    ("get", "versions/", {}, ANY),
    ("get", "draft/", {}, "edit_form"),
    ("patch", "draft/", {"base_rev": 1, "ops": []}, "edit_form"),
    ("get", "draft/history/", {}, "edit_form"),
    ("get", "test/", {}, "edit_form"),
    ("post", "presence/", {"tab": "a", "state": "here"}, "edit_form"),
    ("post", "publish/", {}, "publish_form"),
    ("get", "results/", {}, "view_results"),
    ("get", "summary/", {}, "view_results"),
    ("get", "export/?format=csv", {}, "export_results"),
    ("get", "shares/", {}, "share_form"),
    ("post", "shares/", {"email": "x@example.com", "rights": ["share_form"]}, "share_form"),
    ("delete", "shares/?id=999999", {}, "share_form"),
]
OWNERS_ALONE = [("get", "transfer/"), ("post", "transfer/"), ("post", "transfer/withdraw/")]


@pytest.fixture
def application():
    return ApplicationFactory(post=PostFactory(published=True), submitted=True)


@pytest.fixture
def form(application):
    return application.post.form


def holders(form):
    """{right: somebody who was given it alone}."""
    people = {}
    for right in RIGHTS:
        people[right] = UserFactory()
        shares.share(form=form, email=people[right].email, rights=[right], by=form.owner)
    return people


def filled(thing, application):
    sheet = str(application.submission.uid)
    if isinstance(thing, str):
        return thing.replace("{sheet}", sheet)
    return {key: value.replace("{sheet}", sheet) if isinstance(value, str) else value for key, value in thing.items()}


def those_let_in(answers):
    return {right for right, status in answers.items() if status not in (401, 403, 404)}


def expected(right):
    return {each for each in RIGHTS if right is ANY or right in completed([each])}


@pytest.mark.parametrize(("method", "path", "body", "right"), PAGES)
def test_pages(client, settings, form, application, method, path, body, right):
    settings.LIMITS = settings.LIMITS | {"mail_to": (1000, 60), "mails_by": (1000, 60)}
    answers = {}

    for name, person in holders(form).items():
        sign_in(client, person)
        address = f"/forms/{form.pk}/{filled(path, application)}"
        answers[name] = getattr(client, method)(address, filled(body, application)).status_code

    assert those_let_in(answers) == expected(right)
    assert set(answers.values()) <= {200, 204, 302, 400, 403}


@pytest.mark.parametrize(("method", "path", "body", "right"), OPERATIONS)
def test_operations(settings, form, method, path, body, right):
    settings.LIMITS = settings.LIMITS | {"mail_to": (1000, 60), "mails_by": (1000, 60)}
    answers = {}

    for name, person in holders(form).items():
        answers[name] = getattr(api(person), method)(f"/api/v1/forms/{form.pk}/{path}", body, format="json").status_code

    let_in = {name for name, status in answers.items() if status not in (401, 403)}
    assert let_in == expected(right)


@pytest.mark.parametrize(("method", "path"), OWNERS_ALONE)
def test_giving_the_form_away_is_the_owners_alone(client, form, method, path):
    everything = UserFactory()
    shares.share(form=form, email=everything.email, rights=RIGHTS, by=form.owner)

    sign_in(client, everything)
    others = getattr(client, method)(f"/forms/{form.pk}/{path}").status_code
    sign_in(client, form.owner)
    own = getattr(client, method)(f"/forms/{form.pk}/{path}").status_code

    assert (others, own in (200, 302)) == (403, True)


@pytest.mark.parametrize(
    ("method", "path", "body", "right"), [row for row in PAGES if row[0] == "get"], ids=lambda value: str(value)
)
def test_whoever_was_let_in_before_is_a_stranger_now(client, form, application, method, path, body, right):
    person = UserFactory()
    share = shares.share(form=form, email=person.email, rights=RIGHTS, by=form.owner)
    sign_in(client, person)
    address = f"/forms/{form.pk}/{filled(path, application)}"
    before = client.get(address).status_code

    shares.revoke(share=share, by=form.owner)

    assert (before, client.get(address).status_code, Share.objects.count()) == (200, 404, 0)


def test_collaborators_never_decide_about_applicants(client, form, application):
    helper = UserFactory()
    shares.share(form=form, email=helper.email, rights=RIGHTS, by=form.owner)

    sign_in(client, helper)

    assert not helper.has_perm("adoption.decide_applications", application.post)
    assert not helper.has_perm("adoption.view_application", application)
    assert client.get(f"/me/posts/{application.post.uid}/applications/").status_code in (403, 404)
    for to in ("under_review", "shortlisted", "declined"):
        answer = api(helper).post(f"/api/v1/applications/{application.uid}/transitions/", {"to": to}, format="json")
        assert answer.status_code == 404


def test_a_reviewers_first_look_is_the_read_receipt(client, form, application):
    reader, reviewer = UserFactory(), UserFactory()
    shares.share(form=form, email=reader.email, rights=["view_results", "view_private_answers"], by=form.owner)
    shares.share(form=form, email=reviewer.email, rights=["review_results"], by=form.owner)
    states = []

    for person in (reader, reviewer, reviewer):
        sign_in(client, person)
        client.get(f"/forms/{form.pk}/results/{application.submission.uid}/")
        application.refresh_from_db()
        states.append(application.state)

    assert states == ["submitted", "under_review", "under_review"]
    assert application.read_at is not None
    assert application.events.filter(to_state="under_review").get().actor == reviewer
