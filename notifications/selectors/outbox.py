"""Reading the outbox."""

from notifications import kinds, unsubscribing
from notifications.models import Mail
from petbuddy.errors import Gone, Missing


def mail_of_link(token):
    """The mail that an unsubscribe link came with. A link that is not ours is missing, a forgotten mail is gone."""
    mail_id = unsubscribing.mail_id_of(token)
    if mail_id is None:
        raise Missing
    mail = Mail.objects.select_related("recipient").filter(pk=mail_id).first()
    kind = kinds.get(mail.kind) if mail else None
    if mail is None or kind is None or kind.essential:
        raise Gone
    return mail
