"""Answers as lines that a database can search: portable, written once when they are sent, gone when they go.

`q_home=c_flat` says that an option was chosen, `q_home:flat 公寓` what stands there in words, comparable and in every
language of the form. Folding 10,000 answer sheets at each search took ten seconds; reading these takes a moment.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.conf import settings
from django.utils import translation

from forms_builder import definition as definitions
from forms_builder.reading import in_words
from forms_builder.text import folded

OTHER = "other"
COUNTED = ("single_choice", "multi_choice", "yes_no", "scale", "consent")
UNWORDED = ("yes_no", "scale", "photo", "file")  # "yes" is filtered by, never searched for


def text_of(definition: dict, answers: Mapping[str, Any]) -> str:
    """All lines of one answer sheet; each stands between two line ends."""
    lines = dict.fromkeys([*_options(definition, answers), *_words(definition, answers)])
    return "\n".join(["", *lines, ""]) if lines else ""


def has_option(question_id: str, value: str) -> str:
    """What stands in the lines of whoever chose that option."""
    return f"\n{question_id}={value}\n"


def found_in(text: str, words: str) -> Iterator[str]:
    """The ids of the questions whose words have `words` (folded) in them."""
    for line in text.split("\n"):
        question_id, sign, said = line.partition(":")
        if sign and "=" not in question_id and words in said:
            yield question_id


def values_of(answer: Any) -> Iterator[str]:
    """The options of one answer as short names: ids, `true`, `false`, numbers, `other`."""
    for part in answer if isinstance(answer, list) else [answer]:
        if isinstance(part, bool):
            yield "true" if part else "false"
        elif isinstance(part, dict):
            yield OTHER
        else:
            yield str(part)


def _options(definition: dict, answers: Mapping[str, Any]) -> Iterator[str]:
    for item in definitions.questions(definition):
        if item["id"] in answers and item["type"] in COUNTED and not item.get("typed"):
            yield from (f"{item['id']}={value}" for value in values_of(answers[item["id"]]))


def _words(definition: dict, answers: Mapping[str, Any]) -> Iterator[str]:
    spoken = dict.fromkeys([*definitions.languages(definition), *(code for code, _name in settings.LANGUAGES)])
    for language in spoken:
        shown = definitions.public_projection(definition, language)
        with translation.override(language):
            for item in definitions.questions(shown):
                for text in _said(item, answers.get(item["id"])):
                    yield f"{item['id']}:{folded(text)}"


def _said(item: dict, answer: Any) -> Iterator[str]:
    if answer is None or isinstance(answer, bool) or item["type"] in UNWORDED:
        return
    if item["type"] == "repeat":
        rows = [row for row in answer if isinstance(row, dict)]
        asked = [(field, row[field["id"]]) for row in rows for field in item["fields"] if field["id"] in row]
        yield from (in_words(field, given) for field, given in asked if not isinstance(given, bool))
    elif item["type"] == "date":
        yield str(answer)
    else:
        yield in_words(item, answer)
