"""The outbox, for operators: what waits, what failed and why. Never what was written."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action, display

from notifications.models import Mail, Suppression
from notifications.services import outbox
from petbuddy import masks
from petbuddy.back_office import Decision, ReadOnlyAdmin, each, state_of

RETRIED = _("%(count)s mails are on their way.")
STUCK = {Mail.State.PENDING, Mail.State.REFUSED, Mail.State.DEAD}


@admin.register(Mail)
class MailAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "kind", "receiver", "shown_state", "attempts", "next_try_at", "error")
    list_filter = ("state", "kind")
    search_fields = ("=to", "=message_id")
    ordering = ("-pk",)
    fields = (
        ("kind", "state"),
        ("receiver", "language"),
        "ref",
        ("created_at", "sent_at"),
        ("attempts", "next_try_at"),
        "error",
        "message_id",
    )
    readonly_fields = ("receiver",)
    decide_right = "notifications.change_mail"
    actions = ("retry_chosen",)
    decisions = (
        Decision(
            "retry",
            _("Try again now"),
            run=lambda mail, by: outbox.retry(mail=mail, by=by),
            right="notifications.change_mail",
            done=_("The mail is on its way."),
            is_open=lambda mail, user: mail.state in STUCK,
            stays=True,
        ),
    )

    @display(description=_("recipient"))
    def receiver(self, mail):
        return masks.email(mail.to)

    @display(
        description=_("state"),
        ordering="state",
        label={
            Mail.State.SENT: "success",
            Mail.State.DEAD: "danger",
            Mail.State.REFUSED: "danger",
            Mail.State.PENDING: "warning",
        },
    )
    def shown_state(self, mail):
        return state_of(mail)

    @action(description=_("Try again now"), permissions=["decide"])
    def retry_chosen(self, request, queryset):
        each(request, queryset, lambda mail, by: outbox.retry(mail=mail, by=by), done=RETRIED)


@admin.register(Suppression)
class SuppressionAdmin(ReadOnlyAdmin):
    list_display = ("masked", "reason", "created_at")
    search_fields = ("=address",)
    fields = ("masked", "reason", "created_at")
    readonly_fields = ("masked",)
    ordering = ("-pk",)

    @display(description=_("address"))
    def masked(self, row):
        return masks.email(row.address)
