"""What of a shelter's remark a page may show. Foster homes' own numbers stand in it; the shelter's number is enough."""

import re
import unicodedata

SEPARATOR = r"[-–—.． 　]?"
MOBILE = re.compile(rf"(?<!\d)(?:\+?886{SEPARATOR})?0?9\d{{2}}{SEPARATOR}\d{{3}}{SEPARATOR}\d{{3}}(?!\d)")
LANDLINE = re.compile(rf"(?<!\d)[(]?0[2-8]\d?[)]?{SEPARATOR}\d{{3,4}}{SEPARATOR}\d{{3,4}}(?!\d)")
AT_HOME = ("代養", "中途", "保母", "愛媽", "志工")  # somebody's home; a shop's landline may stand
DOT = "•"


def public_remark(remark):
    """The remark with private telephone numbers dotted out: 09••-•••••• tells that there was one, not which."""
    shown = list(remark)
    shadow = "".join(_half_width(char) for char in remark)  # same length, so what is found stands at the same place
    private = [MOBILE, LANDLINE] if any(word in remark for word in AT_HOME) else [MOBILE]
    for number in (match for pattern in private for match in pattern.finditer(shadow)):
        digits = [number.start() + at for at, char in enumerate(number.group()) if char.isdigit()]
        for place in digits[2:]:
            shown[place] = DOT
    return "".join(shown)


def _half_width(char):
    plain = unicodedata.normalize("NFKC", char)
    return plain if len(plain) == 1 else char
