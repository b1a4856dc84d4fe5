"""Words of strangers: no markup, no control characters, no longer than may be published."""

import re
from html.parser import HTMLParser
from typing import Any

from django.conf import settings

from forms_builder.text import is_blank, tidy

LONGEST = 5000  # of one text before it is looked at: reading markup costs more the longer it is
_BLOCKS = {"p", "br", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "hr"}
_SILENT = {"script", "style", "head", "title", "template"}
_MARKUP = re.compile(r"<[a-zA-Z!/]|&[a-zA-Z#]")
_TOKEN = re.compile(r" ?(\$\$[A-Za-z0-9_]{1,60}\$\$)")
_CHINESE = re.compile("[\u4e00-\u9fff]")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.silent += tag in _SILENT
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.silent = max(0, self.silent - (tag in _SILENT))
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.parts.append(data)


def plain(value: Any) -> str:
    """What a reader would have seen of a text that may hold markup."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        return ""
    text = value[:LONGEST]
    if _MARKUP.search(text):
        reader = _Reader()
        reader.feed(text)
        reader.close()
        text = "".join(reader.parts)
    lines = [tidy(line, lines=False) for line in tidy(text, lines=True).split("\n")]
    return "\n".join(line for line in lines if not is_blank(line))


def without_tokens(text: str) -> tuple[str, list[str]]:
    """A text without the places that the other system fills in ($$TITLE$$), and which they were."""
    found = list(dict.fromkeys(_TOKEN.findall(text)))
    lines = [_TOKEN.sub("", line).strip() for line in text.split("\n")]
    return ("\n".join(line for line in lines if not is_blank(line)), found) if found else (text, found)


def clean(value: Any, limit: int) -> str:
    """One line, cut at the limit."""
    return plain(value).replace("\n", " ")[:limit].strip()


def halves(value: Any, limit: int) -> tuple[str, str]:
    """A line of at most `limit` characters, and the rest: cut between words where there is a space."""
    text = plain(value).replace("\n", " ")
    if len(text) <= limit:
        return text, ""
    cut = text.rfind(" ", limit // 2, limit)
    cut = cut if cut > 0 else limit
    return text[:cut].strip(), text[cut:].strip()


def language_of(source: dict[str, Any], asked: list) -> str:
    """The language the form says that it has, if the site speaks it; else as its questions look."""
    said = source.get("language")
    known = [code for code, _name in settings.LANGUAGES]
    if isinstance(said, str) and said.lower() in known:
        return said.lower()
    words = "".join(each.label for each in asked)
    return "zh-hant" if _CHINESE.search(words) else "en"
