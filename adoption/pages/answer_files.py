"""Sending another file for one that could not be read."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.pages.access import signed_in
from adoption.pages import refusals
from adoption.selectors import my_applications
from adoption.services import answer_files
from petbuddy.errors import Invalid


def _page(request, uid, upload):
    return f"/me/applications/{uid}/#files"


@signed_in
@require_POST
@refusals.said_on(_page)
def replace(request, uid, upload):
    application = my_applications.own(uid, request.user)
    rejected = answer_files.to_replace(application=application, uid=upload, by=request.user)
    if "file" not in request.FILES:
        raise Invalid(_("Please choose a file first."), code="no_file")
    answer_files.replace(application=application, rejected=rejected, by=request.user, file=request.FILES["file"])
    messages.success(request, _("Thank you. The new file stands in its place."))
    return redirect(f"/me/applications/{uid}/")
