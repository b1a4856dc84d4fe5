"""One file that answers a question, for whoever may see it."""

from django.http import HttpResponseRedirect
from django.views.decorators.http import require_safe

from accounts.pages.access import signed_in
from forms_builder.selectors import uploads
from petbuddy import pictures, storage
from petbuddy.errors import Missing

WIDEST = 1600


@require_safe
@signed_in
def upload_read(request, uid):
    """Leads to a link that lives for a minute: fit for a picture in a page."""
    upload = uploads.readable(uid, by=request.user)
    key = key_of(upload, request.GET.get("w", ""))
    if not key:
        raise Missing
    response = HttpResponseRedirect(storage.private_link(key, upload.name))
    response["Cache-Control"] = "private, no-store"
    return response


def key_of(upload, width):
    """The smallest rendition that is wide enough, or the file itself; nothing before it is ready."""
    if upload.state != upload.State.READY:
        return ""
    wanted = min(int(width), WIDEST) if width.isascii() and width.isdigit() and len(width) < 5 else WIDEST
    shown = pictures.at_least(upload, wanted)
    return shown["key"] if shown else upload.key
