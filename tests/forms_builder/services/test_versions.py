"""Publishing: a version never changes once it is live."""

import pytest
from django.core import serializers
from django.db import connection, models, transaction
from django.db.models import ProtectedError
from django.test.utils import isolate_apps

from forms_builder import definition
from forms_builder.models import Form, FormVersion
from forms_builder.selectors.versions import changed
from forms_builder.services import drafts, forms, versions
from petbuddy.errors import Conflict, Forbidden
from tests.factories.accounts import UserFactory, sign_in
from tests.factories.forms import FormFactory
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
    assert version.sha256 == definition.fingerprint(version.definition)


def test_translations_of_nothing_that_came_with_a_file_do_not_stop_the_publication(owner):
    texts = {"q_name": {"label": "名字"}, "q_gone": {"label": "沒有人"}}
    form = forms.create(owner=owner, title="Brought along", definition=small() | {"translations": {"zh-hant": texts}})

    version = versions.publish(form=form, by=owner)

    assert version.definition["translations"] == {"zh-hant": {"q_name": {"label": "名字"}}}


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


def saved_by_a_proxy(version):
    """By somebody who takes `save()` for the only guard."""
    with isolate_apps("forms_builder"):

        class Unguarded(FormVersion):
            class Meta:
                proxy = True
                app_label = "forms_builder"

            def save(self, *args, **kwargs):
                models.Model.save(self, *args, **kwargs)

    reworded(Unguarded.objects.get(pk=version.pk)).save()


def reworded(version):
    version.definition = {}
    return version


def deleted_by_the_class_above(version):
    """Also where nothing points at it any more."""
    Form.objects.update(live_version=None)
    models.Model.delete(version)


def prefetched(version):
    return Form.objects.prefetch_related("versions").get().versions


ATTACKS = {
    "update": lambda version: FormVersion.objects.filter(pk=version.pk).update(definition={}),
    "delete": lambda version: FormVersion.objects.filter(pk=version.pk).delete(),
    "bulk_update": lambda version: FormVersion.objects.bulk_update([version], ["definition"]),
    "upsert": lambda version: FormVersion.objects.bulk_create(
        [version], update_conflicts=True, unique_fields=["form", "number"], update_fields=["definition"]
    ),
    "update_or_create": lambda version: FormVersion.objects.update_or_create(
        pk=version.pk, defaults={"definition": {}}
    ),
    "base manager update": lambda version: FormVersion._base_manager.filter(pk=version.pk).update(definition={}),
    "base manager bulk_update": lambda version: FormVersion._base_manager.bulk_update([version], ["definition"]),
    "base manager delete": lambda version: FormVersion._base_manager.all().delete(),
    "raw delete": lambda version: FormVersion._base_manager.all()._raw_delete("default"),
    "default manager": lambda version: FormVersion._default_manager.update(definition={}),
    "another database's name": lambda version: FormVersion.objects.using("default").update(definition={}),
    "related manager update": lambda version: version.form.versions.update(definition={}),
    "related manager upsert": lambda version: version.form.versions.update_or_create(
        number=1, defaults={"definition": {}}
    ),
    "related manager move": lambda version: FormFactory(live=False).versions.add(version, bulk=False),
    "related manager move at once": lambda version: FormFactory(live=False).versions.add(version),
    "prefetched": lambda version: prefetched(version).update(definition={}),
    "save": lambda version: reworded(version).save(),
    "save some fields": lambda version: reworded(version).save(update_fields=["definition"]),
    "saved as if by a fixture": lambda version: reworded(version).save_base(raw=True),
    "save_base": lambda version: reworded(version).save_base(force_update=True),
    "saved by the class above": lambda version: models.Model.save(reworded(version)),
    "a fixture": lambda version: next(
        serializers.deserialize("json", serializers.serialize("json", [reworded(version)]))
    ).save(),
    "delete one": lambda version: version.delete(),
    "deleted by the class above": deleted_by_the_class_above,
    "a proxy's save": saved_by_a_proxy,
    "the form's delete": lambda version: version.form.delete(),
    "its publisher's delete": lambda version: version.published_by.delete(),
}


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_a_published_version_cannot_be_changed(form, owner, attack):
    version = versions.publish(form=form, by=owner)

    with pytest.raises((TypeError, ProtectedError), match=r"immutable|protected"), transaction.atomic():
        attack(version)

    kept = FormVersion.objects.get()
    assert (kept.pk, kept.form_id, kept.definition) == (version.pk, form.pk, form.draft)


def test_a_saved_table_of_versions_can_be_loaded_again(form, owner):
    version = versions.publish(form=form, by=owner)
    saved = serializers.serialize("json", [version])
    Form.objects.update(live_version=None)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM forms_builder_formversion")

    for row in serializers.deserialize("json", saved):
        row.save()

    assert FormVersion.objects.get().sha256 == version.sha256


def test_what_goes_around_the_guard_is_found_by_its_fingerprint(form, owner):
    version = versions.publish(form=form, by=owner)
    untouched = changed()

    models.QuerySet(FormVersion).update(definition={**version.definition, "title": "Another"})

    assert (untouched, changed()) == ("", f"1 changed since they were published, such as form {form.pk} v1")


def test_the_forgotten_questions_of_an_erased_owner_are_no_finding(form, owner):
    versions.publish(form=form, by=owner)
    Form.objects.update(live_version=None)

    FormVersion.objects.all().forget_unanswered({})

    assert changed() == ""


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
