"""The signed link in a mail's header and footer: whoever holds the mail may stop its kind, without signing in."""

from django.core import signing
from django.urls import reverse

_signer = signing.Signer(salt="notifications.unsubscribe")


def token_of(mail):
    return _signer.sign(str(mail.pk)).replace(":", ".")


def mail_id_of(token):
    """The key of the mail that the link came with; None for a link that is not ours."""
    try:
        return int(_signer.unsign(token.replace(".", ":", 1)))
    except (signing.BadSignature, ValueError):
        return None


def path_of(mail):
    return reverse("notifications:unsubscribe", args=[token_of(mail)])
