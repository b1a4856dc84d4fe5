"""Text pages: help, safety, privacy, terms, stories, how it works."""

from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from adoption import readpath


@require_safe
def text(request, name):
    path = f"/{name}/"
    context = {"request": readpath.AnyReader(path)}
    return readpath.page(request, path, lambda: render_to_string(f"pages/{name.replace('-', '_')}.html", context))
