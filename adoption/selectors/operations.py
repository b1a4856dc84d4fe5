"""How the machinery is doing, in numbers: for the first page of the back office."""

from django.db.models import Count, Min

from adoption.models import Attachment, Photo, Report
from adoption.selectors import moderation
from forms_builder.models import Upload
from notifications.models import Mail
from petbuddy import heartbeats
from petbuddy.models import StoredFile

PICTURES = (Photo, Attachment, Upload)


def for_moderators():
    """What waits for a person's decision."""
    waiting = moderation.waiting().aggregate(count=Count("pk"), oldest=Min("since"))
    return {
        "posts": waiting["count"],
        "oldest_post_at": waiting["oldest"],
        "reports": Report.objects.filter(state=Report.State.OPEN).count(),
        "appeals": moderation.open_appeals().count(),
    }


def for_operators():
    """What waits for the machine, or was given up by it."""
    mails = dict(Mail.objects.values_list("state").annotate(count=Count("pk")))
    waiting = Mail.objects.filter(state=Mail.State.PENDING).aggregate(oldest=Min("created_at"))
    return {
        "mails_waiting": mails.get(Mail.State.PENDING, 0) + mails.get(Mail.State.SENDING, 0),
        "oldest_mail_at": waiting["oldest"],
        "mails_failed": mails.get(Mail.State.DEAD, 0) + mails.get(Mail.State.REFUSED, 0),
        "pictures_pending": _pictures(StoredFile.State.PENDING),
        "pictures_rejected": _pictures(StoredFile.State.REJECTED),
        "swept_at": heartbeats.last("sweep"),
    }


def _pictures(state):
    return sum(model.objects.filter(state=state).count() for model in PICTURES)
