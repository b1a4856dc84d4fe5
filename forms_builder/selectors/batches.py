"""Reading many rows with little memory: first who, as bare keys in their order; then the rows, some hundred at a time.

A client of MariaDB keeps the whole answer to a query, whatever Django's `iterator()` says, and a cursor on the server
would shut the connection for everything else and die with the statement limit while somebody's download is slow. So
each batch is a query of its own: one for the keys, and one more for each AT_ONCE rows.
"""

from array import array
from collections.abc import Iterator, Sequence
from typing import TypeVar

from django.db.models import Model, QuerySet

AT_ONCE = 500
Row = TypeVar("Row", bound=Model)


def keys_of(rows: QuerySet) -> Sequence[int]:
    """Their primary keys in their order, eight bytes each."""
    return array("q", rows.values_list("pk", flat=True).iterator(AT_ONCE))


def batches(rows: QuerySet[Row], keys: Sequence[int]) -> Iterator[list[Row]]:
    """The rows with these keys, in the order of the keys; what is gone or no longer among `rows` is left out."""
    for start in range(0, len(keys), AT_ONCE):
        part = keys[start : start + AT_ONCE]
        found = rows.order_by().in_bulk(part)
        yield [found[key] for key in part if key in found]
