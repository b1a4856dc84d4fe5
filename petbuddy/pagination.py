"""Cursor pages: {next, previous, results}. No counting, however long the list is."""

from rest_framework.pagination import CursorPagination


class CursorPages(CursorPagination):
    ordering = "-id"
    page_size = 24
    page_size_query_param = "page_size"
    max_page_size = 100
