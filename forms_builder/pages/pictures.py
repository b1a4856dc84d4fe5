"""A picture on an option, for whoever has the form before her."""

from django.http import HttpResponseRedirect
from django.views.decorators.http import require_safe

from accounts.pages.access import signed_in
from forms_builder.selectors.pictures import WIDTH, readable
from petbuddy import pictures, storage


@require_safe
@signed_in
def picture(request, uid):
    """Leads to a link that lives for a minute."""
    shown = readable(uid)
    response = HttpResponseRedirect(storage.private_link(pictures.at_least(shown, WIDTH)["key"], shown.name))
    response["Cache-Control"] = "private, max-age=30"
    return response
