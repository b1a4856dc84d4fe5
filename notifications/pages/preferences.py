"""What I want to be told: one line a kind, one switch a channel."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from notifications.selectors import preferences as selectors
from notifications.services import preferences


@login_required
@require_http_methods(["GET", "POST"])
def edit(request):
    if request.method == "POST":
        preferences.choose(user=request.user, choices=_choices(request))
        messages.success(request, _("Saved. This is how we tell you from now on."))
        return redirect("notifications:preferences")
    context = {"lines": selectors.matrix(request.user), "channels": selectors.channels_offered()}
    return render(request, "notifications/preferences_edit.html", context)


def _choices(request):
    """Every box that stood on the page: a browser sends only the ticked ones. Boxes are named <kind>.<channel>."""
    return {
        line["kind"]: {
            channel: f"{line['kind']}.{channel}" in request.POST
            for channel, is_on in line["channels"].items()
            if is_on is not None
        }
        for line in selectors.matrix(request.user)
    }
