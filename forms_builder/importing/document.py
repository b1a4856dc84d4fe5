"""From what was asked elsewhere to a draft: pages, ids, conditions over earlier questions, within our limits."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from forms_builder.definition import check_shape, new_id
from forms_builder.definition.limits import MAX_PAGES, MAX_PROSE, MAX_QUESTIONS

from .asked import Asked
from .conditions import NotCarried, rule_of
from .items import item_of
from .remarks import Remark
from .words import clean, plain

PER_PAGE = 8  # more than that is no step on a phone
MOST = 2 * MAX_QUESTIONS  # questions and texts together
LAYOUT = ("section", "heading", "note")


@dataclass(frozen=True)
class Imported:
    """A draft, its title, and what could not be carried over."""

    title: str
    definition: dict[str, Any]
    remarks: list[Remark]


@dataclass
class _Section:
    title: str = ""
    items: list[dict[str, Any]] = field(default_factory=list)


def build(source: dict[str, Any], asked: list[Asked], *, intro: str, language: str, remarks: list[Remark]) -> Imported:
    """The whole draft. Everything that is lost leaves a remark (`remarks`: what was on the way here), and a note at
    its question that only the giver sees.
    """
    kept = _within_limits(asked, remarks)
    sections = _sections(kept, language, remarks)
    title = clean(source.get("title") or source.get("name"), 120) or _("Imported form")
    definition = {"schema_version": 1, "title": title, "language": language, "pages": _pages(sections, language)}
    if intro:
        definition["intro"] = intro[:MAX_PROSE]
    check_shape(definition)
    return Imported(title, definition, remarks)


def _within_limits(asked: list[Asked], remarks: list[Remark]) -> list[Asked]:
    kept, count = [], 0
    for each in asked[:MOST]:
        count += each.kind not in LAYOUT
        if count <= MAX_QUESTIONS or each.kind in LAYOUT:
            kept.append(each)
    lost = len(asked) - len(kept)
    if lost:
        said = ngettext(
            "The form is too long: %(count)s part at its end was left out.",
            "The form is too long: %(count)s parts at its end were left out.",
            lost,
        )
        remarks.append(Remark("", said % {"count": lost}))
    return kept


def _sections(asked: list[Asked], language: str, remarks: list[Remark]) -> list[_Section]:
    sections, earlier = [_Section()], {}
    names = {each.name for each in asked if each.name}
    for each in asked:
        if each.kind == "section":
            sections.append(_Section(each.label))
            continue
        item = item_of(each, language)
        _set_condition(item, each, earlier, names)
        for made in (item, *_further(item, each, language)):
            sections[-1].items.append(made)
        if each.name:
            earlier.setdefault(each.name, item)
        remarks += [Remark(plain(each.label or each.help)[:120], note) for note in each.notes]
        if each.notes:
            item["private_note"] = "\n".join(each.notes)[:1000]
    return _joined(sections)


def _joined(sections: list[_Section]) -> list[_Section]:
    """A title with nothing below it becomes a heading on the page that follows."""
    found: list[_Section] = []
    waiting: list[str] = []
    for section in sections:
        if section.items:
            headings = [{"id": new_id("q"), "type": "heading", "label": title} for title in waiting]
            found.append(_Section(section.title, [*headings, *section.items]))
            waiting = []
        elif section.title:
            waiting.append(section.title)
    return found


def _set_condition(item: dict, each: Asked, earlier: dict[str, dict], names: set[str]) -> None:
    if not each.condition:
        return
    try:
        item["show_if"] = rule_of(each.condition, earlier)
    except NotCarried:
        is_later = any(name in each.condition for name in names - earlier.keys())
        said = _("It depended on a later question (%(condition)s): everybody sees it now, and nobody has to answer.")
        other = _("Its condition (%(condition)s) could not be carried over: everybody sees it, nobody must answer.")
        each.notes.append((said if is_later else other) % {"condition": clean(each.condition, 120)})
        item.pop("required", None)


def _further(item: dict, each: Asked, language: str) -> Iterator[dict]:
    """“If so, which?”: a question of its own, asked of those who said yes."""
    if each.after_yes and item["type"] == "yes_no":
        with override(language):
            label = _("Please tell more")
        yes = {"q": item["id"], "op": "is", "value": True}
        yield {"id": new_id("q"), "type": "long_text", "label": str(label), "show_if": yes}


def _pages(sections: list[_Section], language: str) -> list[dict]:
    """One page for each section, long ones in several of about the same length; never more pages than there may be."""
    pages = [page for section in sections for page in _pages_of(section, language)]
    if len(pages) <= MAX_PAGES:
        return pages
    items: list[dict] = []
    for section in sections:
        items += [{"id": new_id("q"), "type": "heading", "label": section.title}] if section.title else []
        items += section.items
    return [{"id": new_id("p"), "items": part} for part in _parts(items, MAX_PAGES)]


def _pages_of(section: _Section, language: str) -> Iterator[dict]:
    parts = _parts(section.items, -(-len(section.items) // PER_PAGE))
    for number, part in enumerate(parts, start=1):
        title = section.title
        if title and number > 1:
            with override(language):
                title = _("%(title)s, part %(number)s") % {"title": title, "number": number}
        yield {"id": new_id("p"), "items": part} | ({"title": title} if title else {})


def _parts(items: list[dict], count: int) -> list[list[dict]]:
    size, longer = divmod(len(items), count)
    ends = [number * size + min(number, longer) for number in range(count + 1)]
    return [items[start:end] for start, end in pairwise(ends) if start < end]
