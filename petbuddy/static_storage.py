"""Static files under hashed names, also in imports; our own modules without what only people read."""

import re

from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.files.base import ContentFile

_COMMENT_BLOCKS = re.compile(r"^[ \t]*/\*\*?.*?\*/[ \t]*\n", re.DOTALL | re.MULTILINE)
_COMMENT_LINES = re.compile(r"^[ \t]*//.*\n", re.MULTILINE)
_INDENTS = re.compile(r"^[ \t\n]+", re.MULTILINE)
# What stands as it is: texts, templates, patterns (a division keeps the space behind it). Remarks behind code go.
_LITERALS = re.compile(
    r"""("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`"""
    r"""|/(?![*/ =])(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/"""
    r"""|[ ]*//.*|[ ]*/\*.*?\*/)"""
)
_REMARK = re.compile(r" *(?://|/\*)")
_SPACES = re.compile(r" +(?=[^\w$#+/-])|(?<=[^\w$#+/-]) +|(?<=[{(\[,;])\n+|\n+(?=[})\]])")


class HashedStaticFilesStorage(ManifestStaticFilesStorage):
    support_js_module_import_aggregation = True
    # One pass a level of imports: main → registry → controller → view → model → rules are more than Django's five.
    max_post_process_passes = 20
    # A page must not break because one picture's name is misspelt in a template of a library.
    manifest_strict = False

    def _save(self, name, content):
        if is_own_module(name):
            whole = b"".join(content.chunks())  # from the start, wherever Django has read to
            content = ContentFile(compact(whole.decode()).encode())
        return super()._save(name, content)


def is_own_module(name):
    return name.startswith("js/") and name.endswith(".js") and not name.startswith("js/vendor/")


def compact(source):
    """A module as browsers get it: the same names and statements, without comments and the space that says nothing.

    Safe while no string of ours runs over several lines and no template stands in another; a test holds that.
    """
    for pattern in (_COMMENT_BLOCKS, _COMMENT_LINES, _INDENTS):
        source = pattern.sub("", source)
    source = _LITERALS.sub(lambda found: "" if _REMARK.match(found[0]) else found[0], source)
    parts = _LITERALS.split(source)
    parts[::2] = [_SPACES.sub("", code) for code in parts[::2]]
    return "".join(parts)
