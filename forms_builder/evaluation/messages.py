"""The sentence for each fault, in the reader's language."""

import re

from django.utils.translation import gettext_lazy as _

from .outcome import Fault

REQUIRED = {
    "short_text": _("Please fill this in"),
    "long_text": _("Please write a few words here"),
    "number": _("Please give a number"),
    "yes_no": _("Please choose yes or no"),
    "single_choice": _("Please choose one"),
    "multi_choice": _("Please choose at least one"),
    "date": _("Please give a date"),
    "scale": _("Please choose a value"),
    "photo": _("Please add a photo"),
    "file": _("Please add a file"),
    "address": _("Please choose the county and district"),
    "consent": _("Please agree to this before you send"),
    "repeat": _("Please add at least one"),
}
SENTENCES = {
    "wrong_type": _("We could not read this answer. Please give it again"),
    "too_short": _("Please write at least %(limit)s characters; there are %(count)s now"),
    "too_long": _("At most %(limit)s characters; there are %(count)s now"),
    "number": _("Please give a number, such as 3 or 2.5"),
    "not_integer": _("Please give a whole number"),
    "too_small": _("The smallest possible answer is %(limit)s"),
    "too_big": _("The largest possible answer is %(limit)s"),
    "unknown_choice": _("This option no longer exists. Please choose again"),
    "other_blank": _("Please write what you mean by “other”"),
    "exclusive": _("“None of these” does not go with other options"),
    "too_few_selected": _("Please choose at least %(limit)s; %(count)s chosen now"),
    "too_many_selected": _("Please choose at most %(limit)s; %(count)s chosen now"),
    "date": _("There is no such day. Write it like 2001-12-31"),
    "too_early": _("The earliest possible day is %(limit)s"),
    "too_late": _("The latest possible day is %(limit)s"),
    "email": _("This mail address is not complete. It looks like name@example.com"),
    "phone": _("We cannot read this phone number. Write it like 0912 345 678"),
    "phone_short": _("A mobile number has 10 digits; %(missing)s missing"),
    "phone_long": _("A mobile number has 10 digits; %(surplus)s too many"),
    "url": _("This is not a web address. It looks like https://example.com"),
    "postal_code": _("A postal code has 3, 5 or 6 digits"),
    "address": _("This address is not complete"),
    "too_few_files": _("Please add at least %(limit)s; %(count)s added now"),
    "too_many_files": _("At most %(limit)s; %(count)s added now"),
    "unknown_file": _("A file is missing. Please add it again"),
    "file_rejected": _("A file could not be read. Please add another"),
    "file_kind": _("This kind of file does not fit here"),
    "file_too_big": _("The limit is %(limit)s MB. Pick another or let us shrink it"),
    "too_few_pixels": _("This photo is too small. The shorter side needs at least %(limit)s pixels"),
    "too_few_rows": _("Please add at least %(limit)s; %(count)s added now"),
    "too_many_rows": _("At most %(limit)s; %(count)s added now"),
}


def describe(fault: Fault) -> str:
    """What to tell the person; a check says its author's own words."""
    if fault.code == "check":
        return fault.params["message"]
    if fault.code == "required":
        return str(REQUIRED[fault.params["type"]])
    return str(SENTENCES[fault.code]) % fault.params


def client_messages() -> dict[str, str]:
    """The same sentences for the page's script: {"fault.too_long": "At most {limit} …", "required.date": …}."""
    sentences = {f"fault.{code}": str(text) for code, text in SENTENCES.items()}
    sentences |= {f"required.{kind}": str(text) for kind, text in REQUIRED.items()}
    return {key: re.sub(r"%\((\w+)\)s", r"{\1}", text).replace("%%", "%") for key, text in sentences.items()}
