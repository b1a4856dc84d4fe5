"""One item of ours from one question of theirs."""

import re
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from forms_builder.definition import new_id
from forms_builder.definition.limits import MAX_CHOICES, MAX_FIELDS, MAX_HELP, MAX_LABEL, MAX_PROSE
from forms_builder.text import folded, is_blank

from .asked import Asked
from .words import clean, halves, plain

_OTHER = re.compile(r"(?:other|others|其他|其它)\b.{0,40}", re.IGNORECASE)


def item_of(each: Asked, language: str) -> dict[str, Any]:
    """What does not fit the type is left out and noted at `each`."""
    if each.kind in ("heading", "note"):
        return _layout(each)
    if not each.label:
        each.label, each.help = each.help, ""
    label, rest = halves(each.label, MAX_LABEL)
    item: dict[str, Any] = {"id": new_id("q"), "type": each.kind, "label": label, **each.props}
    if each.required:
        item["required"] = True
    if each.kind == "consent":
        _consent(item, each, language)
    else:
        _help(item, each, "\n".join(part for part in (rest, each.help) if part))
    if each.kind in ("single_choice", "multi_choice"):
        _choices(item, each)
    if each.kind == "repeat":
        _fields(item, each)
    return item


def _layout(each: Asked) -> dict[str, Any]:
    node: dict[str, Any] = {"id": new_id("q"), "type": each.kind}
    if each.kind == "heading":
        return node | {"label": halves(each.label, MAX_LABEL)[0]}
    _help(node, each, each.help or each.label)
    title = halves(each.label, MAX_LABEL)[0]
    return node | ({"label": title} if title and title != node["help"] else {})


def _help(item: dict, each: Asked, text: str) -> None:
    if len(text) > MAX_HELP:
        each.notes.append(_("Its text was longer than %(limit)s characters and was cut.") % {"limit": MAX_HELP})
    if text:
        item["help"] = text[:MAX_HELP]


def _consent(item: dict, each: Asked, language: str) -> None:
    """What one agrees to is the statement; over it stands a short word."""
    with override(language):
        item["label"] = _("Your consent")
    statement = "\n".join(part for part in (each.label, each.help) if part)
    if len(statement) > MAX_PROSE:
        each.notes.append(_("Its text was longer than %(limit)s characters and was cut.") % {"limit": MAX_PROSE})
    item["statement"] = statement[:MAX_PROSE]


def _choices(item: dict, each: Asked) -> None:
    """Options that say something, each once; with fewer than two of them it is no choice."""
    words = {folded(word): word for word in reversed([clean(choice, MAX_LABEL) for choice in each.choices])}
    kept = [word for word in reversed(words.values()) if not is_blank(word)]
    if item.get("other"):
        kept = [word for word in kept if not _OTHER.fullmatch(word)]
    if len(kept) > MAX_CHOICES:
        each.notes.append(_("It had more than %(limit)s options; the last were left out.") % {"limit": MAX_CHOICES})
    if len(kept) < 2:
        each.notes.append(_("It had fewer than two options, so people write the answer."))
        for prop in ("other", "display"):
            item.pop(prop, None)
        item["type"] = "short_text"
        return
    item["choices"] = [{"id": new_id("c"), "label": word} for word in kept[:MAX_CHOICES]]


def _fields(item: dict, each: Asked) -> None:
    """The columns of a table are asked once for each row, in words."""
    columns = [label for label in (halves(plain(column), MAX_LABEL)[0] for column in each.columns) if label]
    if not columns:
        each.notes.append(_("It was a table without columns, so people write the answer."))
        item.pop("max_rows", None)
        item["type"] = "long_text"
        return
    if len(columns) > MAX_FIELDS:
        each.notes.append(_("It had more than %(limit)s columns; the last were left out.") % {"limit": MAX_FIELDS})
    item["fields"] = [{"id": new_id("q"), "type": "short_text", "label": label} for label in columns[:MAX_FIELDS]]
