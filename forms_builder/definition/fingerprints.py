"""Which wording an answer answered, as one number."""

import hashlib
import json


def fingerprint(document: dict) -> str:
    """SHA-256 of the definition in one spelling, whatever the database made of its order."""
    text = json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
