"""What going on with other questions means for a draft: told before she goes on, and nothing of it in silence."""

from dataclasses import dataclass

from forms_builder import definition as definitions
from forms_builder.services import carrying


@dataclass(frozen=True)
class Again:
    """A question to be answered again; for a consent what was agreed to, and what it is now."""

    label: str
    was: str = ""
    now: str = ""


@dataclass(frozen=True)
class News:
    """`reworded`: pairs of words of questions whose answer comes along; `gone`: answered, and no longer asked."""

    new: list[str]
    again: list[Again]
    reworded: list[tuple[str, str]]
    gone: list[str]


def of_draft(draft, version, language):
    """What changes when this draft goes on with that version."""
    before = _questions(draft.definition, language)
    after = _questions(version.definition, language)
    carried = carrying.carried_to(draft.submission, version)
    became = carried.became
    return News(
        new=[item["label"] for key, item in after.items() if key not in before and key not in became.values()],
        again=[_again(before[key], after[became[key]]) for key in carried.dropped if key in became],
        reworded=[
            (before[key]["label"], after[to]["label"])
            for key, to in became.items()
            if key not in carried.dropped and before[key]["label"] != after[to]["label"]
        ],
        gone=[before[key]["label"] for key in carried.dropped if key not in became],
    )


def _again(was, now):
    """A consent whose words changed shows both: she agreed to the old ones."""
    if was.get("statement") == now.get("statement"):
        return Again(now["label"])
    return Again(now["label"], was.get("statement") or "", now.get("statement") or "")


def _questions(definition, language):
    return {item["id"]: item for item in definitions.questions(definitions.public_projection(definition, language))}
