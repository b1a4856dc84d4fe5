"""The link at the foot of a mail. Opening it changes nothing, since scanners open links; pressing needs no sign-in."""

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from notifications import kinds
from notifications.selectors import outbox
from notifications.services import preferences


@csrf_exempt  # RFC 8058: the mail program posts here by itself; the signed link is the right
@never_cache
@require_http_methods(["GET", "POST"])
def unsubscribe(request, token):
    mail = outbox.mail_of_link(token)
    if request.method == "POST":
        preferences.unsubscribe(mail=mail)
    context = {"kind": kinds.get(mail.kind), "is_done": request.method == "POST", "is_member": bool(mail.recipient_id)}
    return render(request, "notifications/unsubscribe.html", context)
