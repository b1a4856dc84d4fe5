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


def retired_field(owner):
    """A form whose rows lost a field that people may have answered: (form, its question, the field)."""
    form = FormFactory(owner=owner, draft=pets())
    rows = next(item for item in definition.questions(form.draft) if item["type"] == "repeat")
    versions.publish(form=form, by=owner)
    drafts.apply(form=form, by=owner, base_rev=form.draft_rev, ops=[{"op": "remove", "id": rows["fields"][0]["id"]}])
    form.refresh_from_db()
    return form, rows, rows["fields"][0]


def restored(form, owner, **place):
    ops = [{"op": "restore", "after": None, **place}]
    return [skip.reason for skip in drafts.apply(form=form, by=owner, base_rev=form.draft_rev, ops=ops).skipped]


def test_a_retired_field_of_a_row_comes_back_in_its_rows_alone(owner):
    form, rows, field = retired_field(owner)
    page = form.draft["pages"][0]["id"]
    alone = {"id": field["id"], "value": field}

    on_a_page = restored(form, owner, page=page, **alone)
    in_a_page = restored(form, owner, id="p_new1", value={"items": [field]})
    in_other_rows = restored(
        form, owner, id="q_new1", page=page, value={"type": "repeat", "label": "x", "fields": [field]}
    )
    form.refresh_from_db()

    assert (on_a_page, in_a_page, in_other_rows, form.draft_rev) == (["type_fixed"], ["type_fixed"], ["type_fixed"], 2)
    assert restored(form, owner, parent=rows["id"], **alone) == []


def test_a_retired_question_does_not_come_back_as_a_field_nor_an_option_under_another_question(owner):
    form = FormFactory(owner=owner, draft=pets())
    versions.publish(form=form, by=owner)
    asked = list(definition.questions(form.draft))
    rows = next(item for item in asked if item["type"] == "repeat")
    simple = next(item for item in asked if item["type"] in ("yes_no", "short_text", "number"))
    picked, other = (item for item in asked if item["type"] in ("single_choice", "multi_choice"))
    option = picked["choices"][0]
    gone = [{"op": "remove", "id": simple["id"]}, {"op": "remove", "id": option["id"]}]
    drafts.apply(form=form, by=owner, base_rev=form.draft_rev, ops=gone)
    form.refresh_from_db()

    assert restored(form, owner, id=simple["id"], parent=rows["id"], value=simple) == ["type_fixed"]
    assert restored(form, owner, id=option["id"], parent=other["id"], value=option) == ["type_fixed"]
    assert restored(form, owner, id=option["id"], parent=picked["id"], value=option) == []
