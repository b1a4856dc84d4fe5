"""Forms that were written elsewhere: read as far as they fit, with a list of what did not, in plain words."""

from .document import Imported
from .reading import MAX_BYTES, Unreadable, read, text_of

__all__ = ["MAX_BYTES", "Imported", "Unreadable", "read", "text_of"]
