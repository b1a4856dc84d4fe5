"""Built-in formats of short answers. No pattern of an author is ever run."""

import re

from forms_builder.text import plain, tidy

from .outcome import Fault

_HOST_PART = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_EMAIL = re.compile(rf"[A-Za-z0-9.!#$%&'*+/=?^_`{{|}}~-]{{1,64}}@{_HOST_PART}(?:\.{_HOST_PART})+")
_UNSAFE = r"\x00-\x20\x7f-\xa0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff"
# ASCII with IGNORECASE: else the long s of "httpſ" would be an s, which it is to no browser.
_HOST = rf"[^{_UNSAFE}/?#@:.\\]+"
_URL = re.compile(
    rf"https?://{_HOST}(?:\.{_HOST})+\.?(?::[0-9]{{1,5}})?(?:[/?#][^{_UNSAFE}]*)?", re.IGNORECASE | re.ASCII
)
_POSTAL_CODE = re.compile(r"[0-9]{3}|[0-9]{5}|[0-9]{6}")

_PHONE_MARKS = re.compile(r"[ ()./-]|[\u2010-\u2015\u2212\u30fc]")
_PHONE = re.compile(r"(\+?)([0-9]+)(?:(?:#|ext|x|轉|分機)([0-9]{1,6}))?", re.IGNORECASE | re.ASCII)
MOBILE_DIGITS = 10


def read_email(raw: str) -> tuple[str, Fault | None]:
    text = plain(raw)
    if len(text) > 254 or not _EMAIL.fullmatch(text) or ".." in text or text.startswith(".") or ".@" in text:
        return text, Fault("email")
    local, _at, host = text.rpartition("@")
    return f"{local}@{host.lower()}", None


def read_url(raw: str) -> tuple[str, Fault | None]:
    """Only http and https; `example.tw/me` gets its https."""
    text = tidy(raw, lines=False)
    if "://" not in text[:12]:
        text = f"https://{text}"
    return (text, None) if len(text) <= 2000 and _URL.fullmatch(text) else (text, Fault("url"))


def read_postal_code(raw: str) -> tuple[str, Fault | None]:
    text = plain(raw).replace(" ", "").replace("-", "")
    return (text, None) if _POSTAL_CODE.fullmatch(text) else (text, Fault("postal_code"))


def read_phone(raw: str) -> tuple[str, Fault | None]:
    """Taiwan's numbers as people dial them at home (0912345678), others with their country (+81…)."""
    text = _PHONE_MARKS.sub("", plain(raw))
    match = _PHONE.fullmatch(text)
    if not match:
        return text, Fault("phone")
    plus, digits, extension = match.groups()
    if digits.startswith("00"):
        plus, digits = "+", digits[2:]
    if digits.startswith("886"):
        plus, digits = "", "0" + digits[3:].lstrip("0")
    tail = f"#{extension}" if extension else ""
    if plus:
        return f"+{digits}{tail}", None if 8 <= len(digits) <= 15 and digits[0] != "0" else Fault("phone")
    return f"{digits}{tail}", _fault_of_local_number(digits)


def _fault_of_local_number(digits: str) -> Fault | None:
    if digits.startswith("09"):
        missing = MOBILE_DIGITS - len(digits)
        if missing > 0:
            return Fault("phone_short", {"missing": missing, "count": len(digits)})
        return Fault("phone_long", {"surplus": -missing, "count": len(digits)}) if missing else None
    if digits[:1] == "0" and digits[1:2] in tuple("2345678") and 9 <= len(digits) <= 10:
        return None
    return Fault("phone")


READERS = {"email": read_email, "phone": read_phone, "url": read_url, "postal_code": read_postal_code}
