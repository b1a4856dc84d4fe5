"""Random codes for addresses. Lower case only: MySQL compares without case."""

import secrets

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # without the characters that people mix up: i l o 0 1


def post_code():
    """The public id of a post: 10 characters, about 49 bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(10))


def token():
    """A secret for a mailed link: 32 hex digits, 128 bits."""
    return secrets.token_hex(16)
