"""Every read of a file asks again: who is that, what may she, and may she still?"""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from forms_builder.models import FormVersion
from forms_builder.services import shares, submissions
from tests.factories.accounts import UserFactory, api, sign_in
from tests.factories.adoption import ApplicationFactory, PostFactory
from tests.factories.forms import UploadFactory

pytestmark = pytest.mark.django_db

ALL = ("view_results", "view_private_answers")


@pytest.fixture
def application():
    return ApplicationFactory(post=PostFactory(published=True), submitted=True)


@pytest.fixture
def form(application):
    return application.post.form


@pytest.fixture
def upload(application, form):
    """A photo of her home: the question is marked private."""
    return UploadFactory(form=form, submission=application.submission, owner=application.applicant)


def helper(form, *rights, **more):
    person = UserFactory()
    shares.share(form=form, email=person.email, rights=rights, by=form.owner, **more)
    return person


def reads(client, person, upload):
    """(the page's status, the API's status)."""
    sign_in(client, person)
    page = client.get(f"/uploads/{upload.uid}/").status_code
    return page, api(person).get(f"/api/v1/uploads/{upload.uid}/").status_code


OPEN, CLOSED = (302, 200), (404, 404)


def make_public(form):
    """The question as the first version asked it was not private."""
    version = form.live_version
    definition = version.definition
    definition["pages"][0]["items"][2].pop("private")
    # A version never changes; this one is made as it would have been published.
    FormVersion.objects.filter(pk=version.pk)._overwrite(definition=definition)
    form.refresh_from_db()


@pytest.mark.parametrize(
    ("who", "answer"),
    [
        ("sender", OPEN),
        ("giver", OPEN),
        ("helper with private answers", OPEN),
        ("helper without private answers", CLOSED),
        ("helper who exports", CLOSED),
        ("helper who edits", CLOSED),
        ("another applicant", CLOSED),
        ("stranger", CLOSED),
        ("operator", CLOSED),
    ],
)
def test_who_reads_a_private_photo(client, application, form, upload, who, answer):
    people = {
        "sender": lambda: application.applicant,
        "giver": lambda: form.owner,
        "helper with private answers": lambda: helper(form, *ALL),
        "helper without private answers": lambda: helper(form, "view_results", "review_results"),
        "helper who exports": lambda: helper(form, "export_results"),
        "helper who edits": lambda: helper(form, "edit_form", "publish_form", "share_form"),
        "another applicant": lambda: ApplicationFactory(post=application.post, submitted=True).applicant,
        "stranger": UserFactory,
        "operator": lambda: UserFactory(superuser=True),
    }

    assert reads(client, people[who](), upload) == answer


def test_a_photo_that_is_not_private_opens_with_the_results(client, form, upload):
    make_public(form)

    assert reads(client, helper(form, "view_results"), upload) == OPEN
    assert reads(client, helper(form, "edit_form"), upload) == CLOSED


def test_what_was_promised_to_be_private_stays_so_when_the_next_version_does_not_promise(client, form, upload):
    reader = helper(form, "view_results")
    definition = form.live_version.definition
    definition["pages"][0]["items"][2].pop("private")
    FormVersion.objects.create(form=form, number=2, definition=definition, sha256="2", published_by=form.owner)

    assert reads(client, reader, upload) == CLOSED


def test_what_became_private_is_closed_for_old_answers_too(client, form, upload):
    private = form.live_version.definition
    make_public(form)
    reader = helper(form, "view_results")
    before = reads(client, reader, upload)

    private["pages"][0]["items"][2]["private"] = True
    FormVersion.objects.create(form=form, number=2, definition=private, sha256="2", published_by=form.owner)

    assert (before, reads(client, reader, upload)) == (OPEN, CLOSED)


def test_whoever_was_let_in_before_reads_no_more(client, form, upload):
    person = UserFactory()
    share = shares.share(form=form, email=person.email, rights=ALL, by=form.owner)
    before = reads(client, person, upload)

    shares.revoke(share=share, by=form.owner)

    assert (before, reads(client, person, upload)) == (OPEN, CLOSED)


def test_after_the_day_she_reads_no_more(client, form, upload):
    end = timezone.now() + timedelta(days=7)
    person = helper(form, *ALL, expires_at=end)
    before = reads(client, person, upload)

    with time_machine.travel(end):
        after = reads(client, person, upload)

    assert (before, after) == (OPEN, CLOSED)


def test_no_copy_is_kept_on_the_way_and_the_link_dies_soon(client, form, upload):
    sign_in(client, form.owner)

    answer = client.get(f"/uploads/{upload.uid}/")

    assert answer["Cache-Control"] == "private, no-store"
    with time_machine.travel(timezone.now() + timedelta(seconds=61)):
        assert client.get(answer["Location"]).status_code in (403, 404, 410)


def test_taken_back_only_she_reads_it(client, application, form, upload):
    reader = helper(form, *ALL)

    submissions.withhold(submission=application.submission)

    people = (reader, form.owner, application.applicant)
    assert [reads(client, person, upload) for person in people] == [CLOSED, CLOSED, OPEN]


def test_before_it_is_sent_only_she_reads_it(client, form):
    draft = ApplicationFactory(post=PostFactory(published=True))
    loose = UploadFactory(form=draft.post.form, owner=draft.applicant)

    people = (helper(draft.post.form, *ALL), draft.post.giver, draft.applicant)
    assert [reads(client, person, loose) for person in people] == [CLOSED, CLOSED, OPEN]
