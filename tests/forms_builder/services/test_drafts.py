"""Editing a draft: nothing is lost, nothing of somebody else's is overwritten."""

import pytest

from forms_builder import definition
from forms_builder.models import DraftOp
from forms_builder.services import drafts, forms, versions
from petbuddy.errors import Conflict, Forbidden
from tests.factories.accounts import UserFactory
from tests.factories.forms import FormFactory
from tests.forms_builder.definitions import pets, small

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return UserFactory()


@pytest.fixture
def form(owner):
    return forms.create(owner=owner, title="Adopt Mikan", definition=small())


def rename(text):
    return {"op": "set", "id": "q_name", "prop": "label", "value": text}


def test_an_edit_raises_the_revision_and_keeps_its_inverse(form, owner):
    edited = drafts.apply(form=form, by=owner, base_rev=1, ops=[rename("Who are you?")])

    assert edited.rev == 2
    row = DraftOp.objects.get(form=form)
    assert (row.rev, row.actor, row.inverse) == (2, owner, [rename("Your name")])


def test_an_incomplete_draft_is_kept(form, owner):
    drafts.apply(form=form, by=owner, base_rev=1, ops=[rename("")])

    form.refresh_from_db()
    assert form.draft["pages"][0]["items"][0].get("label", "") == ""


def test_a_late_editor_gets_what_others_did_and_loses_nothing(form, owner):
    drafts.apply(form=form, by=owner, base_rev=1, ops=[rename("Who are you?")])

    late = drafts.apply(
        form=form, by=owner, base_rev=1, ops=[{"op": "set", "id": "q_why", "prop": "required", "value": True}]
    )

    assert [step["ops"] for step in late.ops_since] == [[rename("Who are you?")]]
    form.refresh_from_db()
    first, second = form.draft["pages"][0]["items"]
    assert (first["label"], second["required"]) == ("Who are you?", True)


def test_an_edit_of_a_deleted_question_is_handed_back(form, owner):
    drafts.apply(form=form, by=owner, base_rev=1, ops=[{"op": "remove", "id": "q_name"}])

    late = drafts.apply(form=form, by=owner, base_rev=1, ops=[rename("Who are you?")])

    assert [(skip.op, skip.reason) for skip in late.skipped] == [(rename("Who are you?"), "gone")]
    assert late.rev == 2


def test_an_empty_patch_changes_nothing(form, owner):
    edited = drafts.apply(form=form, by=owner, base_rev=1, ops=[])

    assert edited.rev == 1
    assert not DraftOp.objects.exists()


def test_a_stranger_may_not_edit(form):
    with pytest.raises(Forbidden):
        drafts.apply(form=form, by=UserFactory(), base_rev=1, ops=[rename("Mine now")])


def test_a_revision_from_the_future_is_a_conflict(form, owner):
    with pytest.raises(Conflict):
        drafts.apply(form=form, by=owner, base_rev=9, ops=[rename("x")])


def test_the_type_of_a_published_question_does_not_change(form, owner):
    versions.publish(form=form, by=owner)

    edited = drafts.apply(
        form=form, by=owner, base_rev=1, ops=[{"op": "set", "id": "q_name", "prop": "type", "value": "number"}]
    )

    assert [skip.reason for skip in edited.skipped] == ["type_fixed"]


def test_the_type_of_a_published_field_of_a_row_does_not_change_either(owner):
    form = FormFactory(owner=owner, draft=pets())
    field = next(item for item in definition.questions(form.draft) if item["type"] == "repeat")["fields"][0]
    versions.publish(form=form, by=owner)
    op = {"op": "set", "id": field["id"], "prop": "type", "value": "date"}

    edited = drafts.apply(form=form, by=owner, base_rev=form.draft_rev, ops=[op])

    assert [skip.reason for skip in edited.skipped] == ["type_fixed"]
