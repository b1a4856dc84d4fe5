from functools import cached_property

from notifications import kinds, refs


class About:
    """A row that tells of an object which this app does not know."""

    @cached_property
    def about(self):
        """The object, or None when it is gone. Lists set it beforehand, one query for all."""
        kind = kinds.get(self.kind)
        return refs.resolve(self.ref, kind.related if kind else ())
