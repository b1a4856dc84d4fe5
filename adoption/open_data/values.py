"""One value of the ministry's record, made plain: padding, two spellings of dates, broken telephone numbers."""

import re
import unicodedata
from datetime import date
from urllib.parse import urlsplit

OLDEST = date(2000, 1, 1)  # the register is younger; 1900-01-01 means "not entered"
MAP_HINT = re.compile(r"[(（]地圖[^)）]*[)）]")
DATE = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})")

# Digits after the area code; 04 has eight where the number begins with 2 or 3. Long codes first: 082 is not 08 + 2.
LOCAL_DIGITS = {
    "0836": 5, "0826": 5, "082": 6, "089": 6, "049": 7, "037": 6,
    "02": 8, "03": 7, "04": 7, "05": 7, "06": 7, "07": 7, "08": 7,
}  # fmt: skip
LONGEST_EXTENSION = 5


def text(value, limit=None):
    """Words without padding, control characters and halves of characters; cut at `limit`."""
    if value is None or isinstance(value, (bool, dict, list)):
        return ""
    kept = unicodedata.normalize("NFC", "".join(_kept(char) for char in str(value)))
    return " ".join(kept.split())[:limit].strip()


def code(value):
    """A coded value such as "M": upper case, without the difference between full and half width."""
    return unicodedata.normalize("NFKC", text(value)).upper()


def number(value):
    """A whole number above zero that the database can hold, or None."""
    digits = code(value)
    if not digits.isascii() or not digits.isdigit() or len(digits) > 18:
        return None
    return int(digits) or None


def day(value):
    """2025-05-04 and 2025/05/04, with or without a time; None where nobody entered one."""
    match = DATE.match(code(value))
    if match is None:
        return None
    try:
        found = date(*map(int, match.groups()))
    except ValueError:
        return None
    return found if found >= OLDEST else None


def breed(value):
    """The breed; mixed dogs are written in two ways, and 其他 says nothing."""
    found = text(value, 60)
    return {"混種狗": "混種犬", "其他": ""}.get(found, found)


def address(value):
    """A shelter's address without the map link that some write into it."""
    return text(MAP_HINT.sub("", text(value)), 160)


def phone(value):
    """The first whole telephone number as 02-87913254 or 03-9602350#620; empty where there is none."""
    for part in re.split(r"[\s,、;；/]+", unicodedata.normalize("NFKC", text(value))):
        digits = re.sub(r"\D", "", part)
        if re.fullmatch(r"09\d{8}", digits):
            return f"{digits[:4]}-{digits[4:]}"
        if found := _landline(digits):
            return found
    return ""


def web_address(value):
    """A picture's address as a link, or nothing. The server never opens it."""
    found = text(value)
    try:
        parts = urlsplit(found)
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.hostname or len(found) > 300 or re.search(r"[\s<>\"]", found):
        return ""
    return found


def _landline(digits):
    area = next((code for code in LOCAL_DIGITS if digits.startswith(code)), None)
    if area is None:
        return ""
    rest = digits[len(area) :]
    length = 8 if area == "04" and rest[:1] in ("2", "3") else LOCAL_DIGITS[area]
    local, extension = rest[:length], rest[length:]
    if len(local) < length or len(extension) > LONGEST_EXTENSION:
        return ""
    return f"{area}-{local}" + (f"#{extension}" if extension else "")


def _kept(char):
    kind = unicodedata.category(char)
    if kind in ("Cc", "Zl", "Zp"):
        return " "
    return "" if kind in ("Cs", "Co") or char in "\ufeff\u200b" else char
