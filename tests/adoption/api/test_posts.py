"""Posts over the API: who gets what, the public bytes and their ETag, and that no cached copy outlives a change."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from adoption.models import Post
from adoption.services import post_endings, posts
from petbuddy import public_cache
from tests.factories.accounts import UserFactory, api
from tests.factories.adoption import InvitationFactory, LikeFactory, PhotoFactory, PostFactory
from tests.petbuddy.pictures import photo as jpeg

pytestmark = pytest.mark.django_db


def complete(**fields):
    post = PostFactory(**{"published": True, **fields})
    PhotoFactory(post=post, is_cover=True)
    return post


def names(response):
    return [each["name"] for each in response.json()["results"]]


# (method, path, status for: a visitor, another account, the giver), on a public post and on a private one.
TABLE = [
    ("get", "", (200, 200, 200), (404, 404, 200)),
    ("patch", "", (401, 403, 200), (401, 404, 200)),
    ("delete", "", (401, 403, 409), (401, 404, 409)),
    ("post", "publish/", (401, 403, 409), (401, 404, 409)),
    ("post", "pause/", (401, 403, 200), (401, 404, 200)),
    ("post", "resume/", (401, 403, 409), (401, 404, 409)),
    ("post", "withdraw/", (401, 403, 200), (401, 404, 200)),
    ("post", "confirm/", (401, 403, 200), (401, 404, 200)),
    ("put", "like/", (401, 200, 403), (401, 404, 403)),
    ("delete", "like/", (401, 200, 200), (401, 404, 200)),
    ("get", "photos/", (401, 403, 200), (401, 404, 200)),
    ("post", "photos/", (401, 403, 400), (401, 404, 400)),
    ("get", "invitations/", (401, 403, 200), (401, 404, 200)),
    ("post", "invitations/", (401, 403, 201), (401, 404, 201)),
    ("delete", "invitations/?id=1", (401, 403, 404), (401, 404, 404)),
]


@pytest.mark.parametrize(("visibility", "column"), [("public", 0), ("private", 1)])
@pytest.mark.parametrize(("method", "path", "public", "private"), TABLE)
@pytest.mark.parametrize("who", [0, 1, 2], ids=["visitor", "other", "giver"])
def test_who_may_what(method, path, public, private, visibility, column, who):
    post = complete(visibility=visibility)
    client = api([None, UserFactory(), post.giver][who])
    body = {"email": "friend@example.com"} if path == "invitations/" else {}
    options = {"format": "multipart"} if path == "photos/" else {}

    response = getattr(client, method)(f"/api/v1/posts/{post.uid}/{path}", body, **options)

    assert response.status_code == (public, private)[column][who]
    if response.status_code >= 400:
        assert response.json()["status"] == response.status_code


def test_the_list_says_what_a_card_needs():
    post = complete(name="橘子")

    body = api().get("/api/v1/posts/").json()

    assert (body["next"], body["previous"], len(body["results"])) == (None, None, 1)
    first = body["results"][0]
    assert (first["id"], first["name"], first["district"]["code"]) == (post.uid, "橘子", "tpe-116")
    assert first["photo"]["renditions"][0] == {
        "url": "/media/photos/3f/3fa85f6457174562b3fc2c963f66afa6/240.webp",
        "width": 240,
        "height": 240,
    }


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_two_statements_and_no_session(django_assert_num_queries, count):
    for _number in range(count):
        complete()
    client = api()

    with django_assert_num_queries(2):
        response = client.get("/api/v1/posts/")

    assert len(response.json()["results"]) == count
    assert not response.cookies
    assert "Vary" not in response or "Cookie" not in response["Vary"]


def test_asked_again_it_costs_nothing(django_assert_num_queries):
    complete()
    client = api()
    first = client.get("/api/v1/posts/")

    with django_assert_num_queries(0):
        second = client.get("/api/v1/posts/")
        unchanged = client.get("/api/v1/posts/", HTTP_IF_NONE_MATCH=first["ETag"])

    assert (second.content, second["ETag"]) == (first.content, first["ETag"])
    assert (unchanged.status_code, unchanged.content, unchanged["ETag"]) == (304, b"", first["ETag"])
    assert first["Cache-Control"] == "public, max-age=3"


def test_without_redis_the_list_still_answers(redis_server):
    complete(name="橘子")
    redis_server.stop()
    public_cache.forget()

    response = api().get("/api/v1/posts/")

    assert (response.status_code, names(response)) == (200, ["橘子"])


@pytest.mark.parametrize(
    "change",
    [
        lambda post: post_endings.set_visibility(post=post, visibility="private", by=post.giver),
        lambda post: posts.pause(post=post, by=post.giver),
        lambda post: post_endings.withdraw(post=post, by=post.giver),
    ],
)
@pytest.mark.django_db(transaction=True)
def test_what_is_no_longer_listed_vanishes_at_once(change):
    post = complete()
    client = api()
    before = names(client.get("/api/v1/posts/"))

    change(post)

    assert (before, names(client.get("/api/v1/posts/"))) == ([post.name], [])


@pytest.mark.django_db(transaction=True)
def test_made_private_its_page_is_gone_for_strangers_at_once():
    post = complete()
    client = api()
    before = client.get(f"/api/v1/posts/{post.uid}/").status_code

    post_endings.set_visibility(post=post, visibility="private", by=post.giver)

    assert (before, client.get(f"/api/v1/posts/{post.uid}/").status_code) == (200, 404)


@pytest.mark.parametrize(
    ("query", "field"),
    [("species=dragon", "species"), ("sort=random", "sort"), ("source=x", "source"), ("good_with=fish", "good_with")],
)
def test_a_filter_that_means_nothing_is_named(query, field):
    response = api().get(f"/api/v1/posts/?{query}")

    assert response.status_code == 400
    assert list(response.json()["errors"]) == [field]


def test_a_bad_cursor_is_a_problem_not_a_page():
    response = api().get("/api/v1/posts/?cursor=%00")

    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")


def test_the_cursor_leads_on():
    for number in range(25):
        PostFactory(published=True, name=str(number))
    client = api()
    first = client.get("/api/v1/posts/").json()

    second = client.get(first["next"]).json()

    assert (len(first["results"]), len(second["results"]), second["next"]) == (24, 1, None)


def test_facets_count_and_word_the_button():
    complete(species="cat")
    complete(species="dog")

    body = api().get("/api/v1/posts/facets/?species=cat", HTTP_COOKIE="pb_lang=en").json()

    assert (body["count"], body["label"]) == (1, "Show 1 pet")
    assert body["facets"]["species"] == {"cat": 1, "dog": 1}


def test_a_post_from_draft_to_shelf(settings, django_capture_on_commit_callbacks):
    settings.REVIEW_BEFORE_PUBLICATION = "none"
    giver = UserFactory()
    client = api(giver)

    made = client.post("/api/v1/posts/", {"name": "橘子", "species": "cat", "visibility": "unlisted"})
    address = f"/api/v1/posts/{made.json()['id']}/"
    missing = client.post(f"{address}publish/")
    file = SimpleUploadedFile("a.jpg", jpeg(), "image/jpeg")
    photo = client.post(f"{address}photos/", {"file": file}, format="multipart")
    client.patch(address, {"district": "tpe-116", "story": "牠愛睡覺", "conditions": [{"key": "family"}]})
    published = client.post(f"{address}publish/")

    assert (made.status_code, made.json()["state"], made.json()["visibility"]) == (201, "draft", "unlisted")
    assert (missing.status_code, set(missing.json()["errors"])) == (400, {"district", "photos", "story"})
    assert (photo.status_code, photo.json()["state"], photo.json()["is_cover"]) == (201, "pending", True)
    assert (published.status_code, published.json()["state"]) == (200, "published")
    assert published.json()["conditions"][0]["key"] == "family"


def test_what_is_not_hers_to_write_is_ignored():
    post = complete()

    response = api(post.giver).patch(
        f"/api/v1/posts/{post.uid}/",
        {"state": "adopted", "like_count": 9, "giver": 1, "id": "aaaaaaaa", "name": "新"},
    )

    post.refresh_from_db()
    assert (response.status_code, post.state, post.like_count, post.name) == (200, "published", 0, "新")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"species": "dragon"}, "species"),
        ({"name": "長" * 41}, "name"),
        ({"district": "atlantis-1"}, "district"),
        ({"traits": ["a", "b", "c", "d"]}, "traits"),
        ({"fee": -1}, "fee"),
        ({"form": 10**30}, "form"),
        ({"born_on": "yesterday"}, "born_on"),
        ({"conditions": [{"key": "rich"}]}, "conditions"),
        ({"conditions": [{"text": str(number)} for number in range(7)]}, "own_conditions"),
        ({"visibility": "secret"}, "visibility"),
    ],
)
def test_bad_facts_are_named(body, field):
    response = api(UserFactory()).post("/api/v1/posts/", body)

    assert response.status_code == 400
    assert list(response.json()["errors"]) == [field]
    assert Post.objects.count() == 0


def test_the_same_key_makes_one_post():
    client = api(UserFactory())

    first = client.post("/api/v1/posts/", {"name": "橘子"}, HTTP_IDEMPOTENCY_KEY="k1")
    again = client.post("/api/v1/posts/", {"name": "橘子"}, HTTP_IDEMPOTENCY_KEY="k1")

    assert (first.json()["id"], Post.objects.count()) == (again.json()["id"], 1)


def test_photos_are_changed_and_removed_by_their_giver_only():
    post = complete()
    photo = PhotoFactory(post=post)
    address = f"/api/v1/photos/{photo.uid}/"

    stranger = api(UserFactory()).patch(address, {"alt": "x"}).status_code
    changed = api(post.giver).patch(address, {"alt": "睡著的橘子", "is_cover": True, "position": 0})
    removed = api(post.giver).delete(address).status_code

    assert (stranger, removed) == (403, 204)
    assert (changed.json()["alt"], changed.json()["is_cover"], changed.json()["position"]) == ("睡著的橘子", True, 0)


def test_a_photo_of_a_private_post_is_not_known():
    photo = PhotoFactory(post=complete(private=True))

    assert api(UserFactory()).delete(f"/api/v1/photos/{photo.uid}/").status_code == 404


def test_a_text_named_jpg():
    post = complete()

    response = api(post.giver).post(
        f"/api/v1/posts/{post.uid}/photos/", {"file": SimpleUploadedFile("a.jpg", b"hello")}, format="multipart"
    )

    assert (response.status_code, response["Content-Type"]) == (415, "application/problem+json")


def test_a_draft_is_hers_alone_and_deleted_by_her():
    post = PostFactory()
    address = f"/api/v1/posts/{post.uid}/"

    statuses = [api(user).get(address).status_code for user in (None, UserFactory(), post.giver)]
    deleted = api(post.giver).delete(address).status_code

    assert (statuses, deleted) == ([404, 404, 200], 204)


def test_the_likes_stand_in_the_session():
    like = LikeFactory()

    body = api(like.adopter).get("/api/v1/session/").json()

    assert body["likes"] == [like.post.uid]


def test_an_invitation_is_taken_back_over_the_api():
    invitation = InvitationFactory()

    response = api(invitation.post.giver).delete(f"/api/v1/posts/{invitation.post.uid}/invitations/?id={invitation.pk}")

    invitation.refresh_from_db()
    assert (response.status_code, invitation.revoked_at is None) == (204, False)


@pytest.mark.parametrize("number", ["", "x", "9" * 30, "-1"])
def test_a_wrong_number_of_an_invitation(number):
    post = complete()

    response = api(post.giver).delete(f"/api/v1/posts/{post.uid}/invitations/?id={number}")

    assert response.status_code == 400
