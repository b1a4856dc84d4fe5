"""Answers to whatever a form asks, so that any form can be filled in and sent."""

from forms_builder import evaluation
from forms_builder.definition import questions

WORDS = "我在家工作，平常都有人陪牠。"
_FORMATS = {
    "email": "yijun@example.org", "phone": "0912345678", "url": "https://example.org/me", "postal_code": "116",
}  # fmt: skip


def answers_to(definition, today, *, yes=True):
    """A good answer to each question; `yes` to all yes-no questions, so that what hangs on them opens (or not)."""
    everything = {item["id"]: answer_to(item, yes) for item in questions(definition) if item["type"] != "photo"}
    return {
        key: everything[key] for key in evaluation.clean(definition, everything, today).visible if key in everything
    }


def answer_to(item, yes=True):
    kind = item["type"]
    if kind == "repeat":
        return [{field["id"]: answer_to(field, yes) for field in item["fields"]}]
    simple = {
        "short_text": _FORMATS.get(item.get("format"), "木柵動物醫院的王醫師"),
        "long_text": WORDS,
        "yes_no": yes,
        "number": 8,
        "date": "1990-02-03",
        "address": {"county": "臺北市", "district": "文山區", "street": "木柵路一段 1 號"},
        "consent": "陳怡君" if item.get("typed") else True,
    }
    if kind == "single_choice":
        return item["choices"][0]["id"]
    return [item["choices"][0]["id"]] if kind == "multi_choice" else simple[kind]
