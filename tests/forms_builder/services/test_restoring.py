"""Going back to an earlier version: an edit like any other."""

import pytest

from forms_builder import definition
from forms_builder.models import DraftOp, Form
from forms_builder.services import drafts, forms, versions
from petbuddy.errors import Forbidden, Missing
from tests.factories.accounts import UserFactory
from tests.forms_builder.definitions import small

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return UserFactory()


@pytest.fixture
def form(owner):
    """Version 3 is live: the first question went in version 2, another came in version 3."""
    draft = small() | {"translations": {"zh-hant": {"q_name": {"label": "名字"}, "form": {"title": "表"}}}}
    form = forms.create(owner=owner, title="Adopt Mikan", definition=draft)
    versions.publish(form=form, by=owner)
    edit(form, {"op": "remove", "id": "q_name"}, {"op": "set", "id": "form", "prop": "intro", "value": "Hello"})
    versions.publish(form=form, by=owner)
    new = {"id": "q_new1", "type": "yes_no", "label": "New"}
    check = {"when": {"q": "q_new1", "op": "is", "value": True}, "on": "q_new1", "level": "warning", "message": "Sure?"}
    edit(
        form,
        {"op": "add", "id": "q_new1", "page": "p_one", "after": None, "value": new},
        {"op": "add", "id": "k_sure", "after": None, "value": check},
        {"op": "set", "id": "form", "prop": "title", "language": "zh-hant", "value": None},
    )
    versions.publish(form=form, by=owner)
    return Form.objects.get(pk=form.pk)


def edit(form, *ops):
    form.refresh_from_db()
    drafts.apply(form=form, by=form.owner, base_rev=form.draft_rev, ops=list(ops))


def test_version_1_becomes_the_draft_after_version_3_is_live(form, owner):
    first = form.versions.get(number=1)

    versions.restore(form=form, by=owner, number=1)

    form.refresh_from_db()
    assert form.draft == first.definition
    assert (form.live_version.number, form.state) == (3, Form.State.LIVE_WITH_DRAFT)


def test_it_can_be_undone(form, owner):
    before = form.draft
    versions.restore(form=form, by=owner, number=1)
    undo = DraftOp.objects.get(form=form, rev=form.draft_rev + 1).inverse

    edit(form, *undo)

    form.refresh_from_db()
    assert form.draft == before


def test_restoring_what_the_draft_already_is_changes_nothing(form, owner):
    rev = form.draft_rev

    versions.restore(form=form, by=owner, number=3)

    form.refresh_from_db()
    assert form.draft_rev == rev


def test_another_editor_hears_of_it_like_of_any_edit(form, owner):
    rev = form.draft_rev
    versions.restore(form=form, by=owner, number=1)

    edited = drafts.apply(form=form, by=owner, base_rev=rev, ops=[])

    assert [row["rev"] for row in edited.ops_since] == [rev + 1]


def test_the_restored_version_can_be_published_again(form, owner):
    versions.restore(form=form, by=owner, number=1)

    fourth = versions.publish(form=form, by=owner)

    assert (fourth.number, fourth.definition) == (4, form.versions.get(number=1).definition)


def test_a_version_that_never_was_is_missing(form, owner):
    with pytest.raises(Missing):
        versions.restore(form=form, by=owner, number=9)


def test_a_stranger_restores_nothing(form):
    with pytest.raises(Forbidden):
        versions.restore(form=form, by=UserFactory(), number=1)


def test_a_form_as_large_as_a_form_may_be_is_restored(owner):
    pages = [
        {"id": f"p_{number:02}", "items": [{"id": f"q_{number:02}", "type": "yes_no", "label": "?"}]}
        for number in range(30)
    ]
    rule = {"q": "q_00", "op": "is", "value": True}
    checks = [
        {"id": f"k_{number:02}", "when": rule, "on": "q_00", "level": "warning", "message": "!"} for number in range(50)
    ]
    form = forms.create(owner=owner, title="T", definition=small() | {"pages": pages, "checks": checks})
    versions.publish(form=form, by=owner)
    edit(form, {"op": "set", "id": "p_00", "prop": "title", "value": "Changed"})

    versions.restore(form=form, by=owner, number=1)

    form.refresh_from_db()
    assert definition.changes(form.draft, form.versions.get().definition) == []
