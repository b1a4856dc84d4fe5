"""What people type into a single line."""

import unicodedata


def one_line(text):
    """The text without control and direction characters, with single spaces: fit for a page or a mail's subject."""
    composed = unicodedata.normalize("NFC", str(text or ""))
    kept = "".join(" " if char.isspace() else char for char in composed)
    return " ".join("".join(char for char in kept if unicodedata.category(char)[0] != "C").split())
