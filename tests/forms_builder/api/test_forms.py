"""The API of forms: who may, and what comes back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from forms_builder.rights import RIGHTS
from forms_builder.services import drafts, forms, shares, versions
from tests.factories.accounts import UserFactory, api
from tests.forms_builder.definitions import small

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return UserFactory()


@pytest.fixture
def form(owner):
    return forms.create(owner=owner, title="Adopt Mikan", definition=small())


def second_editor(form, **fields):
    """Somebody whom the owner lets edit, too."""
    person = UserFactory(**fields)
    shares.share(form=form, email=person.email, rights=["edit_form"], by=form.owner)
    return person


@pytest.mark.parametrize(
    ("who", "method", "route", "status"),
    [
        ("owner", "get", "draft/", 200),
        ("owner", "patch", "draft/", 200),
        ("owner", "post", "publish/", 200),
        ("owner", "get", "versions/", 200),
        ("owner", "get", "draft/history/", 200),
        ("stranger", "get", "draft/", 404),
        ("stranger", "patch", "draft/", 404),
        ("stranger", "post", "publish/", 404),
        ("stranger", "get", "versions/", 404),
        ("stranger", "get", "draft/history/", 404),
        ("nobody", "get", "draft/", 401),
        ("nobody", "patch", "draft/", 401),
        ("nobody", "post", "publish/", 401),
        ("nobody", "get", "versions/", 401),
        ("nobody", "get", "draft/history/", 401),
    ],
)
def test_who_may_do_what(form, owner, who, method, route, status):
    client = api({"owner": owner, "stranger": UserFactory(), "nobody": None}[who])

    answer = getattr(client, method)(
        f"/api/v1/forms/{form.pk}/{route}", {"base_rev": 1, "ops": []} if method == "patch" else {}
    )

    assert answer.status_code == status


def test_the_history_holds_ones_own_edits_with_what_undoes_them(form, owner):
    client = api(owner)
    edit = {"op": "set", "id": "q_name", "prop": "label", "value": "Who are you?"}
    client.patch(f"/api/v1/forms/{form.pk}/draft/", {"base_rev": 1, "ops": [edit]})
    others = [{"op": "remove", "id": "q_why"}]
    drafts.apply(form=form, by=second_editor(form), base_rev=2, ops=others)

    rows = client.get(f"/api/v1/forms/{form.pk}/draft/history/").json()

    assert [(row["rev"], row["ops"], row["inverse"]) for row in rows] == [
        (2, [edit], [{**edit, "value": "Your name"}]),
    ]


def test_an_edit_says_whose_edits_came_between(form, owner):
    name = {"op": "set", "id": "q_name", "prop": "label", "value": "Theirs"}
    drafts.apply(form=form, by=second_editor(form, name="Wei"), base_rev=1, ops=[name])

    answer = api(owner).patch(
        f"/api/v1/forms/{form.pk}/draft/", {"base_rev": 1, "ops": [{"op": "move", "id": "q_why", "after": None}]}
    )

    assert [(row["actor_name"], row["ops"]) for row in answer.json()["ops_since"]] == [("Wei", [name])]


def test_a_list_holds_own_forms_only(form, owner):
    forms.create(owner=UserFactory(), title="Another's", definition=small())

    answer = api(owner).get("/api/v1/forms/")

    assert [row["title"] for row in answer.json()["results"]] == ["Adopt Mikan"]


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_costs_the_same_however_long(owner, count, django_assert_max_num_queries):
    for _number in range(count):
        forms.create(owner=owner, title="Adopt Mikan", definition=small())
    client = api(owner)

    with django_assert_max_num_queries(6):
        answer = client.get("/api/v1/forms/")

    assert len(answer.json()["results"]) == count


def test_an_unpublishable_form_says_where(owner):
    broken = small()
    broken["pages"][0]["items"][0]["label"] = ""
    form = forms.create(owner=owner, title="Broken", definition=broken)

    answer = api(owner).post(f"/api/v1/forms/{form.pk}/publish/", {"base_rev": 1})

    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert [(line["item"], line["prop"]) for line in answer.json()["problems"]] == [("q_name", "label")]


@pytest.mark.parametrize("ops", ["no list", [{"op": "explode"}], [{"op": "set", "id": 5}], [[]]])
def test_an_edit_that_is_none_is_refused(form, owner, ops):
    answer = api(owner).patch(f"/api/v1/forms/{form.pk}/draft/", {"base_rev": 1, "ops": ops})

    assert answer.status_code == 400


def test_a_form_begins_only_with_a_verified_address():
    answer = api(UserFactory(unverified=True)).post("/api/v1/forms/", {"title": "Mine"})

    assert (answer.status_code, answer.json()["code"]) == (403, "unverified")


@pytest.mark.parametrize(
    ("method", "route", "body"),
    [
        ("post", "", {"title": "Another"}),
        ("patch", "{form}/draft/", {"base_rev": 1, "ops": []}),
        ("post", "{form}/publish/", {}),
    ],
)
def test_a_suspended_owner_reads_her_forms_and_waits(owner, form, method, route, body):
    owner.suspended_until = timezone.now() + timedelta(days=1)
    owner.save()
    client = api(owner)

    acted = getattr(client, method)(f"/api/v1/forms/{route.format(form=form.pk)}", body)
    read = client.get(f"/api/v1/forms/{form.pk}/draft/")

    assert (acted.status_code, read.status_code) == (403, 200)
    assert acted.json()["code"] == "suspended"


@pytest.mark.parametrize(("rights", "count"), [(["edit_form"], None), (["edit_form", "view_results"], 0)])
def test_how_many_have_answered_is_told_to_those_who_read_the_answers(form, owner, rights, count):
    helper = UserFactory()
    shares.share(form=form, email=helper.email, rights=rights, by=owner)

    seen = [api(user).get("/api/v1/forms/").json()["results"][0]["sent_count"] for user in (owner, helper)]

    assert seen == [0, count]


def noted():
    """A form with a score, a note and a check that are for who works on it alone, in two languages."""
    definition = small()
    asked = {"q": "q_name", "op": "answered"}
    first, second = definition["pages"][0]["items"]
    first["private_note"] = "ask again"
    choices = [{"id": "c_kind", "label": "Kind", "score": 2}, {"id": "c_mean", "label": "Mean", "score": 0}]
    second |= {"type": "single_choice", "choices": choices}
    definition["checks"] = [
        {"id": "k_seen", "when": asked, "on": "q_name", "level": "warning", "message": "Sure?"},
        {"id": "k_own", "when": asked, "on": "q_name", "level": "internal", "message": "known person"},
    ]
    definition["translations"] = {"zh-hant": {"q_name": {"label": "姓名"}, "k_own": {"message": "認識的人"}}}
    return definition


def private_parts(definition):
    texts, first = str(definition), definition["pages"][0]["items"][0]
    return ["private_note" in first, "score" in texts, "known person" in texts, "認識的人" in texts]


@pytest.mark.parametrize("right", RIGHTS)
def test_versions_are_whole_for_who_works_on_the_questions_and_for_others_what_applicants_saw(owner, right):
    form, helper = forms.create(owner=owner, title="Adopt Mikan", definition=noted()), UserFactory()
    versions.publish(form=form, by=owner)
    shares.share(form=form, email=helper.email, rights=[right], by=owner)

    found = api(helper).get(f"/api/v1/forms/{form.pk}/versions/").json()["results"][0]["definition"]

    assert private_parts(found) == [right in ("edit_form", "publish_form")] * 4
    assert found["checks"][0]["id"] == "k_seen"


@pytest.mark.parametrize("right", RIGHTS)
def test_a_copy_brings_along_no_more_than_its_maker_could_read(owner, right):
    form, helper = forms.create(owner=owner, title="Adopt Mikan", definition=noted()), UserFactory()
    shares.share(form=form, email=helper.email, rights=[right], by=owner)

    copied = forms.copy(form=form, owner=helper)

    assert private_parts(copied.draft) == [right in ("edit_form", "publish_form")] * 4
    assert copied.draft["translations"]["zh-hant"]["q_name"] == {"label": "姓名"}
