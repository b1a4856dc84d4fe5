"""Pages of the wiring: errors."""

import logging
import sys

from django.contrib.auth.models import AnonymousUser
from django.shortcuts import render
from django.utils.translation import gettext as _

from petbuddy import errors, kept_forms, outages, problems
from petbuddy.problems import status_of

logger = logging.getLogger("petbuddy.pages")


def csrf_failure(request, reason=""):
    if kept_forms.is_kept(request):
        return kept_forms.kept(request, _("This page was open for long. Press the button once more."), status=403)
    return render(
        request, "403.html", {"reason": _("This page was open too long. Load it again and retry.")}, status=403
    )


def bad_request(request, exception):
    """A request that could not be read: a foreign Host, too many fields, a body without end."""
    status, sentence = problems.refusal_of(exception)
    if problems.is_api(request):
        return problems.plain(request, status, sentence)
    return render(request, "400.html", {"request_id": getattr(request, "id", "")}, status=status)


def server_error(request):
    """Whatever no view and no middleware caught."""
    if outages.is_outage(sys.exc_info()[1]):
        return out_of_reach(request)
    if problems.is_api(request):
        return problems.plain(request, 500, _("Something broke on our side. Please try again in a moment."))
    return render(request, "500.html", {"request_id": getattr(request, "id", "")}, status=500)


def out_of_reach(request):
    """The database is away: 503 and when to come back. A long form that was sent is given back as it was."""
    if problems.is_api(request):
        response = problems.plain(request, 503, outages.OutOfReach.message, code=outages.OutOfReach.code)
    elif kept_forms.is_kept(request):
        request.user = AnonymousUser()  # nobody can say who it is
        sentence = _("Our data is out of reach for a moment. Wait a few seconds, then press the button.")
        response = kept_forms.kept(request, sentence, status=503, is_out=False)
    else:
        is_sent = request.method not in ("GET", "HEAD")
        context = {"is_sent": is_sent, "path": request.get_full_path(), "request_id": getattr(request, "id", "")}
        response = render(request, "503.html", context, status=503)
    response["Retry-After"] = str(outages.RETRY_AFTER)
    response["Cache-Control"] = "no-store"
    return response


class DomainErrorsMiddleware:
    """A refusal that no page caught is still a clear sentence, never a 500."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if outages.is_outage(exception):
            logger.error("database away", extra={"error": type(exception).__name__})
            return out_of_reach(request)
        if not isinstance(exception, errors.DomainError):
            return None
        status = status_of(exception)
        template = {404: "404.html", 403: "403.html"}.get(status, "refused.html")
        response = render(request, template, {"reason": str(exception), "code": exception.code}, status=status)
        if getattr(exception, "retry_after", None):
            response["Retry-After"] = str(int(exception.retry_after))
        return response
