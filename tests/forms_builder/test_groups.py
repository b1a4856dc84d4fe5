"""Question groups in the palette, and who hears of edits live."""

import pytest

from forms_builder import groups_registry, templates_registry
from forms_builder.definition import problems
from forms_builder.permissions import may_follow_draft
from tests.factories.accounts import UserFactory
from tests.factories.forms import FormFactory


@pytest.mark.parametrize("slug", ["dog", "cat", "small_animal"])
def test_groups_are_worded_like_the_form(slug):
    document = templates_registry.get(slug).definition("zh-hant")

    groups = groups_registry.groups_for(document)

    inside = {item["id"]: item for page in document["pages"] for item in page["items"]}
    assert [group.key for group in groups] == ["home", "experience", "family"]
    assert all(inside[item["id"]] == item for group in groups for item in group.items)


@pytest.mark.parametrize("language", ["zh-hant", "en"])
def test_a_group_can_be_published_as_it_comes(language):
    for group in groups_registry.groups_for({"language": language}):
        page = {"id": "p_one", "title": "One", "items": group.items}
        document = {"schema_version": 1, "title": "One", "language": language, "pages": [page]}

        assert problems(document | {"translations": group.translations}) == []


@pytest.mark.django_db
def test_only_who_may_edit_hears_of_edits():
    form = FormFactory()

    heard = [may_follow_draft(person, str(form.pk)) for person in (form.owner, UserFactory())]

    assert heard == [True, False]
    assert may_follow_draft(form.owner, "no-number") is False
