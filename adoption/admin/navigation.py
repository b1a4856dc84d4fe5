"""The back office's side bar: what this person may open, with how much waits there."""

from django.urls import reverse
from django.utils.translation import gettext as _

from adoption.models import Report
from adoption.selectors import moderation


def groups(request):
    user = request.user
    listed = [(title, [_item(*entry) for entry in entries if user.has_perm(entry[3])]) for title, entries in _entries()]
    first = {"title": "", "items": [{"title": _("Overview"), "icon": "home", "link": reverse("admin:index")}]}
    return [first, *({"title": title, "items": items, "separator": True} for title, items in listed if items)]


def _entries():
    """[(heading, [(title, icon, page, right, how many wait)])]."""
    return [
        (
            _("Decide"),
            [
                (_("Posts to review"), "rate_review", "adoption_post", "adoption.review_post", _posts),
                (_("Reports"), "flag", "adoption_report", "adoption.view_report", _reports),
                (_("Appeals"), "balance", "adoption_appeal", "adoption.view_appeal", _appeals),
            ],
        ),
        (
            _("Look up"),
            [
                (_("People"), "group", "accounts_user", "accounts.view_user", None),
                (_("Sanctions"), "gavel", "adoption_sanction", "adoption.view_sanction", None),
                (_("Applications"), "assignment", "adoption_application", "adoption.oversee_application", None),
                (_("Shelter animals"), "pets", "adoption_shelteranimal", "adoption.view_shelteranimal", None),
                (_("Forms"), "article", "forms_builder_form", "forms_builder.view_form", None),
                (
                    _("Form versions"),
                    "history_edu",
                    "forms_builder_formversion",
                    "forms_builder.view_formversion",
                    None,
                ),
            ],
        ),
        (
            _("Operations"),
            [
                (_("Outbox"), "outgoing_mail", "notifications_mail", "notifications.view_mail", None),
                (
                    _("Suppressed addresses"),
                    "block",
                    "notifications_suppression",
                    "notifications.view_suppression",
                    None,
                ),
                (_("Groups"), "badge", "auth_group", "auth.view_group", None),
                (_("Data requests"), "folder_shared", "accounts_datarequest", "accounts.view_datarequest", None),
                (_("Audit trail"), "receipt_long", "accounts_auditentry", "accounts.view_auditentry", None),
            ],
        ),
    ]


def _item(title, icon, page, right, waiting):
    item = {"title": title, "icon": icon, "link": reverse(f"admin:{page}_changelist")}
    count = waiting() if waiting else 0
    return {**item, "badge": count, "badge_variant": "warning"} if count else item


def _posts():
    return moderation.waiting().count()


def _reports():
    return Report.objects.filter(state=Report.State.OPEN).count()


def _appeals():
    return moderation.open_appeals().count()
