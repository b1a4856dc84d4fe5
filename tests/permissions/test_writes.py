"""What a body may not decide: owner, state, counters, roles; and nobody's things can be named but one's own."""

import pytest
from guardian.models import GroupObjectPermission, UserObjectPermission

from accounts.models import User
from adoption.models import Application, Post, PostUserPermission
from adoption.permissions import admit
from forms_builder.models import Form, FormUserPermission
from forms_builder.permissions import grant
from tests.factories.accounts import UserFactory, api
from tests.factories.forms import FormFactory

pytestmark = pytest.mark.django_db

TAKEN = {  # what somebody might add to any body
    "id": 1, "uid": "aaaaaaaaaa", "pk": 1, "owner": 1, "giver": 1, "user": 1, "applicant": 1, "adopter": 1,
    "state": "adopted", "like_count": 900, "form_view_count": 900, "booked_count": 900, "published_at": "2020-01-01",
    "confirmed_at": "2020-01-01", "source": "shelter", "is_staff": True, "is_superuser": True, "is_active": True,
    "groups": [1], "user_permissions": [1], "email": "other@example.org", "email_verified_at": "2020-01-01",
    "roles": ["moderator", "operator"], "rights": ["share_form"], "live_version": 1, "draft_rev": 900,
}  # fmt: skip
GUARDED = {
    "posts": (
        Post,
        ("giver", "state", "uid", "source", "like_count", "form_view_count", "published_at", "confirmed_at"),
    ),
    "me": (User, ("email", "uid", "is_staff", "is_superuser", "is_active", "email_verified_at")),
    "forms": (Form, ("owner", "live_version", "draft_rev")),
    "applications": (Application, ("applicant", "post", "state")),
}
WRITES = [
    ("posts", "patch", "posts/{draft_post}/", "giver", {"name": "小橘"}, "draft_post"),
    ("me", "patch", "me/", "giver", {"name": "小陳"}, "giver"),
    ("forms", "patch", "forms/{form}/draft/", "giver", {"base_rev": 1, "ops": []}, "form"),
    (
        "applications",
        "put",
        "applications/{draft}/answers/",
        "drafter",
        {"client": "a", "seq": 1, "changes": {}},
        "draft",
    ),
]


def kept(model, fields, pk):
    return model.objects.filter(pk=pk).values(*fields).get()


@pytest.mark.parametrize(("noun", "method", "path", "role", "body", "name"), WRITES, ids=[each[2] for each in WRITES])
def test_what_is_not_hers_to_decide_stays_as_it_is(scene, noun, method, path, role, body, name):
    thing = scene.things.get(name) or scene.people[name]
    before = kept(*GUARDED[noun], thing.pk)

    response = getattr(api(scene.people[role]), method)(
        f"/api/v1/{path.format_map({name: scene.id_of(name)})}", {**TAKEN, **body}, format="json"
    )

    assert response.status_code in (200, 400)
    assert kept(*GUARDED[noun], thing.pk) == before
    assert list(scene.people[role].groups.all()) == []


def test_a_new_post_is_a_draft_of_whoever_wrote_it(scene):
    response = api(scene.people["stranger"]).post("/api/v1/posts/", {**TAKEN, "name": "小橘"}, format="json")

    post = Post.objects.get(uid=response.json()["id"])
    assert (post.giver, post.state, post.source, post.like_count) == (scene.people["stranger"], "draft", "giver", 0)


def promise(scene):
    return {"application": scene.id_of("application")}


NAMED = [  # (role, method, path, body): the body names what belongs to others
    ("stranger", "post", "posts/", lambda scene: {"name": "x", "form": scene.things["form"].pk}),
    ("other_giver", "patch", "posts/{other_post}/", lambda scene: {"form": scene.things["form"].pk}),
    ("other_giver", "put", "posts/{other_post}/reservation/", promise),
    ("giver", "put", "posts/{public_post}/reservation/",
     lambda scene: {"application": scene.id_of("application"), "alternates": [scene.id_of("home_application")]}),
    ("giver", "put", "posts/{public_post}/reservation/", lambda scene: {"application": scene.id_of("draft")}),
    ("applicant", "patch", "bookings/{booking}/", lambda scene: {"slot": scene.things["private_slot"].pk}),
    ("applicant", "patch", "bookings/{booking}/", lambda scene: {"slot": scene.things["promised_slot"].pk}),
    ("stranger", "post", "notifications/read/", lambda scene: {"ids": [scene.things["giver_notice"].pk]}),
]  # fmt: skip


@pytest.mark.parametrize(("role", "method", "path", "body"), NAMED, ids=[f"{each[0]} {each[2]}" for each in NAMED])
def test_what_belongs_to_others_cannot_be_named(scene, role, method, path, body):
    notice = scene.things["giver_notice"]

    response = getattr(api(scene.people[role]), method)(
        f"/api/v1/{path.format_map({name: scene.id_of(name) for name in scene.things})}", body(scene), format="json"
    )

    notice.refresh_from_db()
    assert response.status_code in ((200,) if path == "notifications/read/" else (400, 404, 409))
    assert notice.read_at is None


def test_a_form_that_one_may_only_edit_is_copied_for_ones_own_post(scene):
    body = {"name": "小橘", "form": scene.things["form"].pk}

    response = api(scene.people["editor"]).post("/api/v1/posts/", body, format="json")

    form = Post.objects.get(uid=response.json()["id"]).form
    assert (form.owner, form == scene.things["form"]) == (scene.people["editor"], False)


def test_a_draft_of_answers_takes_nobody_elses_file(scene):
    body = {"client": "a", "seq": 1, "changes": {"q_pics": [scene.id_of("private_upload")]}}

    answer = api(scene.people["drafter"]).put(
        f"/api/v1/applications/{scene.id_of('draft')}/answers/", body, format="json"
    )
    sent = api(scene.people["drafter"]).post(f"/api/v1/applications/{scene.id_of('draft')}/submit/")

    assert 400 in (answer.status_code, sent.status_code)


def test_rights_go_with_the_thing_and_with_the_person():
    form, guest = FormFactory(live=False), UserFactory()
    grant(form=form, user=guest, rights=("edit_form",))

    form.delete()

    assert FormUserPermission.objects.count() == 0
    assert not guest.has_perm("forms_builder.edit_form", FormFactory(pk=form.pk))


def test_a_deleted_drafts_guests_have_no_rows_left(scene):
    post = scene.things["draft_post"]
    admit(post=post, user=scene.people["stranger"])

    response = api(scene.people["giver"]).delete(f"/api/v1/posts/{post.uid}/")

    assert response.status_code == 204
    assert not PostUserPermission.objects.filter(user=scene.people["stranger"]).exists()


def test_no_right_on_a_thing_stands_in_a_table_that_outlives_it(scene):
    """Rows that name their thing by number alone would fall to the next thing with that number."""
    assert (UserObjectPermission.objects.count(), GroupObjectPermission.objects.count()) == (0, 0)


def test_there_is_no_anonymous_account():
    assert not User.objects.filter(email__icontains="anonymous").exists()
