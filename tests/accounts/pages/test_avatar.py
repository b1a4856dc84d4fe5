"""A picture of oneself: made safe, seen by those one deals with, removed with its files."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from accounts import avatar_files, file_removing
from accounts.models import Avatar, FileRemoval
from accounts.services import avatars, blocks
from petbuddy import storage
from tests.factories.accounts import UserFactory, sign_in
from tests.factories.adoption import ApplicationFactory
from tests.petbuddy.pictures import photo, turned

pytestmark = pytest.mark.django_db
PAGE = "/me/settings/profile/"


def upload(data=None, name="me.jpg"):
    return SimpleUploadedFile(name, photo() if data is None else data, "image/jpeg")


@pytest.fixture
def application():
    return ApplicationFactory(submitted=True)


@pytest.fixture
def adopter(client, application):
    sign_in(client, application.applicant)
    return application.applicant


def given(user, data=None):
    """The picture, ready."""
    row = avatars.put(user=user, file=upload(data))
    avatar_files.render(row.pk)
    user.profile.refresh_from_db()
    return Avatar.objects.get(pk=row.pk)


def test_an_upload_waits_for_the_worker_and_is_then_shown(client, adopter):
    answer = client.post("/me/settings/avatar/", {"photo": upload()})
    waiting = client.get(PAGE).content.decode()
    avatar_files.render(Avatar.objects.get().pk)

    page = client.get(PAGE).content.decode()

    assert answer["Location"] == PAGE
    assert ("正在處理" in waiting, "avatar__picture" in waiting) == (True, False)
    assert ("正在處理" in page, f"/people/{adopter.uid}/avatar/" in page) == (False, True)


def test_nothing_of_the_camera_survives(adopter):
    row = given(adopter, turned(6))

    stored = storage.read_bytes(storage.private_storage(), row.key)

    assert len(Image.open(io.BytesIO(stored)).getexif()) == 0
    assert row.incoming_key == ""


def test_what_is_no_picture_is_refused_in_words(client, adopter):
    answer = client.post("/me/settings/avatar/", {"photo": upload(b"%PDF-1.7 no picture")})

    assert (answer.status_code, Avatar.objects.count()) == (415, 0)
    assert 'aria-invalid="true"' in answer.content.decode()


def test_a_damaged_picture_says_so_and_the_one_before_stays(client, adopter):
    first = given(adopter)
    avatar_files.render(avatars.put(user=adopter, file=upload(photo()[:400])).pk)

    page = client.get(PAGE).content.decode()

    adopter.profile.refresh_from_db()
    assert adopter.profile.avatar_key == first.key
    assert "這張照片" in page


@pytest.mark.parametrize(
    ("who", "status"), [("self", 302), ("giver", 302), ("blocked giver", 404), ("stranger", 404), ("nobody", 302)]
)
def test_who_may_see_it(client, application, who, status):
    given(application.applicant)
    if who == "blocked giver":
        blocks.block(blocker=application.applicant, blocked=application.post.giver)
    people = {"self": application.applicant, "stranger": UserFactory(), "nobody": None}
    if people.get(who, application.post.giver):
        sign_in(client, people.get(who, application.post.giver))

    answer = client.get(f"/people/{application.applicant.uid}/avatar/")

    assert answer.status_code == status
    assert answer.headers.get("Location", "").startswith("/accounts/login/") == (who == "nobody")


def test_the_link_shows_the_picture(client, adopter):
    given(adopter)

    answer = client.get(f"/people/{adopter.uid}/avatar/", follow=True)

    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")


def test_a_new_picture_takes_the_place_of_the_one_before_with_its_files(adopter):
    first, second = given(adopter), given(adopter)
    file_removing.remove_due()

    assert list(Avatar.objects.all()) == [second]
    assert [storage.private_storage().exists(row.key) for row in (first, second)] == [False, True]


def test_the_picture_before_does_not_come_back_while_its_files_wait_to_go(adopter):
    _first, second = given(adopter), given(adopter)

    assert avatars.restart_pending() == 0
    assert FileRemoval.objects.count() > 0
    assert adopter.profile.avatar_key == second.key


def test_removing_takes_rows_and_files(client, adopter, django_capture_on_commit_callbacks):
    row = given(adopter)

    with django_capture_on_commit_callbacks(execute=True):
        client.post("/me/settings/avatar/remove/")

    adopter.profile.refresh_from_db()
    assert (Avatar.objects.count(), adopter.profile.avatar_key) == (0, "")
    file_removing.remove_due()
    assert storage.private_storage().exists(row.key) is False


def test_a_picture_that_nobody_finished_is_found_by_the_sweep(adopter):
    row = avatars.put(user=adopter, file=upload())

    assert avatars.restart_pending() == 1
    avatar_files.render(row.pk)
    assert avatars.restart_pending() == 0


def test_the_board_shows_it_to_the_giver_over_the_first_letter(client, application):
    given(application.applicant)
    sign_in(client, application.post.giver)

    page = client.get(f"/me/posts/{application.post.uid}/applications/").content.decode()

    assert f'<img class="avatar__picture" src="/people/{application.applicant.uid}/avatar/' in page
