"""Cursor pages of answer sheets, in whatever order was asked for."""

from rest_framework.pagination import Cursor

from forms_builder.models import Submission
from petbuddy.pagination import CursorPages


class SheetPages(CursorPages):
    """A cursor names the sheet at which it stands: whatever is sent meanwhile, nobody comes twice or is left out.

    DRF's own cursors stand at a value, which an order by score or by an answer that many lack does not have.
    """

    model = Submission
    ordering = ("uid",)  # what stands in a cursor
    offset_cutoff = None

    def part(self, results, filters, request):
        """The sheets of this page."""
        self.base_url = request.build_absolute_uri()
        keys = results.keys(filters)
        start, end = self._place(results, keys, self.decode_cursor(request), self.get_page_size(request))
        found = results.read(keys[start:end])
        self._before = Cursor(start, True, found[0].uid) if found and start > 0 else None
        self._after = Cursor(end, False, found[-1].uid) if found and end < len(keys) else None
        return found

    def _place(self, results, keys, cursor, size):
        """(from, to): behind the sheet of the cursor or, backward, before it; where it stood if it is gone."""
        if cursor is None:
            return 0, size
        key = results.key_of(cursor.position)
        is_there = key in keys
        if cursor.reverse:
            end = keys.index(key) if is_there else cursor.offset
            return max(0, end - size), end
        start = keys.index(key) + 1 if is_there else max(0, cursor.offset - 1)
        return start, start + size

    def get_next_link(self):
        return self._after and self.encode_cursor(self._after)

    def get_previous_link(self):
        return self._before and self.encode_cursor(self._before)
