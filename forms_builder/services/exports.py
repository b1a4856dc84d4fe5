"""Taking the answers along: the right is asked each time, and the audit trail says who took what."""

from collections.abc import Iterator
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import pgettext

from accounts.services import audit, limits
from accounts.standing import require_active
from forms_builder.exporting import as_csv, as_xlsx, as_zip
from forms_builder.exporting.table import table
from forms_builder.selectors.answer_filters import Filters
from forms_builder.selectors.results import Results
from petbuddy.errors import Forbidden, Invalid
from petbuddy.streaming import joined

KINDS = ("csv", "xlsx", "zip")


class Export(NamedTuple):
    """A file that is made while it is sent."""

    name: str
    content_type: str
    pieces: Iterator[bytes]


@limits.limited("export")
def export(*, results: Results, kind: str, filters: Filters, by) -> Export:
    """Everybody whom the filters leave, as `csv`, `xlsx` or (the files) `zip`. Raises Forbidden, Invalid."""
    if kind not in KINDS:
        raise Invalid(errors={"format": [pgettext("export", "One of: %(kinds)s.") % {"kinds": ", ".join(KINDS)}]})
    if not all(by.has_perm(f"forms_builder.{right}", results.form) for right in ("view_results", "export_results")):
        raise Forbidden
    require_active(by)  # she may read on; carrying people's details away is more than reading
    private = "with private answers" if results.reader.may_see_private else "without private answers"
    audit.record(action="results.exported", by=by, ref=results.form, note=f"{kind}, {private}")
    name = f"{_stem(results.form.title)}-{timezone.localdate():%Y-%m-%d}.{kind}"
    return Export(name, *_made(results, kind, filters))


def _made(results, kind, filters):
    if kind == "zip":
        return as_zip.CONTENT_TYPE, as_zip.pieces(results, filters)
    written = as_csv if kind == "csv" else as_xlsx
    return written.CONTENT_TYPE, joined(written.pieces(table(results, filters)))


def _stem(title: str) -> str:
    return as_zip.UNSAFE.sub(" ", title).strip(" .")[:60] or "answers"
