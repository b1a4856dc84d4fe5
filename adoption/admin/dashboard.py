"""The first page of the back office: what waits for people, and for operators how the machine is doing."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from adoption.selectors import operations

LATE = timedelta(minutes=5)  # the sweep runs every minute
OLD = timedelta(hours=24)  # a giver is promised an answer within a day


def fill(request, context):
    """unfold's hook: adds `tiles` to the first page."""
    tiles = []
    if request.user.has_perm("adoption.review_post"):
        tiles += _for_moderators(operations.for_moderators())
    if request.user.has_perm("notifications.view_mail"):
        tiles += _for_operators(operations.for_operators())
    return {**context, "title": _("Overview"), "tiles": tiles}


def _for_moderators(counts):
    oldest = counts["oldest_post_at"]
    is_late = oldest is not None and timezone.now() - oldest > OLD
    return [
        _tile(_("Posts to review"), counts["posts"], "adoption_post", oldest=oldest, is_bad=is_late),
        _tile(_("Open reports"), counts["reports"], "adoption_report"),
        _tile(_("Open appeals"), counts["appeals"], "adoption_appeal"),
    ]


def _for_operators(counts):
    return [
        _tile(
            _("Mails waiting"),
            counts["mails_waiting"],
            "notifications_mail",
            query="?state__exact=pending",
            oldest=counts["oldest_mail_at"],
            is_bad=_is_late(counts["oldest_mail_at"]),
        ),
        _tile(
            _("Mails refused or given up"),
            counts["mails_failed"],
            "notifications_mail",
            query="?state__in=dead,refused",
            is_bad=bool(counts["mails_failed"]),
        ),
        _tile(_("Pictures being prepared"), counts["pictures_pending"]),
        _tile(_("Pictures rejected"), counts["pictures_rejected"]),
        {
            "title": _("Last sweep"),
            "moment": counts["swept_at"],
            "is_moment": True,
            "is_bad": counts["swept_at"] is None or _is_late(counts["swept_at"]),
        },
    ]


def _is_late(moment):
    return moment is not None and timezone.now() - moment > LATE


def _tile(title, count, page="", *, query="", oldest=None, is_bad=False):
    url = reverse(f"admin:{page}_changelist") + query if page else ""
    return {"title": title, "count": count, "url": url, "oldest": oldest, "is_bad": is_bad}
