"""From a file to a draft: which format it is, and nothing of it believed before it was looked at."""

import copy
import json
from typing import Any

from django.utils.translation import gettext as _

from forms_builder.definition import MalformedDraft, check_shape, questions
from petbuddy.errors import Invalid

from . import asm3, listed
from .document import Imported, build
from .remarks import Remark
from .words import clean, language_of

MAX_BYTES = 512 * 1024


class Unreadable(Invalid):
    """Not a form in any format that we know; the sentence says why."""

    code = "unreadable_form"


def text_of(data: bytes) -> str:
    """The words of an uploaded file."""
    if len(data) > MAX_BYTES:
        raise Unreadable(_("This file is too large; at most %(size)s KB.") % {"size": MAX_BYTES // 1024})
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(_("This file holds no text. Choose the JSON file that the other system wrote.")) from error


def read(text: str) -> Imported:
    """A draft from JSON text: of ASM3 (fields), a plain list (questions), or a form of this site."""
    source = _parsed(text)
    if "schema_version" in source:
        return _own(source)
    for key, reader in (("fields", asm3), ("questions", listed)):
        if isinstance(source.get(key), list):
            asked = [each for each in reader.asked(source) if each.label or each.help]  # without words: nothing lost
            if all(each.kind == "section" for each in asked):
                raise Unreadable(_("There is no question in this file."))
            words = {"intro": reader.intro(source), "language": language_of(source, asked)}
            return build(source, asked, remarks=reader.lost(source), **words)
    raise Unreadable(_("This JSON is no form that we know. A form has “fields” or “questions”."))


def _parsed(text: str) -> dict[str, Any]:
    if len(text.encode("utf-8", "replace")) > MAX_BYTES:
        raise Unreadable(_("This is too much text; at most %(size)s KB.") % {"size": MAX_BYTES // 1024})
    try:
        source = json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise Unreadable(_("This is no JSON. Copy the whole text, from the first brace to the last.")) from error
    if not isinstance(source, dict):
        raise Unreadable(_("This JSON is no form that we know. A form has “fields” or “questions”."))
    return source


def _no_number(name: str) -> None:
    raise ValueError(name)


def _own(source: dict[str, Any]) -> Imported:
    """A form of this site as it is; pictures belong to the form they were added to and stay there."""
    definition, remarks = copy.deepcopy(source), []
    try:
        check_shape(definition)
    except MalformedDraft as error:
        where = error.extra.get("path") or "-"
        raise Unreadable(_("This form cannot be read; look at “%(where)s”.") % {"where": where}) from error
    for item in questions(definition):
        with_picture = [choice for choice in item.get("choices") or [] if choice.pop("image", None)]
        if with_picture:
            remarks.append(Remark(item.get("label") or "", _("The pictures on its options were left out.")))
    title = clean(definition.get("title") or "", 120) or _("Imported form")
    return Imported(title, definition, remarks)
