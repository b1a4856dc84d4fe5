"""Photos of a post: taken at once, made ready by the worker, ordered by the giver."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts import file_removing
from adoption import photo_files
from adoption.models import Photo
from adoption.services import photos
from petbuddy import pipeline, storage
from petbuddy.errors import Conflict, Forbidden, Invalid, Unsupported
from tests.factories.accounts import UserFactory
from tests.factories.adoption import PhotoFactory, PostFactory
from tests.petbuddy.pictures import photo as jpeg

pytestmark = pytest.mark.django_db


def upload(name="橘子.jpg", content=None):
    return SimpleUploadedFile(name, content if content is not None else jpeg(), "image/jpeg")


def order(post):
    return [photo.name for photo in post.photos.all()]


def test_the_first_photo_is_the_cover_and_waits_for_the_worker():
    post = PostFactory()

    photo = photos.add(post=post, by=post.giver, file=upload())
    photos.add(post=post, by=post.giver, file=upload("2.jpg"))

    assert (photo.state, photo.is_cover, photo.name) == ("pending", True, "橘子.jpg")
    assert list(post.photos.values_list("position", "is_cover")) == [(0, True), (1, False)]


def test_the_worker_makes_it_ready_and_only_keys_stand_in_the_row():
    post = PostFactory()
    photo = photos.add(post=post, by=post.giver, file=upload())

    photo_files.render(photo.pk)

    photo.refresh_from_db()
    post.refresh_from_db()
    assert (photo.state, photo.incoming_key, post.rev) == ("ready", "", 3)
    assert [each["width"] for each in photo.renditions] == [240, 360, 480, 640, 640]
    assert not any("http" in each["key"] or each["key"].startswith("/") for each in photo.renditions)


def test_a_lost_message_is_made_good_by_the_sweep():
    post = PostFactory()
    photo = photos.add(post=post, by=post.giver, file=upload())

    assert pipeline.due(Photo) == [photo.pk]


def test_a_text_named_jpg_is_refused_with_nothing_left():
    post = PostFactory()

    with pytest.raises(Unsupported):
        photos.add(post=post, by=post.giver, file=upload(content=b"hello"))

    assert post.photos.count() == 0


def test_an_empty_file_is_refused():
    post = PostFactory()

    with pytest.raises(Invalid):
        photos.add(post=post, by=post.giver, file=upload(content=b""))


def test_ten_photos_are_enough():
    post = PostFactory()
    PhotoFactory.create_batch(10, post=post)

    with pytest.raises(photos.TooManyPhotos):
        photos.add(post=post, by=post.giver, file=upload())


def test_only_the_giver_adds():
    with pytest.raises(Forbidden):
        photos.add(post=PostFactory(published=True), by=UserFactory(), file=upload())


def test_move_and_reorder():
    post = PostFactory()
    one, two, three = (PhotoFactory(post=post, name=name) for name in "abc")

    photos.move(photo=three, by=post.giver, step=-1)
    moved = order(post)
    photos.reorder(post=post, by=post.giver, uids=[two.uid, one.uid, three.uid])

    assert (moved, order(post)) == (["a", "c", "b"], ["b", "a", "c"])


def test_an_order_that_misses_one_is_refused():
    post = PostFactory()
    one, _two = PhotoFactory(post=post), PhotoFactory(post=post)

    with pytest.raises(Conflict):
        photos.reorder(post=post, by=post.giver, uids=[one.uid])


def test_cover_description_and_place_at_once():
    post = PostFactory()
    old, new = PhotoFactory(post=post, is_cover=True, name="a"), PhotoFactory(post=post, name="b")

    changed = photos.change(photo=new, by=post.giver, alt="  在窗邊\n睡覺 ", is_cover=True, position=0)

    old.refresh_from_db()
    assert (changed.alt, changed.is_cover, old.is_cover, order(post)) == ("在窗邊 睡覺", True, False, ["b", "a"])


def test_a_description_has_a_limit():
    photo = PhotoFactory()

    with pytest.raises(Invalid):
        photos.describe(photo=photo, by=photo.post.giver, alt="長" * 161)


def test_removed_the_next_is_the_cover_and_the_files_go():
    post = PostFactory()
    first = photos.add(post=post, by=post.giver, file=upload())
    second = PhotoFactory(post=post)
    photo_files.render(first.pk)
    first.refresh_from_db()
    keys = [each["key"] for each in first.renditions]

    photos.remove(photo=first, by=post.giver)
    file_removing.remove_due()

    second.refresh_from_db()
    assert second.is_cover
    assert not any(storage.private_storage().exists(key) for key in keys)


def test_a_shown_post_keeps_its_last_photo():
    post = PostFactory(published=True)
    photo = PhotoFactory(post=post)

    with pytest.raises(Conflict):
        photos.remove(photo=photo, by=post.giver)


def test_a_cover_that_cannot_be_read_gives_way():
    post = PostFactory()
    broken = photos.add(post=post, by=post.giver, file=upload(content=jpeg()[:400]))
    good = PhotoFactory(post=post)

    photo_files.render(broken.pk)

    broken.refresh_from_db()
    good.refresh_from_db()
    assert (broken.state, broken.is_cover, good.is_cover) == ("rejected", False, True)
