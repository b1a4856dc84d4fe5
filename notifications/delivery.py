"""Sends one mail of the outbox, once.

Whoever moves the row from pending to sending sends it; the row is written again right after the mail server took the
mail. Should the process die between these two, the sweep takes the claim back and the mail goes out a second time,
under the same Message-ID: said twice is better than never said, and mail programs fold the two into one.
"""

import contextlib
import logging
import random
import smtplib
from datetime import timedelta

from anymail.exceptions import AnymailAPIError, AnymailRecipientsRefused
from django.core.mail import get_connection
from django.db.models import F, Q
from django.utils import timezone

from notifications import composition, kinds
from notifications.models import Mail, Suppression
from notifications.selectors import preferences

logger = logging.getLogger("petbuddy.mail")

CLAIM_LASTS = timedelta(seconds=90)  # longer than a whole SMTP talk can take with EMAIL_TIMEOUT at each step
GIVE_UP_AFTER = timedelta(days=3)
MAX_CRASHES = 3
FIRST_DELAY_SECONDS = 30
LONGEST_DELAY_SECONDS = 900
AWAY = "away"  # the mail server did not answer: nothing is wrong with this mail


def deliver(mail_id):
    """Send the mail if it waits and nobody else sends it. Says in the row what became of it; never raises."""
    mail = _claim(mail_id)
    if mail is None:
        return
    try:
        message = composition.compose(mail) if _is_wanted(mail) else None
        if message is None:
            _end(mail, Mail.State.DROPPED)
            return
        with contextlib.closing(_connection()) as connection:
            connection.send_messages([message])
            _end(mail, Mail.State.SENT, sent_at=timezone.now())
    except smtplib.SMTPRecipientsRefused as error:
        code, text = next(iter(error.recipients.values()))
        _answered(mail, code, text, is_about_address=True)
    except AnymailRecipientsRefused as error:
        _answered(mail, 550, str(error), is_about_address=True)
    except smtplib.SMTPDataError as error:
        _answered(mail, error.smtp_code, error.smtp_error)
    except (
        OSError,
        smtplib.SMTPException,
        AnymailAPIError,
    ) as error:  # also a sender or a password that it does not like: ours to mend
        logger.warning("mail server away", extra={"mail": mail.pk, "error": type(error).__name__})
        _put_back(mail, AWAY)
    except Exception as error:  # a broken template must not stop the queue
        logger.exception("mail not sent", extra={"mail": mail.pk, "kind": mail.kind})
        _crashed(mail, type(error).__name__)


def take_back_abandoned():
    """Mails whose sender died wait again; the third death buries one, loudly."""
    abandoned = Mail.objects.filter(state=Mail.State.SENDING, claimed_at__lt=timezone.now() - CLAIM_LASTS)
    for mail in abandoned.order_by("pk")[:500]:
        _crashed(mail, "abandoned")


def waiting():
    """The mails that may be sent now."""
    ripe = Q(next_try_at=None) | Q(next_try_at__lte=timezone.now())
    return Mail.objects.filter(ripe, state=Mail.State.PENDING)


class _Connection:
    """Django's mail backend, open before the mail is handed over, so that a bad goodbye is no failed delivery."""

    def __init__(self):
        self.backend = get_connection()
        self.backend.open()
        self.send_messages = self.backend.send_messages

    def close(self):
        with contextlib.suppress(OSError, smtplib.SMTPException):
            self.backend.close()


def _connection():
    return _Connection()


def _claim(mail_id):
    now = timezone.now()
    if not waiting().filter(pk=mail_id).update(state=Mail.State.SENDING, attempts=F("attempts") + 1, claimed_at=now):
        return None
    return Mail.objects.select_related("recipient").filter(pk=mail_id, claimed_at=now).first()


def _is_wanted(mail):
    """People change their minds between what happened and the mail about it."""
    kind = kinds.get(mail.kind)
    if kind is None or kind.essential:
        return kind is not None
    if Suppression.objects.filter(address=mail.to.lower()).exists():
        return False
    if mail.recipient_id is None:
        return True
    return bool(mail.recipient.is_active and preferences.who_wants(kind, "mail", [mail.recipient_id]))


def _end(mail, state, **fields):
    """The last word about a mail, unless the sweep gave it to somebody else meanwhile."""
    held = Mail.objects.filter(pk=mail.pk, state=Mail.State.SENDING, claimed_at=mail.claimed_at)
    usual = {"claimed_at": None, "next_try_at": None, "error": "", "message_id": composition.message_id_of(mail)}
    held.update(state=state, **(usual | fields))
    if state == Mail.State.SENT:  # it is back: what waits for it only because it was away need not wait longer
        Mail.objects.filter(state=Mail.State.PENDING, error=AWAY, next_try_at__gt=timezone.now()).update(
            next_try_at=None
        )


def _answered(mail, code, text, *, is_about_address=False):
    """The server said no: for good (5xx), or for now (4xx)."""
    text = text.decode(errors="replace") if isinstance(text, bytes) else text
    error = composition.one_line(f"{code} {text}")
    if not 500 <= code < 600:
        _put_back(mail, error)
        return
    _end(mail, Mail.State.REFUSED, error=error)
    if is_about_address and text.startswith("5.1."):  # no such address, as against "not now" or "not from you"
        Suppression.objects.get_or_create(address=mail.to.lower(), defaults={"reason": "bounced"})


def _put_back(mail, error):
    if timezone.now() - mail.created_at > GIVE_UP_AFTER:
        logger.error("mail given up", extra={"mail": mail.pk, "kind": mail.kind, "error": error})
        _end(mail, Mail.State.DEAD, error=error)
        return
    _end(mail, Mail.State.PENDING, error=error, next_try_at=timezone.now() + _delay(mail.attempts))


def _crashed(mail, error):
    mail.crashes += 1
    if mail.crashes >= MAX_CRASHES:
        logger.error("mail given up", extra={"mail": mail.pk, "kind": mail.kind, "error": error})
        _end(mail, Mail.State.DEAD, error=error, crashes=mail.crashes)
        return
    delay = _delay(mail.attempts) if error != "abandoned" else timedelta()
    _end(mail, Mail.State.PENDING, error=error, crashes=mail.crashes, next_try_at=timezone.now() + delay)


def _delay(attempts):
    """Twice as long after each try, up to a quarter of an hour, and never all at the same instant."""
    seconds = min(FIRST_DELAY_SECONDS * 2 ** max(attempts - 1, 0), LONGEST_DELAY_SECONDS)
    return timedelta(seconds=seconds * random.uniform(0.8, 1.2))  # noqa: S311
