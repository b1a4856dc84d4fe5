"""The pages of posts: who gets which, the same bytes for everybody, and the editor without scripts."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from adoption.models import Invitation, Like, Post, Report
from adoption.services import invitations, post_endings, still_there
from tests.factories.accounts import UserFactory, sign_in
from tests.factories.adoption import ApplicationFactory, LikeFactory, PhotoFactory, PostFactory, ShelterAnimalFactory
from tests.petbuddy.pictures import photo as jpeg

pytestmark = pytest.mark.django_db


def complete(**fields):
    post = PostFactory(**{"published": True, **fields})
    PhotoFactory(post=post, is_cover=True)
    return post


def text(response):
    return response.content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/pets/",
        "/pets/?species=cat&county=tpe&age=young&good_with=dogs&q=橘&sort=waiting",
        "/pets/?species=nonsense&county=%00&cursor=",
        "/shelters/",
        "/how-it-works/",
        "/help/",
        "/safety/",
        "/privacy/",
        "/terms/",
        "/stories/",
    ],
)
@pytest.mark.parametrize("language", ["zh-hant", "en"])
def test_public_pages_are_the_same_for_everybody(client, path, language):
    complete()
    client.cookies["pb_lang"] = language
    visitor = client.get(path)
    sign_in(client, UserFactory())

    member = client.get(path)

    assert (visitor.status_code, visitor.content) == (200, member.content)
    assert visitor["Cache-Control"] == "public, max-age=3"
    assert "csrfmiddlewaretoken" not in text(visitor)
    assert client.get(path, HTTP_IF_NONE_MATCH=visitor["ETag"]).status_code == 304


def test_each_language_has_its_own_bytes(client):
    chinese = text(client.get("/pets/"))
    client.cookies["pb_lang"] = "en"

    english = text(client.get("/pets/"))

    assert "隻毛孩在等家" in chinese
    assert "pets waiting for a home" in english


def test_a_bad_cursor_is_a_sentence(client):
    assert client.get("/pets/?cursor=bad").status_code == 400


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_page_costs_the_same_for_one_and_three(client, django_assert_num_queries, count):
    for _number in range(count):
        complete()
    client.get("/help/")

    with django_assert_num_queries(3):  # ids, rows, and the counts of the filters
        client.get("/pets/?species=cat&county=tpe")


# state or visibility: (visitor, another account, giver)
@pytest.mark.parametrize(
    ("fields", "statuses"),
    [
        ({}, (200, 200, 200)),
        ({"state": "reserved"}, (200, 200, 200)),
        ({"state": "paused"}, (200, 200, 200)),
        ({"state": "adopted"}, (200, 200, 200)),
        ({"state": "withdrawn"}, (200, 200, 200)),
        ({"state": "draft"}, (404, 404, 200)),
        ({"state": "in_review"}, (404, 404, 200)),
        ({"state": "removed", "removed_from": "published"}, (404, 404, 200)),
        ({"visibility": "unlisted"}, (200, 200, 200)),
        ({"visibility": "private"}, (404, 404, 200)),
    ],
)
def test_who_sees_a_pets_page(client, fields, statuses):
    post = complete(**fields)
    found = []

    for user in (None, UserFactory(), post.giver):
        client.cookies.clear()
        if user:
            sign_in(client, user)
        found.append(client.get(post.get_absolute_url()).status_code)

    assert tuple(found) == statuses


def test_an_unlisted_page_is_kept_by_nobody(client):
    response = client.get(complete(visibility="unlisted").get_absolute_url())

    assert response["Cache-Control"] == "private, no-store"
    assert (response["X-Robots-Tag"], response["Referrer-Policy"]) == ("noindex", "same-origin")


@pytest.mark.django_db(transaction=True)
def test_a_page_made_private_vanishes_at_once(client):
    post = complete()
    before = client.get(post.get_absolute_url()).status_code

    post_endings.set_visibility(post=post, visibility="private", by=post.giver)

    assert (before, client.get(post.get_absolute_url()).status_code) == (200, 404)
    assert post.uid not in text(client.get("/pets/"))


def test_the_page_of_a_missing_pet(client):
    assert client.get("/pets/zzzzzzzzzz/").status_code == 404


def test_a_shared_link_shows_name_place_and_photo(client):
    post = complete(name="橘子", summary="愛睡覺")

    page = text(client.get(post.get_absolute_url()))

    assert '<meta property="og:title" content="橘子 · 臺北市 文山區">' in page
    assert '<meta property="og:description" content="愛睡覺">' in page
    assert "/media/photos/3f/3fa85f6457174562b3fc2c963f66afa6/preview.jpg" in page


def test_words_of_people_stay_words(client):
    post = complete(name="<b>x</b>", story="<script>alert(1)</script>", traits=["{{7*7}}"])

    page = text(client.get(f"/pets/{post.uid}/"))

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_a_shelter_animal_leads_to_its_shelter(client):
    animal = ShelterAnimalFactory()

    page = text(client.get(animal.post.get_absolute_url()))

    assert animal.shelter_phone in page
    assert "/apply/" not in page


# -- The giver's own ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("path", ["/pets/new/", "/me/posts/", "/me/likes/"])
def test_own_pages_ask_who_one_is(client, path):
    visitor = client.get(path)
    sign_in(client, UserFactory())

    member = client.get(path)

    assert (visitor.status_code, visitor["Location"]) == (302, f"/accounts/login/?next={path}")
    assert (member.status_code, "no-store" in member["Cache-Control"]) == (200, True)


@pytest.mark.parametrize(("who", "status"), [("stranger", 403), ("giver", 200)])
def test_who_edits(client, who, status):
    post = complete()
    sign_in(client, post.giver if who == "giver" else UserFactory())

    assert client.get(f"/pets/{post.uid}/edit/").status_code == status


def form_data(**fields):
    return {
        "name": "橘子",
        "species": "cat",
        "district": "tpe-116",
        "story": "牠愛睡覺。",
        "traits": "乖、軟",
        "conditions": ["family"],
        "own_conditions": "常回報",
        "visibility": "public",
        "neutered": "yes",
        "do": "save",
        **fields,
    }


def test_a_post_is_given_without_scripts(client, settings):
    settings.REVIEW_BEFORE_PUBLICATION = "none"
    giver = UserFactory()
    sign_in(client, giver)
    file = SimpleUploadedFile("a.jpg", jpeg(), "image/jpeg")

    saved = client.post("/pets/new/", form_data(photos=file))
    post = Post.objects.get()
    published = client.post(f"/pets/{post.uid}/edit/", form_data(do="publish"))

    post.refresh_from_db()
    assert (saved["Location"], published["Location"]) == (f"/pets/{post.uid}/edit/#photos", "/me/posts/")
    assert (post.state, post.traits, post.county_code, post.sex) == ("published", ["乖", "軟"], "tpe", "unknown")
    assert [each.get("key") or each["text"] for each in post.conditions] == ["family", "常回報"]
    assert post.photos.get().is_cover


def test_publishing_too_early_names_everything_and_keeps_the_draft(client):
    sign_in(client, UserFactory())

    response = client.post("/pets/new/", {"name": "橘子", "do": "publish"})

    post = Post.objects.get()
    assert (response.status_code, post.name, post.state) == (400, "橘子", "draft")
    for target in ("id_photos", "id_species_0", "id_district", "id_story"):
        assert f'href="#{target}"' in text(response)
    assert f'action="/pets/{post.uid}/edit/"' in text(response)


def test_one_bad_file_does_not_lose_the_rest(client):
    sign_in(client, UserFactory())
    files = [SimpleUploadedFile("bad.jpg", b"text"), SimpleUploadedFile("good.jpg", jpeg())]

    response = client.post("/pets/new/", form_data(photos=files), follow=True)

    post = Post.objects.get()
    assert [photo.name for photo in post.photos.all()] == ["good.jpg"]
    assert "bad.jpg" in text(response)


@pytest.mark.parametrize(("act", "order"), [("right", "ba"), ("left", "ab"), ("cover", "ab"), ("remove", "b")])
def test_tiles_have_buttons_without_scripts(client, act, order):
    post = PostFactory()
    first, _second = PhotoFactory(post=post, name="a"), PhotoFactory(post=post, name="b")
    sign_in(client, post.giver)

    client.post(f"/pets/{post.uid}/edit/", form_data(do=f"{act}:{first.uid}", **{f"alt-{first.uid}": "睡著"}))

    assert "".join(photo.name for photo in post.photos.all()) == order


@pytest.mark.parametrize("do", ["right:nonsense", "nonsense", "right:", ""])
def test_a_button_that_does_not_exist_only_saves(client, do):
    post = PostFactory()
    sign_in(client, post.giver)

    assert client.post(f"/pets/{post.uid}/edit/", form_data(do=do)).status_code == 302


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "長" * 41),
        ("traits", "一,二,三,四"),
        ("district", "atlantis"),
        ("fee", "-1"),
        ("form", "99999"),
        ("born_on", "x"),
    ],
)
def test_a_bad_field_is_named_and_nothing_is_lost(client, field, value):
    sign_in(client, UserFactory())

    response = client.post("/pets/new/", form_data(**{field: value}))

    assert (response.status_code, list(response.context["form"].errors)) == (400, [field])
    assert "牠愛睡覺。" in text(response)


@pytest.mark.parametrize(
    ("act", "before", "after"),
    [("pause", "published", "paused"), ("resume", "paused", "published"), ("withdraw", "published", "withdrawn")],
)
def test_a_step_from_the_list(client, act, before, after):
    post = complete(state=before)
    sign_in(client, post.giver)

    response = client.post(f"/me/posts/{post.uid}/{act}/")

    post.refresh_from_db()
    assert (response["Location"], post.state) == ("/me/posts/", after)


def test_a_step_that_is_not_possible_is_a_sentence(client):
    post = complete(state="paused")
    sign_in(client, post.giver)

    page = client.post(f"/me/posts/{post.uid}/pause/", follow=True)

    assert 'role="alert"' in text(page)


def test_unknown_steps_and_others_posts(client):
    post = complete()
    sign_in(client, post.giver)
    unknown = client.post(f"/me/posts/{post.uid}/explode/").status_code
    sign_in(client, UserFactory())

    client.post(f"/me/posts/{post.uid}/pause/")

    post.refresh_from_db()
    assert (unknown, post.state) == (404, "published")


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_own_posts_costs_the_same(client, django_assert_max_num_queries, count):
    giver = UserFactory()
    for _number in range(count):
        ApplicationFactory(post=complete(giver=giver), submitted=True)
    sign_in(client, giver)
    client.get("/me/posts/")

    with django_assert_max_num_queries(5):
        page = text(client.get("/me/posts/"))

    assert page.count("own-post__link") == count


# -- Links from mails --------------------------------------------------------------------------------------------------
def test_opening_a_mailed_link_changes_nothing(client):
    post = complete(visibility="private")
    invitation = invitations.invite(post=post, by=post.giver, email="friend@example.com")
    token = invitations.token_of(invitation)
    friend = UserFactory()
    sign_in(client, friend)

    opened = client.get(f"/invitations/{token}/").status_code
    untouched = Invitation.objects.get().accepted_at
    accepted = client.post(f"/invitations/{token}/")

    assert (opened, untouched) == (200, None)
    assert client.get(accepted["Location"]).status_code == 200


@pytest.mark.parametrize(("answer", "state"), [("yes", "published"), ("pause", "paused"), ("home", "published")])
def test_still_there_needs_one_tap_and_no_sign_in(client, answer, state):
    post = complete(confirmed_at=timezone.now() - timedelta(days=8))
    address = f"/still-there/{still_there.link_token(post)}/"

    opened = client.get(address)
    response = client.post(address, {"answer": answer})

    post.refresh_from_db()
    assert (opened.status_code, post.state) == (200, state)
    assert response.status_code == (302 if answer == "home" else 200)
    assert (timezone.now() - post.confirmed_at < timedelta(minutes=1)) == (answer == "yes")


@pytest.mark.parametrize("path", ["/still-there/forged/", "/invitations/forged/"])
def test_a_forged_link_is_refused(client, path):
    sign_in(client, UserFactory())

    assert client.post(path).status_code == 410


# -- Likes and reports -------------------------------------------------------------------------------------------------
def test_a_like_by_button_alone(client):
    animal, user = ShelterAnimalFactory(), UserFactory()
    sign_in(client, user)
    address = f"/pets/{animal.post.uid}/like/"

    client.get(address)
    after_looking = Like.objects.count()
    client.post(address)

    assert (after_looking, Like.objects.get().adopter) == (0, user)


def test_the_liked_that_found_a_home_stand_last(client):
    user = UserFactory()
    for state in ("adopted", "published"):
        LikeFactory(adopter=user, post=complete(state=state, name=state))
    sign_in(client, user)

    context = client.get("/me/likes/").context

    assert ([card["name"] for card in context["waiting"]], [card["name"] for card in context["gone"]]) == (
        ["published"],
        ["adopted"],
    )


def test_a_report_reaches_the_moderators(client):
    post = complete()
    sign_in(client, UserFactory())

    missing = client.post(f"/pets/{post.uid}/report/", {})
    sent = client.post(f"/pets/{post.uid}/report/", {"reason": "money", "words": "要訂金"})

    assert (missing.status_code, sent.status_code, Report.objects.get().reason) == (200, 302, "money")
