"""Online forms of Animal Shelter Manager (ASM3): {name, description, header, footer, fields: [..]}.

A field is {name, label, type, mandatory, index, visibleif, lookups ("a|b|c"), tooltip}. Rows copied from its database
have the names of the columns instead (FIELDNAME, LABEL, FIELDTYPE, …), types as numbers.
"""

import re
from typing import Any

from django.utils.translation import gettext as _

from .asked import Asked
from .remarks import Remark
from .words import LONGEST, clean, plain, without_tokens

# The numbers of the types, in their order.
_TYPES = (
    "YESNO", "TEXT", "NOTES", "LOOKUP", "SHELTERANIMAL", "ADOPTABLEANIMAL", "COLOUR", "BREED", "SPECIES", "RAWMARKUP",
    "DATE", "CHECKBOX", "RADIOGROUP", "SIGNATURE", "LOOKUP_MULTI", "GDPR_CONTACT_OPTIN", "TIME", "IMAGE",
    "CHECKBOXGROUP", "EMAIL", "NUMBER",
)  # fmt: skip
_KINDS: dict[str, tuple[str, dict[str, Any]]] = {
    "YESNO": ("yes_no", {}),
    "TEXT": ("short_text", {}),
    "NOTES": ("long_text", {}),
    "LOOKUP": ("single_choice", {"display": "dropdown"}),
    "RADIOGROUP": ("single_choice", {}),
    "LOOKUP_MULTI": ("multi_choice", {}),
    "CHECKBOXGROUP": ("multi_choice", {}),
    "GDPR_CONTACT_OPTIN": ("multi_choice", {}),
    "DATE": ("date", {}),
    "CHECKBOX": ("consent", {}),
    "SIGNATURE": ("consent", {"typed": True}),
    "IMAGE": ("photo", {"max_files": 1}),
    "EMAIL": ("short_text", {"format": "email", "autocomplete": "email", "private": True}),
    "NUMBER": ("number", {}),
}
_COLUMNS = {
    "name": "FIELDNAME", "label": "LABEL", "type": "FIELDTYPE", "mandatory": "MANDATORY", "index": "DISPLAYINDEX",
    "visibleif": "VISIBLEIF", "lookups": "LOOKUPS", "tooltip": "TOOLTIP",
}  # fmt: skip
# Fields whose name says what they hold: the browser helps, and who may see them is asked.
_NAMED: dict[str, dict[str, Any]] = {
    "firstname": {"private": True}, "forenames": {"private": True}, "lastname": {"private": True},
    "surname": {"private": True},
    "emailaddress": {"format": "email", "autocomplete": "email", "private": True},
    "hometelephone": {"format": "phone", "private": True}, "worktelephone": {"format": "phone", "private": True},
    "mobiletelephone": {"format": "phone", "autocomplete": "tel", "private": True},
    "celltelephone": {"format": "phone", "autocomplete": "tel", "private": True},
    "postcode": {"format": "postal_code", "autocomplete": "postal-code"},
    "zipcode": {"format": "postal_code", "autocomplete": "postal-code"},
    "address": {"autocomplete": "street-address", "private": True},
    "town": {"autocomplete": "address-level2"}, "city": {"autocomplete": "address-level2"},
}  # fmt: skip
_HEADING = re.compile(r"<h[1-6]\b", re.IGNORECASE)


def asked(source: dict[str, Any]) -> list[Asked]:
    """The fields in the order in which they are shown."""
    fields = [field for field in source["fields"] if isinstance(field, dict)]
    found = [each for field in sorted(fields, key=_position) for each in _field(field)]
    footer = _words(source.get("footer"))
    return [*found, Asked("note", "", help=footer)] if footer and found else found


def intro(source: dict[str, Any]) -> str:
    return "\n".join(part for part in (_words(source.get("description")), _words(source.get("header"))) if part)


def lost(source: dict[str, Any]) -> list[Remark]:
    """What its texts around the questions had to be filled in by the other system."""
    markup = [field for field in source["fields"] if isinstance(field, dict) and _kind(field) == "RAWMARKUP"]
    texts = [source.get(key) for key in ("description", "header", "footer")]
    texts += [_get(field, key) for field in markup for key in ("label", "tooltip")]
    said = _tokens_said(*texts)
    return [Remark("", said)] if said else []


def _words(value: Any) -> str:
    return without_tokens(plain(value))[0]


def _tokens_said(*values: Any) -> str:
    tokens = [token for value in values for token in without_tokens(plain(value))[1]]
    said = _("The other system fills in %(tokens)s: here nobody does, so it was left out.")
    return said % {"tokens": ", ".join(dict.fromkeys(tokens))[:200]} if tokens else ""


def _get(field: dict[str, Any], key: str) -> Any:
    return field.get(key, field.get(_COLUMNS[key]))


def _position(field: dict[str, Any]) -> float:
    """Those without a number stay where they are, at the end."""
    position = _get(field, "index")
    if isinstance(position, str) and re.fullmatch(r"[0-9]{1,6}", position):
        return int(position)
    return position if isinstance(position, int | float) and not isinstance(position, bool) else float("inf")


def _kind(field: dict[str, Any]) -> str:
    return _type(_get(field, "type"))


def _field(field: dict[str, Any]) -> list[Asked]:
    kind = _kind(field)
    condition = _get(field, "visibleif")
    made = Asked(
        kind="",
        label=_words(_get(field, "label")),
        name=clean(_get(field, "name"), 100),
        help=_words(_get(field, "tooltip")),
        required=_get(field, "mandatory") in (True, 1, "1"),
        condition=condition[:LONGEST].strip() if isinstance(condition, str) else "",
    )
    if kind == "RAWMARKUP":
        return _markup(made, f"{_get(field, 'label') or ''} {_get(field, 'tooltip') or ''}")
    said = _tokens_said(_get(field, "label"), _get(field, "tooltip"))
    made.notes = [said] if said else []
    made.label = made.label or made.name
    lookups = _get(field, "lookups")
    made.choices = lookups[:40_000].split("|") if isinstance(lookups, str) else []
    if kind == "GDPR_CONTACT_OPTIN":
        made.choices = [_("By e-mail"), _("By post"), _("By text message"), _("By phone")]
    made.kind, props = _KINDS.get(kind, ("short_text", {}))
    named = _NAMED.get(made.name.lower(), {}) if made.kind == "short_text" else {}
    made.props = {**props, **named}
    return [_said(made, kind)]


def _type(value: Any) -> str:
    if isinstance(value, int) and 0 <= value < len(_TYPES):
        return _TYPES[value]
    return value.strip().upper()[:40] if isinstance(value, str) else ""


def _markup(made: Asked, html: str) -> list[Asked]:
    """A heading begins a page; other markup is read out as a note."""
    text = "\n".join(part for part in (made.label, made.help) if part)
    if not text:
        return []
    if not _HEADING.search(html[:LONGEST]):
        return [Asked("note", "", help=text, condition=made.condition)]
    title, _newline, rest = text.partition("\n")
    kind = "heading" if made.condition else "section"
    note = [Asked("note", "", help=rest, condition=made.condition)] if rest else []
    return [Asked(kind, title, condition=made.condition), *note]


def _said(made: Asked, kind: str) -> Asked:
    """Types whose answers live in the other system, or that nobody knows."""
    if kind in ("SHELTERANIMAL", "ADOPTABLEANIMAL"):
        made.kind, made.required = "note", False
        made.help = made.help or made.label
        made.notes.append(_("It asked which animal: here the post says that. Only its words are kept, as a note."))
    elif kind in ("COLOUR", "BREED", "SPECIES"):
        made.notes.append(_("Its list of options stays in the other system; people write the answer here."))
    elif kind == "TIME":
        made.notes.append(_("There is no question for a time of day; people write it here."))
    elif kind not in _KINDS:
        made.kind, made.required = "note", False
        made.help = made.help or made.label
        made.notes.append(_("This type of question is unknown here. Only its words are kept, as a note."))
    return made
