"""The demo is a real site: made by the services, complete, and the same the second time."""

import json

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import User
from adoption.demo import people, pictures, site
from adoption.models import (
    Application,
    ApplicationEvent,
    Booking,
    FollowUp,
    Photo,
    Post,
    PostEvent,
    Report,
    Reservation,
    ShelterAnimal,
    Slot,
)
from forms_builder.models import Submission, Upload
from notifications.models import Mail, Notification

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """One demo for all tests of this file, taken back at the end."""
    from django.db import transaction

    with django_db_blocker.unblock():
        around = transaction.atomic()
        around.__enter__()
        try:
            site.build(with_photos=False)
            yield
        finally:
            transaction.set_rollback(True)
            around.__exit__(None, None, None)


def rows():
    names = ("accounts", "notifications", "forms_builder", "adoption")
    return {
        model._meta.label: model.objects.count() for name in names for model in apps.get_app_config(name).get_models()
    }


def test_it_never_runs_on_a_public_site(settings):
    settings.IS_SECURE = True

    with pytest.raises(CommandError):
        call_command("demo")

    assert not User.objects.exists()


def test_every_state_of_an_application_is_there(demo):
    states = set(Application.objects.values_list("state", flat=True))

    assert states == set(Application.State.values)


def test_posts_of_every_kind_are_there(demo):
    theirs = Post.objects.filter(source="giver")

    assert theirs.count() >= 24
    assert set(theirs.values_list("state", flat=True)) == set(Post.State.values) - {"removed"}
    assert set(theirs.values_list("visibility", flat=True)) == {"public", "unlisted", "private"}
    assert set(theirs.values_list("species", flat=True)) == {"dog", "cat", "rabbit"}
    assert not Post.objects.filter(source="giver", photos=None).exists()
    assert ShelterAnimal.objects.count() == 12


def test_visits_promises_follow_ups_and_a_report_are_there(demo):
    assert set(Booking.objects.values_list("state", flat=True)) == {"booked", "confirmed", "done"}
    assert Reservation.objects.live().count() == 1
    assert Application.objects.filter(alternate_rank=1).exists()
    assert set(FollowUp.objects.values_list("state", flat=True)) == {"planned", "sent", "answered"}
    assert Report.objects.get().state == "open"


def test_what_was_sent_is_answered_in_full_and_frozen(demo):
    sent = Submission.objects.exclude(submitted_at=None)

    assert sent.count() == Application.objects.exclude(submitted_at=None).count()
    assert Upload.objects.exclude(submission=None).count() == 3 * sent.count()


def test_nothing_lies_in_the_future_and_steps_follow_each_other(demo):
    now = timezone.now()

    for model in (PostEvent, ApplicationEvent):
        assert not model.objects.filter(at__gt=now).exists()
    assert not Notification.objects.filter(created_at__gt=now).exists()
    for owner in [*Post.objects.all(), *Application.objects.all()]:
        moments = list(owner.events.order_by("pk").values_list("at", flat=True))
        assert moments == sorted(moments)


def test_only_the_verification_that_somebody_may_try_is_mailed(demo):
    waiting = Mail.objects.filter(state=Mail.State.PENDING)

    assert [(mail.to, mail.kind) for mail in waiting] == [("unverified@example.org", "verify_email")]


def test_a_second_run_changes_nothing(demo):
    before, facts = rows(), site.facts()

    is_new = site.build(with_photos=False)

    assert (is_new, rows(), site.facts()) == (False, before, facts)


def test_its_json_names_accounts_and_ids(demo, capsys):
    call_command("demo", "--json", "--photos-later")

    facts = json.loads(capsys.readouterr().out)
    posts = {key: Post.objects.get(uid=uid) for key, uid in facts["posts"].items()}
    application = Application.objects.get(uid=facts["application"]["uid"])
    slot = Slot.objects.get(pk=facts["slot"]["id"])
    assert set(facts["accounts"]) == set(site.ROLES)
    assert [posts[key].visibility for key in ("public", "unlisted", "private")] == ["public", "unlisted", "private"]
    assert {posts[key].state for key in ("public", "unlisted", "private")} == {"published"}
    assert application.submission.version.form_id == facts["form"]
    assert len(facts["application"]["uploads"]) == 3
    assert (slot.capacity, slot.free_count, slot.post) == (1, 1, application.post)


def test_its_accounts_are_what_they_are_called(demo):
    accounts = {key: User.objects.get(email=fact["email"]) for key, fact in site.facts()["accounts"].items()}

    assert [key for key, user in accounts.items() if not user.is_verified] == ["unverified"]
    assert [key for key, user in accounts.items() if not user.is_active] == ["disabled"]
    assert [key for key, user in accounts.items() if user.is_superuser] == ["superuser"]
    assert [key for key, user in accounts.items() if user.has_perm("adoption.review_post")] == [
        "moderator",
        "superuser",
    ]
    assert all(user.check_password(people.PASSWORD) for user in accounts.values())


def test_its_photos_are_made_ready_and_the_same_drawing_is_rendered_once(demo, monkeypatch):
    chosen = Application.objects.get(uid=site.facts()["application"]["uid"])
    cover = Photo.objects.get(post=chosen.post, is_cover=True)
    same = Upload.objects.filter(sha256=Upload.objects.filter(submission=chosen.submission).first().sha256)[:2]
    Photo.objects.exclude(pk=cover.pk).update(state="rejected")
    Upload.objects.exclude(pk__in=[upload.pk for upload in same]).update(state="rejected")
    apps.get_model("adoption", "Attachment").objects.update(state="rejected")

    pictures.finish(list(people.known().values()), workers=1)

    cover.refresh_from_db()
    ready = [Upload.objects.get(pk=upload.pk) for upload in same]
    assert cover.state == "ready"
    assert [(upload.state, upload.incoming_key) for upload in ready] == [("ready", ""), ("ready", "")]
    assert ready[0].key != ready[1].key
