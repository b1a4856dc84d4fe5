"""Own templates: kept from a form or a page of it, started from, named, let go; nobody else sees them."""

import pytest

from forms_builder.definition import find, problems
from forms_builder.models import Template
from forms_builder.selectors.templates import groups_of
from forms_builder.services import forms, templates
from petbuddy.errors import Conflict, Forbidden, Invalid, Missing
from tests.factories.accounts import UserFactory
from tests.forms_builder.definitions import small
from tests.forms_builder.pages.test_forms import shared

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return UserFactory()


def two_pages():
    """On page two one question hangs on page one, one on its own page; a check for each; all in two languages."""
    definition = small()
    pets = {"id": "q_pets", "type": "yes_no", "label": "Pets?"}
    named = {"q": "q_name", "op": "is", "value": "Mia"}
    kind = {
        "id": "q_kind",
        "type": "short_text",
        "label": "Which?",
        "show_if": {"q": "q_pets", "op": "is", "value": True},
    }
    hers = {"id": "q_mia", "type": "yes_no", "label": "Mia?", "show_if": {"not": named}}
    definition["pages"].append({"id": "p_two", "title": "Pets", "show_if": named, "items": [pets, kind, hers]})
    definition["checks"] = [
        {"id": "k_in", "when": {"q": "q_pets", "op": "answered"}, "on": "q_pets", "message": "Hm"},
        {"id": "k_out", "when": named, "on": "q_pets", "message": "Oh"},
    ]
    definition["translations"] = {
        "zh-hant": {"q_pets": {"label": "有寵物嗎？"}, "q_name": {"label": "名字"}, "k_in": {"message": "嗯"}}
    }
    return definition


@pytest.fixture
def form(owner):
    return forms.create(owner=owner, title="Adopt Mikan", definition=two_pages())


def test_a_whole_form_is_kept_and_started_from(form, owner):
    kept = templates.keep(form=form, by=owner, title="Mine")

    started = forms.start(owner=owner, language="zh-hant", template=kept.slug)

    assert (started.title, started.pk == form.pk) == ("Mine", False)
    assert started.draft == form.draft | {"title": "Mine"}


def test_what_happens_to_the_form_later_does_not_reach_the_template(form, owner):
    kept = templates.keep(form=form, by=owner)
    form.draft["pages"].pop()
    form.save()

    kept.refresh_from_db()

    assert (kept.title, len(kept.definition["pages"])) == ("Adopt Mikan", 2)


def test_one_page_is_kept_without_what_pointed_out_of_it(form, owner):
    kept = templates.keep(form=form, by=owner, title="Pets", page_id="p_two")

    assert problems(kept.definition) == []
    assert [page["id"] for page in kept.definition["pages"]] == ["p_two"]
    assert "show_if" not in find(kept.definition, "p_two").node
    assert find(kept.definition, "q_kind").node["show_if"] == {"q": "q_pets", "op": "is", "value": True}
    assert "show_if" not in find(kept.definition, "q_mia").node
    assert [check["id"] for check in kept.definition["checks"]] == ["k_in"]
    assert kept.definition["translations"] == {
        "zh-hant": {"q_pets": {"label": "有寵物嗎？"}, "k_in": {"message": "嗯"}}
    }


def test_templates_of_one_page_stand_in_the_palette(form, owner):
    templates.keep(form=form, by=owner, title="All")
    kept = templates.keep(form=form, by=owner, title="Pets", page_id="p_two")

    [group] = groups_of(owner)

    assert (group.key, group.label, [item["id"] for item in group.items]) == (
        kept.slug,
        "Pets",
        ["q_pets", "q_kind", "q_mia"],
    )
    assert groups_of(UserFactory()) == []


def test_a_collaborator_who_edits_keeps_her_own(form, owner):
    editor = shared(form, "edit_form")

    kept = templates.keep(form=form, by=editor)

    assert (kept.owner, Template.objects.filter(owner=owner).count()) == (editor, 0)


def test_whoever_may_not_edit_keeps_nothing(form):
    for person in (shared(form, "view_results"), UserFactory()):
        with pytest.raises(Forbidden):
            templates.keep(form=form, by=person)


def test_nobody_starts_from_renames_or_removes_anothers(form, owner):
    kept, stranger = templates.keep(form=form, by=owner), UserFactory()

    for act in (
        lambda: forms.start(owner=stranger, language="en", template=kept.slug),
        lambda: templates.rename(template=kept, by=stranger, title="Hers"),
        lambda: templates.remove(template=kept, by=stranger),
    ):
        with pytest.raises(Missing):
            act()

    kept.refresh_from_db()
    assert kept.title == "Adopt Mikan"


@pytest.mark.parametrize("page_id", ["p_gone", "form", "q_name"])
def test_a_page_that_is_gone_is_not_kept(form, owner, page_id):
    with pytest.raises(Invalid):
        templates.keep(form=form, by=owner, page_id=page_id)


def test_an_empty_form_is_no_template(owner):
    empty = forms.start(owner=owner, language="en", title="Empty")

    with pytest.raises(Invalid):
        templates.keep(form=empty, by=owner)


def test_a_name_is_given_and_changed(form, owner):
    kept = templates.keep(form=form, by=owner, title=" Barn ")

    templates.rename(template=kept, by=owner, title="Stable")

    assert Template.objects.get(pk=kept.pk).title == "Stable"
    with pytest.raises(Invalid):
        templates.rename(template=kept, by=owner, title="  ")


def test_there_is_an_end_to_keeping(form, owner, monkeypatch):
    monkeypatch.setattr(templates, "MOST", 1)
    templates.keep(form=form, by=owner)

    with pytest.raises(Conflict):
        templates.keep(form=form, by=owner)


def test_removing_leaves_the_forms_that_came_from_it(form, owner):
    kept = templates.keep(form=form, by=owner)
    started = forms.start(owner=owner, language="en", template=kept.slug)

    templates.remove(template=kept, by=owner)

    started.refresh_from_db()
    assert (Template.objects.count(), len(started.draft["pages"])) == (0, 2)
