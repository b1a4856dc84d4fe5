"""Pages of the wiring: errors."""

from django.shortcuts import render
from django.utils.translation import gettext as _

from petbuddy import errors
from petbuddy.problems import status_of


def csrf_failure(request, reason=""):
    return render(
        request, "403.html", {"reason": _("This page was open too long. Load it again and retry.")}, status=403
    )


def server_error(request):
    return render(request, "500.html", {"request_id": getattr(request, "id", "")}, status=500)


class DomainErrorsMiddleware:
    """A refusal that no page caught is still a clear sentence, never a 500."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, errors.DomainError):
            return None
        status = status_of(exception)
        template = {404: "404.html", 403: "403.html"}.get(status, "refused.html")
        response = render(request, template, {"reason": str(exception), "code": exception.code}, status=status)
        if getattr(exception, "retry_after", None):
            response["Retry-After"] = str(int(exception.retry_after))
        return response
