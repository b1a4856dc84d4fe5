"""What the editor's page and its preview are made of."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from forms_builder import evaluation, groups_registry
from forms_builder.builder_words import WORDS
from forms_builder.definition import LAYOUT_TYPES, OPERATORS, languages, public_projection, questions
from forms_builder.evaluation.evaluate import SECONDS
from forms_builder.hints import ABOUT_A_PET, HINTS
from forms_builder.models import Form
from forms_builder.rendering import form_pages
from forms_builder.selectors.pictures import of_editor
from forms_builder.selectors.templates import groups_of
from forms_builder.selectors.versions import has_answers, newest_number
from forms_builder.services.drafts import used_ids
from forms_builder.services.versions import GRACE_DAYS

LANGUAGE_NAMES = {"zh-hant": _("Chinese"), "en": _("English")}
# (type, icon, words) as the palette shows them; the browser's own list is models/form_kinds.js.
PALETTE = [
    ("short_text", "text"), ("long_text", "menu"), ("single_choice", "radio"), ("multi_choice", "checkbox"),
    ("yes_no", "check"), ("number", "hash"), ("scale", "star"), ("date", "calendar"), ("photo", "image"),
    ("file", "file"), ("address", "pin"), ("repeat", "copy"), ("consent", "edit"),
]  # fmt: skip
LAYOUT = [("heading", "list"), ("note", "info")]


def context(form: Form, *, by) -> dict:
    """Everything that the editor's page needs; a few queries whatever the size of the form."""
    latest = newest_number(form)
    groups, own_groups = groups_registry.groups_for(form.draft), groups_of(by)
    known = languages(form.draft)
    return {
        "form": form,
        "next_number": latest + 1,
        "live_number": form.live_version.number if form.live_version else None,
        "may_publish": by.has_perm("forms_builder.publish_form", form),
        "may_see_results": by.has_perm("forms_builder.view_results", form),
        "may_share": by.has_perm("forms_builder.share_form", form),
        "question_count": sum(1 for page in form.draft["pages"] for item in page["items"] if _is_question(item)),
        "groups": groups,
        "own_groups": own_groups,
        "types": [_type(*pair) for pair in PALETTE],
        "layout_types": [_type(*pair) for pair in LAYOUT],
        "languages": [(code, LANGUAGE_NAMES.get(code, code)) for code in known],
        "preview_language": preferred(known, by.language),
        "grace_days": GRACE_DAYS,
        "words": {key: _plain(value) for key, value in WORDS.items()},
        "builder_data": _data(form, [*groups, *own_groups], latest, by),
    }


def _type(name, icon):
    return {"name": name, "icon": icon, "words": WORDS[f"type_{name}"]}


def _data(form, groups, latest, by):
    retired, published, _homes = used_ids(form)
    return {
        "id": form.pk,
        "rev": form.draft_rev,
        "live_rev": form.live_rev,
        "number": latest,
        "updated_at": form.updated_at.isoformat(),
        "definition": form.draft,
        "published": sorted(published),
        "retired": sorted(retired),
        "me": str(by.uid),
        "has_answers": has_answers(form),
        "live_labels": _labels(form.live_version.definition) if form.live_version else {},
        "hints": [_hint(hint) for hint in HINTS],
        "about_pet": ABOUT_A_PET,
        "languages": [[code, str(LANGUAGE_NAMES.get(code, code))] for code, _name in settings.LANGUAGES],
        "pictures": of_editor(form),
        "seconds": SECONDS,
        "operators": OPERATORS,
        "groups": [{"key": group.key, "items": group.items, "translations": group.translations} for group in groups],
    }


def _labels(definition):
    """What each option is called where people choose it now: renaming one of these asks what is meant."""
    parts = [part for item in questions(definition) for part in (item, *(item.get("fields") or []))]
    return {choice["id"]: choice.get("label", "") for part in parts for choice in part.get("choices") or []}


def _hint(hint):
    return {"key": hint.key, "pattern": hint.pattern, "reason": str(hint.reason), "better": str(hint.better)}


def _plain(value):
    return {key: str(part) for key, part in value.items()} if isinstance(value, dict) else str(value)


def preferred(known: list[str], wanted: str | None) -> str:
    """The reader's language if the form speaks it, else the form's own."""
    return wanted if wanted in known else known[0]


def preview(form: Form, language: str, page_id: str, *, definition: dict, version: int | None = None) -> dict:
    """One page of a draft or version, drawn like the real form; what has no words yet stands empty."""
    drawable = _drawable(definition)
    pages = form_pages(drawable, {}, language=language)
    index = next((place for place, page in enumerate(pages) if page["id"] == page_id), 0)
    return {
        "form": form,
        "language": language,
        "languages": [(code, LANGUAGE_NAMES.get(code, code)) for code in languages(definition)],
        "version": version,
        "rules": {"id": form.pk, "definition": public_projection(drawable, language)},
        "page": pages[index] if pages else None,
        "number": index + 1,
        "count": len(pages),
        "previous": pages[index - 1] if index else None,
        "next": pages[index + 1] if index + 1 < len(pages) else None,
        "minutes": evaluation.minutes({"pages": drawable["pages"][index:]}),
    }


def _drawable(draft: dict) -> dict:
    """A draft may lack what a published form never lacks."""
    pages = [{**page, "items": [_drawable_item(item) for item in page["items"]]} for page in draft["pages"]]
    return {"title": "", **draft, "pages": pages}


def _drawable_item(item: dict) -> dict:
    filled = {"label": "", "statement": "", **item}
    filled["choices"] = [{"label": "", **choice} for choice in item.get("choices") or []]
    filled["fields"] = [_drawable_item(field) for field in item.get("fields") or []]
    return filled


def _is_question(item: dict) -> bool:
    return item["type"] not in LAYOUT_TYPES
