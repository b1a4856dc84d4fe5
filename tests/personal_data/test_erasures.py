"""Leaving for good: a password, seven days to come back, and then all of it at once or not at all."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from accounts import data_delivery, file_removing
from accounts.models import AuditEntry, DataRequest, FileRemoval, Session, User
from accounts.services import fulfilment, logins, personal_data, sessions, users
from forms_builder.models import FormVersion
from forms_builder.personal_data import purge_questions
from notifications.models import Mail
from petbuddy import personal_data as registry
from petbuddy.errors import Conflict, Invalid, SignedOut
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.adoption import ApplicationFactory, PhotoFactory, PostFactory
from tests.personal_data import planting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storages")]


def leaving(user=None):
    user = user or UserFactory()
    personal_data.ask_erasure(user=user, password=PASSWORD, by=user)
    return DataRequest.objects.get(user=user, kind="erase", state="waiting")


def in_a_week():
    return time_machine.travel(timezone.now() + timedelta(days=7, minutes=1))


def erased(user=None):
    request = leaving(user)
    with in_a_week():
        data_delivery.work(request.pk)
    return User.objects.get(pk=request.user_id)


def test_it_takes_the_password():
    user = UserFactory()

    with pytest.raises(Invalid) as refusal:
        personal_data.ask_erasure(user=user, password="not hers", by=user)

    user.refresh_from_db()
    assert (list(refusal.value.errors), user.erase_after, DataRequest.objects.count()) == (["password"], None, 0)


def test_every_device_is_signed_out_and_she_is_told():
    user = UserFactory()
    sessions.start(user=user)

    request = leaving(user)

    assert not Session.objects.filter(user=user, ended_at=None).exists()
    assert (request.due_at, Mail.objects.get(recipient=user).kind) == (user.erase_after, "erasure_scheduled")


def test_asking_twice_does_not_lengthen_the_days():
    user = UserFactory()
    first = personal_data.ask_erasure(user=user, password=PASSWORD, by=user).erase_after

    with time_machine.travel(timezone.now() + timedelta(days=1)):
        second = personal_data.ask_erasure(user=user, password=PASSWORD, by=user).erase_after

    assert (first, DataRequest.objects.count()) == (second, 1)


def test_she_can_sign_in_and_keep_it():
    user = UserFactory()
    request = leaving(user)
    logins.sign_in(email=user.email, password=PASSWORD)

    personal_data.keep_account(user=user, by=user)
    with in_a_week():
        data_delivery.work(request.pk)

    user.refresh_from_db()
    request.refresh_from_db()
    assert (user.erase_after, user.erased_at, request.state) == (None, None, "cancelled")


def test_nothing_happens_before_its_day():
    request = leaving()

    data_delivery.work(request.pk)

    request.user.refresh_from_db()
    assert (request.user.erased_at, personal_data.restart()) == (None, 0)


def test_the_sweep_begins_it_on_its_day():
    leaving()

    with in_a_week():
        assert personal_data.restart() == 1


def test_the_account_is_nobodys_and_its_address_is_free():
    user = UserFactory(email="lin@example.com", name="林小姐")

    gone = erased(user)

    assert (gone.shown_name, gone.name, gone.is_active) == ("已離開的會員", "", False)
    with pytest.raises(SignedOut):
        logins.sign_in(email="lin@example.com", password=PASSWORD)
    fresh = users.register(email="lin@example.com", password="another-horse-7", name="林小姐", language="en")
    assert fresh.pk != gone.pk


@pytest.mark.parametrize("trait", ["unverified", "suspended", "staff"])
def test_also_who_may_do_nothing_else_can_leave(trait):
    assert erased(UserFactory(**{trait: True})).erased_at is not None


def test_an_operator_cannot_leave_through_a_page():
    operator = UserFactory(superuser=True)

    with pytest.raises(Conflict):
        personal_data.ask_erasure(user=operator, password=PASSWORD, by=operator)


def test_the_trail_keeps_that_it_happened_and_not_from_where():
    user = UserFactory()
    AuditEntry.objects.create(actor=user, action="login", address="2001:db8::7")
    AuditEntry.objects.create(action="user.suspended", ref=f"accounts.user:{user.pk}", note="林小姐要求匯款")

    erased(user)

    assert set(AuditEntry.objects.values_list("address", "note")) == {(None, "")}
    assert AuditEntry.objects.filter(action="account.erased", ref=f"accounts.user:{user.pk}").count() == 1


def test_a_step_that_breaks_undoes_all_and_it_is_tried_again(monkeypatch):
    broken = registry.Part("broken", export=dict, erase=lambda user: 1 / 0)
    monkeypatch.setitem(registry._parts, "broken", broken)
    user = UserFactory(name="林小姐")
    request = leaving(user)
    before = planting.everything()

    with in_a_week():
        data_delivery.work(request.pk)
        request.refresh_from_db()
        half = planting.everything()
        monkeypatch.delitem(registry._parts, "broken")
        with time_machine.travel(request.next_try_at + timedelta(seconds=1)):
            data_delivery.work(request.pk)

    user.refresh_from_db()
    assert {label for label in before if before[label] != half[label]} == {"accounts.DataRequest"}
    assert (request.state, request.crashes, user.erased_at is not None) == ("waiting", 1, True)


def test_what_a_killed_worker_left_is_begun_again():
    request = leaving()

    with in_a_week():
        DataRequest.objects.filter(pk=request.pk).update(claimed_at=timezone.now(), attempts=1)
        data_delivery.work(request.pk)
        request.user.refresh_from_db()
        held = request.user.erased_at
        with time_machine.travel(timezone.now() + timedelta(seconds=151)):
            data_delivery.work(request.pk)

    request.user.refresh_from_db()
    assert (held, request.user.erased_at is not None) == (None, True)


def test_keeping_it_in_the_moment_in_which_it_begins_wins():
    request = leaving()
    with in_a_week():
        DataRequest.objects.filter(pk=request.pk).update(claimed_at=timezone.now())
        request.refresh_from_db()
        personal_data.keep_account(user=request.user, by=request.user)

        with transaction.atomic():
            begun = fulfilment.erase(request=request)

    assert (begun, User.objects.get(pk=request.user_id).erased_at) == (False, None)


def test_with_the_storage_away_the_rows_go_and_the_files_follow(storages):
    photo = PhotoFactory()
    planting.plant_files([photo], "mark")
    giver = photo.post.giver
    request = leaving(giver)

    with in_a_week():
        storages.take_away()
        data_delivery.work(request.pk)
        file_removing.remove_due()
        left = (User.objects.get(pk=giver.pk).erased_at is not None, FileRemoval.objects.count() > 0)
        storages.bring_back()
        with time_machine.travel(timezone.now() + timedelta(hours=1)):
            file_removing.remove_due()

    assert left == (True, True)
    assert (storages.files(storages.public), storages.files(storages.private)) == ([], [])


def test_erasing_again_changes_nothing_and_breaks_nothing():
    giver = PostFactory(published=True).giver
    erased(giver)

    data_delivery.work(personal_data.erase_again(user=giver).pk)

    assert User.objects.get(pk=giver.pk).erased_at is not None


def test_questions_stay_as_long_as_answers_to_them():
    form = PostFactory(published=True).form
    sent = ApplicationFactory(submitted=True, post__giver=form.owner, post__form=form)
    erased(form.owner)
    version = FormVersion.objects.get(form=form)
    kept = version.definition

    nothing = purge_questions(timezone.now())
    type(sent.submission).objects.update(purged_at=timezone.now())
    gone = purge_questions(timezone.now())

    version.refresh_from_db()
    assert (bool(kept["pages"]), nothing, gone, version.definition["pages"]) == (True, 0, 1, [])


def test_after_a_restore_the_erased_are_erased_again(tmp_path, capsys):
    gone, stays = erased(), UserFactory()
    call_command("erased_accounts")
    listed = tmp_path / "erased.txt"
    listed.write_text(capsys.readouterr().out)
    User.objects.filter(pk=gone.pk).update(erased_at=None, name="林小姐", is_active=True)  # as the backup has it

    call_command("erase_again", str(listed))

    assert (User.objects.get(pk=gone.pk).name, User.objects.get(pk=stays.pk).erased_at) == ("", None)
