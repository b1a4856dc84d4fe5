"""Publishing: a version never changes once it is live."""

import pytest

from forms_builder.models import Form, FormVersion
from forms_builder.services import drafts, forms, versions
from petbuddy.errors import Conflict, Forbidden
from tests.factories.accounts import UserFactory, sign_in
from tests.forms_builder.definitions import small

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return UserFactory()


@pytest.fixture
def form(owner):
    return forms.create(owner=owner, title="Adopt Mikan", definition=small())


def test_publishing_freezes_the_draft(form, owner):
    version = versions.publish(form=form, by=owner, base_rev=1)

    form.refresh_from_db()
    assert (version.number, form.live_version, form.state) == (1, version, Form.State.LIVE)
    assert version.sha256 == versions.fingerprint(version.definition)


def test_a_second_version_leaves_the_first_as_it_was(form, owner):
    first = versions.publish(form=form, by=owner)
    drafts.apply(form=form, by=owner, base_rev=1, ops=[{"op": "set", "id": "q_name", "prop": "label", "value": "New"}])

    second = versions.publish(form=form, by=owner)

    first.refresh_from_db()
    assert first.definition["pages"][0]["items"][0]["label"] == "Your name"
    assert (second.number, second.definition["pages"][0]["items"][0]["label"]) == (2, "New")


def test_publishing_without_a_change_makes_no_version(form, owner):
    first = versions.publish(form=form, by=owner)

    assert versions.publish(form=form, by=owner) == first
    assert FormVersion.objects.count() == 1


def test_all_problems_are_named_at_once(owner):
    broken = small()
    broken["pages"][0]["items"][0]["label"] = ""
    broken["pages"][0]["items"][1] = {"id": "q_pick", "type": "single_choice", "label": "Pick", "choices": []}
    form = forms.create(owner=owner, title="Broken", definition=broken)

    with pytest.raises(versions.NotPublishable) as refusal:
        versions.publish(form=form, by=owner)

    found = {(problem["item"], problem["code"]) for problem in refusal.value.extra["problems"]}
    assert found == {("q_name", "blank"), ("q_pick", "too_few_choices")}
    assert not FormVersion.objects.exists()


def test_a_form_without_questions_is_refused(owner):
    form = forms.create(owner=owner, title="Empty", definition={**small(), "pages": []})

    with pytest.raises(versions.NotPublishable):
        versions.publish(form=form, by=owner)


def test_somebody_elses_edit_stops_the_publisher(form, owner):
    drafts.apply(form=form, by=owner, base_rev=1, ops=[{"op": "set", "id": "q_why", "prop": "required", "value": True}])

    with pytest.raises(Conflict):
        versions.publish(form=form, by=owner, base_rev=1)


def test_a_stranger_may_not_publish(form):
    with pytest.raises(Forbidden):
        versions.publish(form=form, by=UserFactory())


@pytest.mark.parametrize(
    "attack",
    [
        lambda version: FormVersion.objects.filter(pk=version.pk).update(definition={}),
        lambda version: FormVersion.objects.filter(pk=version.pk).delete(),
        lambda version: FormVersion.objects.bulk_update([version], ["definition"]),
        lambda version: FormVersion.objects.bulk_create(
            [version], update_conflicts=True, unique_fields=["form", "number"], update_fields=["definition"]
        ),
        lambda version: FormVersion.objects.update_or_create(pk=version.pk, defaults={"definition": {}}),
        lambda version: version.form.versions.update(definition={}),
        lambda version: version.save(),
        lambda version: version.delete(),
    ],
)
def test_a_published_version_cannot_be_changed(form, owner, attack):
    version = versions.publish(form=form, by=owner)

    with pytest.raises(TypeError):
        attack(version)

    assert FormVersion.objects.get(pk=version.pk).sha256 == version.sha256


def test_in_the_back_office_a_published_version_can_only_be_read(client, form, owner):
    version = versions.publish(form=form, by=owner)
    sign_in(client, UserFactory(superuser=True))
    address = f"/admin/forms_builder/formversion/{version.pk}/"

    answers = [
        client.get(f"{address}change/"),
        client.post(f"{address}change/", {"number": "7", "definition": "{}"}),
        client.post(f"{address}delete/", {"post": "yes"}),
        client.post("/admin/forms_builder/formversion/add/", {"number": "7"}),
    ]

    assert [answer.status_code for answer in answers] == [200, 403, 403, 403]
    assert FormVersion.objects.get().definition == form.draft
