"""The back office: one module per noun, as everywhere. Navigation and first page stand here, too."""

from . import applications, events, people, posts, shelters, trust

__all__ = ["applications", "events", "people", "posts", "shelters", "trust"]
