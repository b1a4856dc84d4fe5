"""What the views of this app share: reading a body, answering a page of a list."""

from petbuddy.pagination import CursorPages


def validated(serializer, request):
    """What was sent, by the serializer's rules; a 400 names the fields."""
    data = serializer(data=request.data, context={"request": request})
    data.is_valid(raise_exception=True)
    return dict(data.validated_data)


def page(request, rows, shape, ordering="-id"):
    """One page of rows, each in its shape: {next, previous, results}."""
    pages = CursorPages()
    pages.ordering = ordering
    found = pages.paginate_queryset(rows, request)
    return pages.get_paginated_response([shape(row) for row in found])
