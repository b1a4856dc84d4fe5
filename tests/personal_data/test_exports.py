"""Taking one's data along: one archive at a time, made by the worker, fetched once, gone after a week."""

import io
import zipfile
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts import data_delivery, file_removing
from accounts.models import AuditEntry, DataRequest
from accounts.services import fulfilment, personal_data
from notifications.models import Mail
from petbuddy import doctoring, due, storage
from petbuddy import personal_data as registry
from petbuddy.errors import Forbidden, Gone, Missing, TooMany
from tests.factories.accounts import UserFactory, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storages")]


def asked(user=None):
    user = user or UserFactory()
    return personal_data.ask_export(user=user, by=user)


def ready(user=None):
    request = asked(user)
    data_delivery.work(request.pk)
    request.refresh_from_db()
    return request


def doctoring_says():
    return dict(doctoring.examinations())["personal data"]()


def test_an_archive_is_made_and_its_owner_told():
    request = ready()

    assert (request.state, request.ends_at - timezone.now() > timedelta(days=6)) == ("ready", True)
    names = zipfile.ZipFile(io.BytesIO(storage.read_bytes(storage.private_storage(), request.key))).namelist()
    assert names == ["data.json"]
    assert Mail.objects.get(recipient=request.user).kind == "export_ready"
    assert list(AuditEntry.objects.order_by("pk").values_list("action", flat=True)) == ["export.asked", "export.made"]


def test_asking_again_is_the_same_wish_while_one_waits_or_is_ready():
    first = asked()

    second = asked(first.user)
    data_delivery.work(first.pk)
    third = asked(first.user)

    assert first == second == third


def test_so_many_archives_a_day_and_no_more(settings):
    settings.LIMITS = settings.LIMITS | {"data_export": (1, 86_400)}
    request = ready()
    personal_data.fetch_export(user=request.user, uid=request.uid, by=request.user)

    with pytest.raises(TooMany):
        asked(request.user)


def test_also_who_is_suspended_takes_her_data_along():
    request = ready(UserFactory(suspended=True))

    assert request.state == "ready"


def test_whoever_has_not_confirmed_the_address_gets_nothing_of_it():
    with pytest.raises(Forbidden):
        asked(UserFactory(unverified=True))


def test_the_link_works_once():
    request = ready()

    address = personal_data.fetch_export(user=request.user, uid=request.uid, by=request.user)

    assert address.startswith("/files/")
    with pytest.raises(Gone):
        personal_data.fetch_export(user=request.user, uid=request.uid, by=request.user)


def test_the_link_is_its_owners_alone():
    request, other = ready(), UserFactory()

    with pytest.raises(Missing):
        personal_data.fetch_export(user=other, uid=request.uid, by=other)


def test_after_a_week_the_link_opens_nothing_and_the_archive_is_gone(storages):
    request = ready()

    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1)):
        with pytest.raises(Gone):
            personal_data.fetch_export(user=request.user, uid=request.uid, by=request.user)
        dropped = personal_data.drop_old_exports(timezone.now())
        file_removing.remove_due()

    request.refresh_from_db()
    assert (dropped, request.state, request.key, storages.files(storages.private)) == (1, "done", "", [])


def test_a_fetched_archive_stays_for_a_slow_line_and_goes_within_the_hour(storages):
    request = ready()
    personal_data.fetch_export(user=request.user, uid=request.uid, by=request.user)
    now = timezone.now()

    kept = personal_data.drop_old_exports(now + timedelta(minutes=59))
    dropped = personal_data.drop_old_exports(now + timedelta(minutes=61))
    file_removing.remove_due()

    assert (kept, dropped, storages.files(storages.private)) == (0, 1, [])


def test_with_the_storage_away_it_waits_and_is_made_later(storages):
    request = asked()
    storages.take_away()
    data_delivery.work(request.pk)
    request.refresh_from_db()
    waiting = (request.state, request.claimed_at, request.crashes)

    storages.bring_back()
    with time_machine.travel(request.next_try_at + timedelta(seconds=1)):
        data_delivery.work(request.pk)

    request.refresh_from_db()
    assert waiting == ("waiting", None, 0)
    assert (request.state, len(storages.files(storages.private))) == ("ready", 1)


def test_what_a_killed_worker_left_is_made_again_and_leaves_no_second_file(storages):
    request = asked()
    key = storage.new_key("exports", "zip")
    storage.save_bytes(storage.private_storage(), key, b"half an archive", "application/zip")
    DataRequest.objects.filter(pk=request.pk).update(claimed_at=timezone.now(), attempts=1, key=key)
    data_delivery.work(request.pk)
    request.refresh_from_db()
    in_its_hands = request.state

    with time_machine.travel(timezone.now() + timedelta(seconds=151)):
        data_delivery.work(request.pk)

    request.refresh_from_db()
    assert (in_its_hands, request.state, len(storages.files(storages.private))) == ("waiting", "ready", 1)


def test_a_worker_whose_claim_was_taken_over_offers_nothing():
    request = asked()
    DataRequest.objects.filter(pk=request.pk).update(claimed_at=timezone.now())

    assert fulfilment.offer_export(request=request) is False


def test_a_broken_exporter_ends_the_wish_after_three_tries_and_it_may_be_asked_again(monkeypatch):
    broken = registry.Part("broken", export=lambda user: 1 / 0, erase=lambda user: None)
    monkeypatch.setitem(registry._parts, "broken", broken)
    request = asked()

    for _try in range(3):
        with time_machine.travel(timezone.now() + timedelta(hours=_try)):
            data_delivery.work(request.pk)

    request.refresh_from_db()
    assert (request.state, request.crashes) == ("failed", 3)
    assert Mail.objects.get(recipient=request.user).kind == "export_failed"
    assert doctoring_says() == f"1 exports were given up, such as data request {request.pk}"
    assert asked(request.user) != request
    assert doctoring_says() == ""


def test_one_that_kills_its_worker_is_given_up_too():
    request = asked()
    for death in range(3):  # claimed, and never heard of again
        with time_machine.travel(timezone.now() + timedelta(minutes=5 * death)):
            data_delivery._claim(request.pk)

    with time_machine.travel(timezone.now() + timedelta(minutes=15)):
        data_delivery.work(request.pk)

    request.refresh_from_db()
    assert (request.state, request.crashes) == ("failed", 3)
    assert Mail.objects.get(recipient=request.user).kind == "export_failed"


@pytest.mark.parametrize(("hours", "words"), [(24, ""), (26, "1 wishes are late, such as data request {}")])
def test_the_doctor_names_what_is_late(hours, words):
    request = asked()

    with time_machine.travel(timezone.now() + timedelta(hours=hours)):
        said = doctoring_says()

    assert said == words.format(request.pk)


def test_whoever_is_told_finds_the_button_to_try_again(client):
    request = asked()
    DataRequest.objects.filter(pk=request.pk).update(crashes=3)
    data_delivery.work(request.pk)
    sign_in(client, request.user)

    page = client.get("/me/settings/data/").content.decode()

    assert "上次沒有成功" in page
    assert 'action="/me/settings/data/export/"' in page


def test_with_redis_away_the_sweep_finds_it(redis_server, django_capture_on_commit_callbacks):
    redis_server.stop()
    with django_capture_on_commit_callbacks(execute=True):
        request = asked()

    with django_capture_on_commit_callbacks(execute=True):
        started = due.run_sweeps()["personal data"]

    assert (started, request.state) == (1, "waiting")
