"""Photos are as private as their post: where their files lie, who gets which address, and from when on."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts import file_removing
from accounts.models import FileRemoval
from accounts.roles import MODERATORS
from adoption import photo_addresses, photo_files, photo_moving
from adoption.models import Photo, Post
from adoption.permissions import admit
from adoption.services import photos, post_endings, posts, posts_review
from adoption.tasks import photo_moves
from petbuddy import pictures, storage
from petbuddy.storage_settings import storages
from tests.factories.accounts import UserFactory, sign_in
from tests.factories.adoption import PhotoFactory, PostFactory
from tests.petbuddy.pictures import photo as jpeg
from tests.petbuddy.test_storage import Environment

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["folders", "buckets"])
def places(request, settings, tmp_path):
    """Both kinds of storage that the product knows; real files in each."""
    if request.param == "folders":
        values, var_dir = {}, tmp_path
    else:
        values, var_dir = request.getfixturevalue("s3_server").environment(), "unused"
    settings.STORAGES = settings.STORAGES | storages(Environment(values), var_dir)
    return request.param


def stored(post, **fields):
    """A ready photo of this post with files behind its keys."""
    base = storage.new_key("photos")
    renditions = [
        {"key": f"{base}/{name}", "width": width, "height": width, "mime": mime, "bytes": 7}
        for name, width, mime in (
            ("240.webp", 240, "image/webp"),
            ("1080.webp", 1080, "image/webp"),
            ("preview.jpg", 1200, "image/jpeg"),
        )
    ]
    row = PhotoFactory(post=post, renditions=renditions, key=f"{base}/1080.webp", **fields)
    for each in renditions:
        storage.save_bytes(storage.where(is_public=row.is_public), each["key"], b"picture", each["mime"])
    return row


def work():
    """What the worker does after the commit: moves, then removals."""
    for pk in photo_moving.due(timezone.now()).values_list("pk", flat=True):
        photo_moving.move(pk)
    file_removing.remove_due()


def lies(photo):
    """(keys found in public, keys found in private) of those that the row names."""
    names = pictures.keys(photo)
    return tuple(sum(storage.where(is_public=is_public).exists(key) for key in names) for is_public in (True, False))


def test_a_photo_of_a_draft_is_born_private_and_published_with_its_post(places):
    post = PostFactory()
    photo = photos.add(post=post, by=post.giver, file=_upload())
    photo_files.render(photo.pk)
    photo.refresh_from_db()
    born, names = lies(photo), pictures.keys(photo)

    posts.move(post=post, to=Post.State.PUBLISHED, by=post.giver)
    work()

    photo.refresh_from_db()
    assert (born, photo.is_public) == ((0, len(names)), True)
    assert lies(photo) == (len(names), 0)
    assert not set(names) & set(pictures.keys(photo))
    assert not any(storage.private_storage().exists(key) for key in names)


def test_made_private_the_public_files_go_and_the_old_addresses_never_work_again(places):
    post = PostFactory(published=True)
    photo = stored(post)
    old = pictures.keys(photo)

    post_endings.set_visibility(post=post, visibility="private", by=post.giver)
    work()
    post_endings.set_visibility(post=post, visibility="public", by=post.giver)
    work()

    photo.refresh_from_db()
    assert lies(photo) == (3, 0)
    assert not any(storage.public_storage().exists(key) for key in old)
    assert storage.read_bytes(storage.public_storage(), photo.key) == b"picture"
    assert FileRemoval.objects.count() == 0


@pytest.mark.parametrize("change", ["private", "removed", "in_review", "draft"])
def test_every_way_out_of_sight_takes_the_photos_along(change, settings, tmp_path):
    settings.STORAGES = settings.STORAGES | storages(Environment({}), tmp_path)
    post = PostFactory(published=True)
    photo = stored(post)

    if change == "private":
        post_endings.set_visibility(post=post, visibility="private", by=post.giver)
    elif change == "removed":
        posts_review.remove(post=post, by=moderator(), reason="stolen")
    else:
        posts.move(post=post_endings.withdraw(post=post, by=post.giver), to="draft", by=post.giver)
    if change == "in_review":
        posts.move(post=Post.objects.get(pk=post.pk), to="in_review", by=post.giver)
    work()

    photo.refresh_from_db()
    assert (photo.is_public, lies(photo)) == (False, (0, 3))


def test_pausing_moves_nothing(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | storages(Environment({}), tmp_path)
    post = PostFactory(published=True)
    photo = stored(post)

    posts.pause(post=post, by=post.giver)

    assert not photo_moving.due(timezone.now()).exists()
    small = photo.renditions[0]
    assert photo_addresses.of(photo, small, for_all=True) == storage.public_url(small["key"])


def test_before_the_worker_came_the_public_address_is_already_refused(settings, tmp_path, client):
    settings.STORAGES = settings.STORAGES | storages(Environment({}), tmp_path)
    post = PostFactory(published=True)
    photo = stored(post)
    address = storage.public_url(photo.renditions[0]["key"])
    before = client.get(address).status_code

    post_endings.set_visibility(post=post, visibility="private", by=post.giver)
    refused = client.get(address).status_code
    sign_in(client, post.giver)
    page = client.get(post.get_absolute_url()).content.decode()

    assert (before, refused) == (200, 404)
    assert "/media/" not in page
    assert f"/api/v1/photos/{photo.uid}/240/" in page


@pytest.mark.parametrize("is_moved", [False, True])
@pytest.mark.parametrize(
    ("who", "status"),
    [("stranger", 404), ("somebody", 404), ("invited", 200), ("giver", 200), ("moderator", 200)],
)
def test_who_sees_the_photo_of_a_private_post(who, status, is_moved, settings, tmp_path, client):
    settings.STORAGES = settings.STORAGES | storages(Environment({}), tmp_path)
    post = PostFactory(published=True)
    photo = stored(post)
    post_endings.set_visibility(post=post, visibility="private", by=post.giver)
    if is_moved:
        work()
    people = {"somebody": UserFactory(), "invited": UserFactory(), "giver": post.giver}
    people["moderator"] = moderator()
    admit(post=post, user=people["invited"])
    if who in people:
        sign_in(client, people[who])

    response = client.get(f"/api/v1/photos/{photo.uid}/240/", follow=True)

    assert response.status_code == status
    assert (response.content == b"picture") == (status == 200)


def test_the_link_behind_the_right_lives_for_a_minute(settings, tmp_path, client):
    settings.STORAGES = settings.STORAGES | storages(Environment({}), tmp_path)
    photo = stored(PostFactory(published=True, private=True))
    sign_in(client, photo.post.giver)
    now = timezone.now()

    with time_machine.travel(now, tick=False):
        answer = client.get(f"/api/v1/photos/{photo.uid}/1080/")
    with time_machine.travel(now + timedelta(seconds=62), tick=False):
        late = client.get(answer["Location"])

    assert (answer.status_code, answer["Cache-Control"]) == (302, "private, no-store")
    assert late.status_code == 404


def test_with_buckets_a_private_photo_leads_to_a_signed_link(s3_server, settings, client):
    settings.STORAGES = settings.STORAGES | storages(Environment(s3_server.environment()), "unused")
    photo = stored(PostFactory(published=True, private=True))
    sign_in(client, photo.post.giver)

    answer = client.get(f"/api/v1/photos/{photo.uid}/240/")

    assert answer["Location"].startswith(f"{s3_server.url}/{s3_server.private_bucket}/{photo.renditions[0]['key']}?")
    assert "X-Amz-Expires=60" in answer["Location"]


def test_a_storage_that_is_away_is_asked_again_and_nothing_is_lost(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | storages(Environment({}), tmp_path)
    post = PostFactory(published=True)
    photo = stored(post)
    (tmp_path / "private").write_text("a file where the folder should be")

    post_endings.set_visibility(post=post, visibility="private", by=post.giver)
    work()
    photo.refresh_from_db()
    waiting = (photo.is_public, photo.state, lies(photo)[0])
    (tmp_path / "private").unlink()
    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        work()

    photo.refresh_from_db()
    assert waiting == (True, "ready", 3)
    assert lies(photo) == (0, 3)


def test_a_post_that_came_back_before_the_worker_keeps_its_files(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | storages(Environment({}), tmp_path)
    post = PostFactory(published=True)
    photo = stored(post)
    post_endings.set_visibility(post=post, visibility="private", by=post.giver)
    post_endings.set_visibility(post=Post.objects.get(pk=post.pk), visibility="public", by=post.giver)

    work()

    key = photo.key
    photo.refresh_from_db()
    assert (photo.key, photo.is_public, photo.next_try_at, lies(photo)) == (key, True, None, (3, 0))


def test_changed_while_the_files_are_copied_the_copies_are_thrown_away(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | storages(Environment({}), tmp_path)
    post = PostFactory(published=True)
    photo = stored(post)
    post_endings.set_visibility(post=post, visibility="private", by=post.giver)
    claimed, copies = photo_moving._claim(photo.pk), {}
    photo_moving._copy(claimed, copies)
    post_endings.set_visibility(post=Post.objects.get(pk=post.pk), visibility="public", by=post.giver)

    named = photo_moving._name(claimed, copies, False)

    photo.refresh_from_db()
    assert (named, photo.is_public, photo.key) == (False, True, claimed.key)


def test_two_workers_move_a_photo_once(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | storages(Environment({}), tmp_path)
    post = PostFactory(published=True)
    photo = stored(post)
    post_endings.set_visibility(post=post, visibility="private", by=post.giver)

    claims = [photo_moving._claim(photo.pk), photo_moving._claim(photo.pk)]

    assert [claim is not None for claim in claims] == [True, False]


def test_the_sweep_finds_what_a_lost_message_left(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | storages(Environment({}), tmp_path)
    post = PostFactory(published=True)
    stored(post)
    post_endings.set_visibility(post=post, visibility="private", by=post.giver)

    assert photo_moves.sweep() == 1


def test_made_private_while_the_worker_renders_the_photo_follows(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | storages(Environment({}), tmp_path)
    post = PostFactory(published=True)
    photo = stored(post)  # rendered for a public post
    Post.objects.filter(pk=post.pk).update(visibility="private")  # committed while it was in the worker's hands

    photo_files._tell(photo)
    work()

    photo.refresh_from_db()
    assert lies(photo) == (0, 3)


def test_a_link_preview_of_a_private_post_names_no_photo(settings, tmp_path, client):
    settings.STORAGES = settings.STORAGES | storages(Environment({}), tmp_path)
    photo = stored(PostFactory(published=True), is_cover=True)
    address = photo.post.get_absolute_url()
    public = client.get(address).content.decode()
    post_endings.set_visibility(post=photo.post, visibility="private", by=photo.post.giver)

    sign_in(client, photo.post.giver)
    private = client.get(address).content.decode()

    assert storage.public_url(photo.renditions[2]["key"]) in public
    assert "preview.jpg" not in private


def test_the_last_photo_that_cannot_be_read_pauses_the_post_and_tells_its_giver(client):
    post = PostFactory(published=True)
    photo = photos.add(post=post, by=post.giver, file=_upload(jpeg()[:400]))

    photo_files.render(photo.pk)

    post.refresh_from_db()
    sign_in(client, post.giver)
    assert (Photo.objects.get(pk=photo.pk).state, post.state) == ("rejected", "paused")
    assert "照片都無法讀取，貼文先暫停了" in client.get("/me/notifications/").content.decode()
    assert "照片都無法讀取。請再加一張" in client.get("/me/posts/").content.decode()


def test_while_another_photo_is_there_the_post_stays():
    post = PostFactory(published=True)
    PhotoFactory(post=post)
    photo = photos.add(post=post, by=post.giver, file=_upload(jpeg()[:400]))

    photo_files.render(photo.pk)

    post.refresh_from_db()
    assert post.state == "published"


def moderator():
    person = UserFactory(staff=True)
    person.groups.add(Group.objects.get(name=MODERATORS))
    return person


def _upload(content=None):
    return SimpleUploadedFile("橘子.jpg", content if content is not None else jpeg(), "image/jpeg")
