"""Telephone numbers as people dial them in Taiwan (0912345678, 02…); others with their country (+81…)."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

MOBILE_DIGITS = 10
_MARKS = re.compile(r"[\s()./-]|[\u2010-\u2015\u2212\u30fc]")
_NUMBER = re.compile(r"(\+?)([0-9]+)(?:(?:#|ext|x|轉|分機)([0-9]{1,6}))?", re.IGNORECASE)
NOT_A_NUMBER = _("This does not look like a phone number, such as 0912 345 678 or 02 2345 6789.")


def normalize_phone(raw):
    """The number with digits only; "" stays "". Raises ValidationError that says what is wrong with it."""
    text = _MARKS.sub("", unicodedata.normalize("NFKC", raw or "").strip())
    if not text:
        return ""
    match = _NUMBER.fullmatch(text)
    if not match:
        raise ValidationError(NOT_A_NUMBER)
    plus, digits, extension = match.groups()
    if digits.startswith("00"):
        plus, digits = "+", digits[2:]
    if digits.startswith("886"):
        plus, digits = "", "0" + digits[3:].lstrip("0")
    _check(plus, digits)
    return f"{plus}{digits}{f'#{extension}' if extension else ''}"


def _check(plus, digits):
    if plus:
        fits = 8 <= len(digits) <= 15 and digits[0] != "0"
    elif digits.startswith("09"):
        _check_mobile(digits)
        fits = True
    else:
        fits = digits[:1] == "0" and digits[1:2] in tuple("2345678") and 9 <= len(digits) <= 10
    if not fits:
        raise ValidationError(NOT_A_NUMBER)


def _check_mobile(digits):
    surplus = len(digits) - MOBILE_DIGITS
    if surplus < 0:
        text = ngettext_lazy(
            "The mobile number is %(n)s digit short; it needs 10.",
            "The mobile number is %(n)s digits short; it needs 10.",
            "n",
        )
        raise ValidationError(text % {"n": -surplus})
    if surplus:
        text = ngettext_lazy(
            "The mobile number has %(n)s digit too many; it needs 10.",
            "The mobile number has %(n)s digits too many; it needs 10.",
            "n",
        )
        raise ValidationError(text % {"n": surplus})
