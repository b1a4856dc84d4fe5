"""Reads JSON bodies; what cannot be JSON for us is a 400, however deep or strange."""

import math

from rest_framework import exceptions, parsers

MAX_DEPTH = 40


class JSONParser(parsers.JSONParser):
    def parse(self, stream, media_type=None, parser_context=None):
        try:
            data = super().parse(stream, media_type, parser_context)
        except RecursionError as error:
            raise exceptions.ParseError("The JSON is nested too deeply.") from error
        _check(data, MAX_DEPTH)
        return data


def _check(value, depth):
    """Nothing deeper than `depth`, and no text that the database cannot hold (NUL, lone surrogates)."""
    if depth < 0:
        raise exceptions.ParseError("The JSON is nested too deeply.")
    if isinstance(value, str):
        if "\x00" in value or any(0xD800 <= ord(char) <= 0xDFFF for char in value):
            raise exceptions.ParseError("The text contains characters that are not allowed.")
    elif isinstance(value, float):
        if not math.isfinite(value):  # such as 1e999: JSON can write it, and no database keep it
            raise exceptions.ParseError("The number is too large.")
    elif isinstance(value, dict):
        for key, inner in value.items():
            _check(key, depth - 1)
            _check(inner, depth - 1)
    elif isinstance(value, list):
        for inner in value:
            _check(inner, depth - 1)
