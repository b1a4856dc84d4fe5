"""Questions that put people off, or that ask for more than placing a pet needs: said to the author, never blocking.

The patterns are read by Python and by the editor's scripts alike, so they keep to what both understand.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .definition import items


@dataclass(frozen=True)
class Hint:
    """What a question seems to ask for, why that is a bad idea, and what to ask instead."""

    key: str
    pattern: str
    reason: str | Promise
    better: str | Promise


HINTS = (
    Hint(
        "identity",
        r"身分證|身份證|護照|健保卡|駕照|統一編號|"
        r"\b(?:ID (?:card|number)|identity (?:card|number)|passport|social security|driving licen[cs]e)\b",
        _("Identity documents are what fraud is made of, and an applicant can not see how you keep them."),
        _("Look at the document when you meet. In the form, ask for the name only."),
    ),
    Hint(
        "bank",
        r"銀行帳|帳戶|戶頭|帳號末|信用卡|存摺|提款卡|\b(?:bank account|account number|credit card|debit card|IBAN)\b",
        _("Bank details in a form are a typical sign of fraud, and no adoption needs them."),
        _("If there is a fee, say its amount in the post and settle it at the hand-over."),
    ),
    Hint(
        "income",
        r"收入|薪水|薪資|月薪|年薪|存款|財力|資產|\b(?:income|salary|wages?|savings|net worth)\b",
        _("Income feels intrusive and says little about care: many good applicants stop here."),
        _("Ask what would be paid for: “Who would pay the vet if the pet fell ill?”"),
    ),
    Hint(
        "health",
        r"病史|疾病|懷孕|身心障礙|精神科|服藥|慢性病|健康狀況|"
        r"\b(?:medical history|illness(?:es)?|disabilit(?:y|ies)|"
        r"pregnan(?:t|cy)|mental health|medication|diagnos(?:is|ed))"
        r"\b",
        _("Health is protected personal data; asking for it needs a reason that you could defend."),
        _("Ask about the pet's life instead: “Is anyone at home allergic to animals?”"),
    ),
    Hint(
        "belief",
        r"宗教|信仰|政黨|政治傾向|性傾向|性向|種族|族群|"
        r"\b(?:religion|religious|political|sexual orientation|ethnicity)\b",
        _("Belief, politics, origin and orientation are protected, and no ground to decide about a home."),
        _("Leave it out. If you worry about a custom, ask about the custom."),
    ),
    Hint(
        "address",
        r"詳細地址|完整地址|門牌|戶籍地址|\b(?:exact address|full address|street address|home address)\b",
        _("An exact address is not needed to choose; it opens by itself with a confirmed visit."),
        _("Ask for county and district."),
    ),
    Hint(
        "family",
        r"婚姻狀況|結婚了嗎|離婚|打算生|生小孩|"
        r"\b(?:marital status|are you married|divorced|plan(?:ning)? to have (?:a )?(?:child|children|bab(?:y|ies)))\b",
        _("Marriage and plans for children feel like a judgment of a life, not of a home."),
        _("Ask who lives there: “Who else lives with you, and do they all agree?”"),
    ),
)  # fmt: skip

_COMPILED = tuple((hint, re.compile(hint.pattern, re.IGNORECASE)) for hint in HINTS)
# Asked of the pet and not of the applicant: "Does your dog take medication?"
ABOUT_A_PET = r"牠|寵物|毛孩|貓|狗|犬|動物|\b(?:pets?|cats?|dogs?|animals?|rabbits?)\b"
_ABOUT_A_PET = re.compile(ABOUT_A_PET, re.IGNORECASE)


def hint_for(item: dict[str, Any]) -> Hint | None:
    """The first hint that the words of a question call for."""
    text = " ".join(str(item.get(prop) or "") for prop in ("label", "help", "statement"))
    for hint, pattern in _COMPILED:
        if pattern.search(text) and not (hint.key == "health" and _ABOUT_A_PET.search(text)):
            return hint
    return None


def hints(definition: dict) -> Iterator[tuple[dict, Hint]]:
    """Every item that calls for a hint, in order; the fields of a repeat speak for their question."""
    for item in items(definition):
        for part in (item, *(item.get("fields") or [])):
            found = hint_for(part)
            if found:
                yield item, found
                break
