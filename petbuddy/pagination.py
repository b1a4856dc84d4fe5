"""Cursor pages: {next, previous, results}. No counting, however long the list is."""

from django.core.exceptions import ValidationError
from rest_framework import exceptions
from rest_framework.exceptions import NotFound
from rest_framework.pagination import CursorPagination


class CursorPages(CursorPagination):
    ordering = "-id"
    page_size = 24
    page_size_query_param = "page_size"
    max_page_size = 100

    def paginate_queryset(self, queryset, request, view=None):
        self.model = queryset.model
        return super().paginate_queryset(queryset, request, view)

    def decode_cursor(self, request):
        """A cursor that is none is a 400; so is one that names a place which the column cannot hold."""
        try:
            cursor = super().decode_cursor(request)
            if cursor is not None and cursor.position is not None:
                self.model._meta.get_field(self.ordering[0].lstrip("-")).to_python(cursor.position)
        except (NotFound, ValidationError):
            raise exceptions.ValidationError({"cursor": [self.invalid_cursor_message]})
        return cursor
