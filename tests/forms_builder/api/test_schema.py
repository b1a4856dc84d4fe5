"""The published JSON Schema: open to everybody, true for our own templates, and strict."""

import copy

import pytest
from jsonschema import Draft202012Validator

from forms_builder import templates_registry
from tests.forms_builder.definitions import small

ADDRESS = "/api/v1/forms/schema/"


@pytest.fixture
def schema(client):
    return client.get(ADDRESS).json()


def test_everybody_may_read_and_keep_it_for_an_hour(client):
    answer = client.get(ADDRESS)

    assert (answer.status_code, answer["Cache-Control"]) == (200, "public, max-age=3600")
    Draft202012Validator.check_schema(answer.json())


@pytest.mark.parametrize("language", ["zh-hant", "en"])
@pytest.mark.parametrize("slug", ["dog", "cat", "small_animal"])
def test_our_own_templates_are_forms_by_it(schema, slug, language):
    definition = templates_registry.get(slug).definition(language)

    assert [error.message for error in Draft202012Validator(schema).iter_errors(definition)] == []


@pytest.mark.parametrize(
    "broken",
    [
        {"schema_version": 2},
        {"pages": []},
        {"colour": "red"},
        {"pages": [{"id": "p_one", "items": [{"id": "q_one", "type": "essay", "label": "?"}]}]},
        {"pages": [{"id": "p_one", "items": [{"id": "q_one", "type": "yes_no"}]}]},
        {"pages": [{"id": "one", "items": [{"id": "q_one", "type": "yes_no", "label": "?"}]}]},
        {"pages": [{"id": "p_one", "items": [{"id": "q_one", "type": "yes_no", "label": "?", "required": "yes"}]}]},
    ],
)
def test_what_is_no_form_is_none_by_it_either(schema, broken):
    definition = copy.deepcopy(small()) | broken

    assert Draft202012Validator(schema).is_valid(small()) is True
    assert Draft202012Validator(schema).is_valid(definition) is False
