"""From an outbox row to a mail in the reader's language: text, one column of HTML, one button, no tracking."""

import hashlib
import re
import unicodedata
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template import Context, TemplateDoesNotExist, engines
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from notifications import kinds, unsubscribing

LONGEST_SUBJECT = 120
LONGEST_TEXT = 8_000  # keeps the HTML below 30 kB also where somebody wrote a novel


def compose(mail):
    """The message, or None when the mail has lost its reason: what it tells of is gone."""
    kind = kinds.get(mail.kind)
    if kind is None or kind.mail is None:
        return None
    with translation.override(mail.language):
        context = kind.mail(mail)
        return None if context is None else _message(mail, kind, context)


def message_id_of(mail):
    """Always the same for one row, so that a second copy of a mail is recognized as such."""
    mark = hashlib.sha256(f"{mail.pk}:{mail.dedup_key}".encode()).hexdigest()[:32]
    return f"<{mark}@{parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition('@')[2]}>"


def one_line(text):
    """Words for a header: no line breaks, no control or direction characters."""
    shown = "".join(" " if char.isspace() else char for char in text if char.isspace() or _is_visible(char))
    return re.sub(" +", " ", shown).strip()[:LONGEST_SUBJECT]


def _is_visible(char):
    return unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co", "Cn"} or char == "\u200d"  # joins emoji


def _message(mail, kind, context):
    attachments = context.pop("attachments", ())
    folder = f"{kind.template_app}/mail/{kind.name}"
    context = _frame(mail, kind) | context
    context["url"] = absolute(context.get("url", ""))
    context["subject"] = one_line(_render(f"{folder}.subject.txt", context, escape=False))
    body = _render(f"{folder}.txt", context, escape=False).strip()[:LONGEST_TEXT]
    context["paragraphs"] = [part.strip() for part in re.split(r"\n\s*\n", body) if part.strip()]
    context["preview"] = one_line(body)
    message = EmailMultiAlternatives(
        subject=context["subject"],
        body=_render("notifications/mail/frame.txt", context | {"body": body}, escape=False),
        to=[mail.to],
        headers=_headers(mail, context),
    )
    message.attach_alternative(_html(folder, context), "text/html")
    for name, content, mimetype in attachments:
        message.attach(name, content, mimetype)
    return message


def _frame(mail, kind):
    """What stands around every mail: why it came, and how to stop it."""
    if kind.essential:
        reason = _("This mail belongs to your account, so it cannot be switched off.")
    elif mail.recipient_id:
        reason = _("You asked PetBuddy to tell you: %(kind)s.") % {"kind": kind.label}
    else:
        reason = _("Somebody on PetBuddy gave us your address to write you this one mail.")
    return {
        "mail": mail,
        "language": mail.language,
        "public_url": settings.PUBLIC_URL,
        "reason": reason,
        "action": _("Open PetBuddy"),
        "settings_url": absolute(reverse("notifications:preferences")) if mail.recipient_id else "",
        "unsubscribe_url": "" if kind.essential else absolute(unsubscribing.path_of(mail)),
    }


def _headers(mail, context):
    headers = {"Message-ID": message_id_of(mail), "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
    if context["unsubscribe_url"]:
        headers["List-Unsubscribe"] = f"<{context['unsubscribe_url']}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def _html(folder, context):
    try:
        return _render(f"{folder}.html", context)
    except TemplateDoesNotExist as missing:
        if str(missing) != f"{folder}.html":
            raise
        return _render("mail_base.html", context)


def _render(name, context, *, escape=True):
    return engines["django"].engine.get_template(name).render(Context(context, autoescape=escape))


def absolute(url):
    """Links in mails stand on the public address, never on what a request said."""
    return f"{settings.PUBLIC_URL}{url}" if url.startswith("/") else url
