"""What people type, made comparable. `static/js/models/form_rules/text.js` says the same in JavaScript.

The patterns name their characters one by one: `\\s`, `\\d` and `strip()` differ between the two languages.
"""

import re
import unicodedata

_SPACE = "\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e01ef"
)
_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"

_BLANK = re.compile(f"[{_SPACE}{_UNSEEN}{_CONTROL}]*")
# `strip` and not a pattern: a pattern anchored at the end is quadratic on long runs of spaces.
_EDGES = _SPACE.replace("\u2000-\u200a", "".join(map(chr, range(0x2000, 0x200B)))) + "\u200b\u2060\ufeff"
_CONTROLS = re.compile(f"[{_CONTROL}]")
_LINE_ENDS = re.compile("\r\n|\r|\u2028|\u2029|\u0085")
_SURROGATES = re.compile("[\ud800-\udfff]")


def is_blank(text: str) -> bool:
    """Nothing to see: only spaces, zero-width characters, variation selectors."""
    return _BLANK.fullmatch(text) is not None


def tidy(text: str, *, lines: bool) -> str:
    """The text as it is kept: composed (NFC), one kind of line end, no control characters, no blank edges."""
    text = _SURROGATES.sub("\ufffd", text)
    text = _CONTROLS.sub("", _LINE_ENDS.sub("\n", text))
    if not lines:
        text = text.replace("\n", " ")
    return unicodedata.normalize("NFC", text).strip(_EDGES)


def plain(text: str) -> str:
    """Full-width digits and letters become the ordinary ones: for phones, numbers, dates, mail addresses."""
    return unicodedata.normalize("NFKC", tidy(text, lines=False)).strip(_EDGES)


def folded(text: str) -> str:
    """For comparing short answers: NFKC, and case ignored letter by letter, as both languages can."""
    return "".join(letter.upper().lower() for letter in plain(text))


def length(text: str) -> int:
    """Characters as the reader's counter shows them: code points, never bytes or UTF-16 units."""
    return len(text)
