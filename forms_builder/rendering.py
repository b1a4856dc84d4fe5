"""From a definition and answers to the plain dictionaries that the question templates draw.

The real form, the check page and the editor's preview all come through here, so they can not differ.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from accounts import places
from forms_builder import definition as definitions
from forms_builder import evaluation
from forms_builder.dates import bound
from forms_builder.definition.limits import MAX_ROWS
from forms_builder.evaluation.values import longest
from forms_builder.selectors.pictures import shown_in
from forms_builder.text import length
from petbuddy import images

# Drawn as a group of controls under a legend; the others have one control under a label.
GROUPS = {"yes_no", "single_choice", "multi_choice", "scale", "photo", "file", "address", "consent", "repeat"}
INPUT_TYPES = {
    "email": ("email", "email"),
    "phone": ("tel", "tel"),
    "url": ("url", "url"),
    "postal_code": ("text", "numeric"),
}
PHOTO_KINDS = "image/jpeg,image/png,image/webp,image/heic,image/heif,image/avif"
ROW = "__row__"  # stands for the number of a row in the template that scripts copy
Item = dict[str, Any]


def form_pages(
    definition: dict,
    answers: Mapping[str, Any],
    *,
    language: str,
    evaluated: evaluation.Evaluated | None = None,
    faulty: Iterable[str] = (),
    files: Iterable = (),
    today=None,
    more_rows: Iterable[str] = (),
    offers: Mapping[str, Any] | None = None,
) -> list[Item]:
    """Every page of a form with its items, filled in with (raw) answers.

    `faulty`: the pages whose faults are said. Without `evaluated` everything is shown, as in a preview.
    `more_rows`: the repeats that get one more empty row. `offers`: {question id: what may be taken over by a button}.
    """
    shown = definitions.public_projection(definition, language)
    by_uid = {str(file.uid): file for file in files}
    pictures = shown_in(shown)
    pages = []
    for page in shown["pages"]:
        says = _sentences(evaluated, shown) if evaluated and page["id"] in faulty else {}
        draw = _Drawing(evaluated, says, by_uid, today, set(more_rows), offers or {}, pictures)
        items = [draw.item(item, answers.get(item["id"])) | _warning(evaluated, shown, item) for item in page["items"]]
        is_hidden = evaluated is not None and page["id"] not in evaluated.pages
        pages.append({**page, "language": shown["language"], "items": items, "is_hidden": is_hidden})
    return pages


def sentence(fault: evaluation.Fault, shown: dict) -> str:
    """What to tell her; what the giver wrote for it stands in the form as it is shown, in her language."""
    if fault.code == "check":
        return next(check["message"] for check in shown["checks"] if check["id"] == fault.params["id"])
    return evaluation.describe(fault)


def _sentences(evaluated: evaluation.Evaluated, shown: dict) -> dict[str, list[str]]:
    return {key: [sentence(fault, shown) for fault in faults] for key, faults in evaluated.errors.items()}


def _warning(evaluated: evaluation.Evaluated | None, shown: dict, item: dict) -> Item:
    """What the giver wants to be thought over; it stops nobody. `can_warn`: an answer may bring it up."""
    said = evaluated.warnings.get(item["id"], []) if evaluated else []
    can_warn = any(check["on"] == item["id"] and check.get("level") != "error" for check in shown["checks"])
    return {"can_warn": can_warn, "warning": " ".join(sentence(fault, shown) for fault in said)}


class _Drawing:
    """What all items of one page share."""

    def __init__(self, evaluated, says, files, today, more_rows, offers, pictures):
        self.evaluated, self.says, self.files, self.today = evaluated, says, files, today
        self.more_rows, self.offers, self.pictures = more_rows, offers, pictures

    def item(self, item: dict, answer: Any) -> Item:
        is_hidden = self.evaluated is not None and item["id"] not in self.evaluated.visible
        offer = self.offers.get(item["id"])
        return {**self.question(item, answer, item["id"]), "is_hidden": is_hidden, "offer": offer}

    def question(self, item: dict, answer: Any, key: str) -> Item:
        """`key` names the control: the question's id, or q_list.0.q_field in a row."""
        drawn = {
            **item,
            "key": key,
            "template": f"forms_builder/questions/{item['type']}.html",
            "is_group": _is_group(item),
            "is_optional": not item.get("required") and "required_if" not in item,
            "errors": self.says.get(key, []),
            "answer": "" if answer is None else answer,
        }
        words = (("help", item.get("help")), ("error", drawn["errors"]))
        drawn["described_by"] = " ".join(f"{key}_{part}" for part, is_said in words if is_said)
        drawn |= _DETAILS.get(item["type"], _nothing)(self, item, answer, key)
        return drawn


def _is_group(item: dict) -> bool:
    if item["type"] == "single_choice":
        return item.get("display") != "dropdown" or bool(item.get("other"))
    if item["type"] == "consent":
        return not item.get("typed")
    return item["type"] in GROUPS


def _nothing(draw: _Drawing, item: dict, answer: Any, key: str) -> Item:
    return {}


def _short_text(draw: _Drawing, item: dict, answer: Any, key: str) -> Item:
    kind, mode = INPUT_TYPES.get(item.get("format", "text"), ("text", ""))
    return {"input_type": kind, "input_mode": mode, **_counted(item, answer, item.get("max_length"))}


def _long_text(draw: _Drawing, item: dict, answer: Any, key: str) -> Item:
    return _counted(item, answer, longest(item))


def _counted(item: dict, answer: Any, limit: int | None) -> Item:
    if not limit:
        return {"limit": None}
    return {"limit": limit, "left": limit - length(answer if isinstance(answer, str) else "")}


def _yes_no(draw: _Drawing, item: dict, answer: Any, key: str) -> Item:
    return {"is_yes": answer is True, "is_no": answer is False}


def _choices(draw: _Drawing, item: dict, answer: Any, key: str) -> Item:
    parts = answer if isinstance(answer, list) else [answer]
    words = next((part.get("other", "") for part in parts if isinstance(part, dict)), None)
    options = [
        {**choice, "is_chosen": choice["id"] in parts, "picture": draw.pictures.get(choice.get("image"))}
        for choice in item["choices"]
    ]
    return {"options": options, "other_words": words or "", "is_other": words is not None}


def _scale(draw: _Drawing, item: dict, answer: Any, key: str) -> Item:
    values = range(item.get("min", 1), item.get("max", 5) + 1)
    return {"values": [{"value": value, "is_chosen": str(answer) == str(value)} for value in values]}


def _date(draw: _Drawing, item: dict, answer: Any, key: str) -> Item:
    if draw.today is None:
        return {}
    return {"earliest": bound(item.get("min"), draw.today), "latest": bound(item.get("max"), draw.today)}


def _files(draw: _Drawing, item: dict, answer: Any, key: str) -> Item:
    uids = [uid for uid in answer if isinstance(uid, str)] if isinstance(answer, list) else []
    return {
        "files": [file_shown(uid, draw.files.get(uid)) for uid in uids],
        "most": item.get("max_files") or 10,
        "is_full": len(uids) >= (item.get("max_files") or 10),
        **taken_by(item),
    }


def taken_by(item: dict) -> Item:
    """What a file question takes: the kinds as a file field names them, and how large."""
    takes_pdf = item["type"] == "file" and "pdf" in (item.get("accept") or ["pdf", "image"])
    takes_image = item["type"] == "photo" or "image" in (item.get("accept") or ["pdf", "image"])
    accept = ",".join(filter(None, [PHOTO_KINDS if takes_image else "", "application/pdf" if takes_pdf else ""]))
    return {"accept": accept, "megabytes": item.get("max_mb") or 15}


def file_shown(uid: str, file: Any) -> Item:
    """One uploaded file: where it is read (the right is asked there), or why it can not be used."""
    if file is None:
        return {"uid": uid, "state": "missing", "name": ""}
    is_picture = file.state == "ready" and bool(file.renditions)
    return {
        "uid": uid,
        "state": file.state,
        "name": file.name,
        "url": f"/uploads/{uid}/",
        "is_picture": is_picture,
        "is_pdf": file.mime == images.PDF_MIME,
        "reason": images.reason_sentence(file.reason) if file.state == "rejected" else "",
        "is_asked_again": file.state == "rejected" and file.asked_again_at is not None,
    }


def _address(draw: _Drawing, item: dict, answer: Any, key: str) -> Item:
    given = answer if isinstance(answer, dict) else {}
    return {"counties": places.counties(), "given": given, "is_full": item.get("detail") == "full"}


def _consent(draw: _Drawing, item: dict, answer: Any, key: str) -> Item:
    return {"is_agreed": answer is True}


def _rows(draw: _Drawing, item: dict, answer: Any, key: str) -> Item:
    given = [row for row in answer if isinstance(row, dict)] if isinstance(answer, list) else []
    least = len(given) + 1 if item["id"] in draw.more_rows else max(item.get("min_rows") or 1, 1)
    given += [{} for _number in range(least - len(given))]
    most = item.get("max_rows") or MAX_ROWS
    return {
        "rows": [_row(draw, item, row, f"{key}.{number}", number) for number, row in enumerate(given)],
        "blank_row": _row(draw, item, {}, f"{key}.{ROW}", ROW),
        "is_full": len(given) >= most,
        "most": most,
    }


def _row(draw: _Drawing, item: dict, row: dict, key: str, number: int | str) -> Item:
    fields = [draw.question(field, row.get(field["id"]), f"{key}.{field['id']}") for field in item["fields"]]
    return {"key": key, "number": number + 1 if isinstance(number, int) else number, "fields": fields}


_DETAILS = {
    "short_text": _short_text, "long_text": _long_text, "yes_no": _yes_no, "single_choice": _choices,
    "multi_choice": _choices, "scale": _scale, "date": _date, "photo": _files, "file": _files, "address": _address,
    "consent": _consent, "repeat": _rows,
}  # fmt: skip
