"""People: what staff need to tell them apart and to act. No password, no token, no phone, no address."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from unfold.decorators import display

from accounts import roles
from accounts.models import User
from accounts.services import staff, users
from adoption.admin.words import NoteForm, ReasonForm, SuspendForm
from adoption.models import Sanction
from adoption.selectors import moderation
from adoption.services import trust
from petbuddy import masks
from petbuddy.back_office import Decision, ReadOnlyAdmin

MODERATE = "adoption.review_post"
OPERATE = "accounts.change_user"  # in no group: operators alone
ROLES = {"adopter": _("adopter"), "giver": _("giver"), "moderator": _("moderator"), "operator": _("operator")}


def _is_another(user, by):
    return user.pk != by.pk and user.erased_at is None


def _moderates(user):
    return user.is_staff and "moderator" in roles.roles(user)


@admin.register(User)
class PersonAdmin(ReadOnlyAdmin):
    list_display = ("name", "shown_mail", "shown_roles", "is_verified", "shown_standing", "created_at")
    list_filter = ("is_staff", "is_active", "groups")
    search_fields = ("name", "=email", "=uid")  # a whole address only: a part of it would let one guess the rest
    ordering = ("-pk",)
    fields = (
        ("name", "shown_mail"),
        ("shown_roles", "standing"),
        ("is_verified", "language"),
        ("created_at", "suspended_until"),
        "erase_after",
    )
    readonly_fields = ("shown_mail", "shown_roles", "is_verified", "standing")
    change_form_outer_before_template = "adoption/admin/person.html"
    decisions = (
        Decision(
            "warn",
            _("Warn the person"),
            run=lambda user, by, reason: trust.sanction(user=user, kind=Sanction.Kind.WARN, by=by, reason=reason),
            right=MODERATE,
            done=_("The person has been warned."),
            form=ReasonForm,
            is_open=_is_another,
            stays=True,
        ),
        Decision(
            "suspend",
            _("Suspend the account"),
            run=lambda user, by, reason, until: trust.sanction(
                user=user, kind=Sanction.Kind.SUSPEND, by=by, reason=reason, until=until
            ),
            right=MODERATE,
            done=_("The account is suspended."),
            form=SuspendForm,
            is_open=_is_another,
            hint=_("She can sign in and read, nothing else. Her posts pause; the end gives everything back."),
            tone="danger",
            stays=True,
        ),
        Decision(
            "lift",
            _("Lift the suspension"),
            run=lambda user, by, note: trust.lift_suspensions(user=user, by=by, note=note),
            right=MODERATE,
            done=_("The suspension is lifted."),
            form=NoteForm,
            is_open=lambda user, by: _is_another(user, by) and _suspension(user) is not None,
            tone="primary",
            stays=True,
        ),
        Decision(
            "deactivate",
            _("Shut the account"),
            run=lambda user, by, note: users.deactivate(user=user, by=by, note=note),
            right=OPERATE,
            done=_("The account is shut; every device is signed out."),
            form=NoteForm,
            is_open=lambda user, by: user.is_active and _is_another(user, by),
            tone="danger",
            stays=True,
        ),
        Decision(
            "reactivate",
            _("Open the account again"),
            run=lambda user, by, note: users.reactivate(user=user, by=by, note=note),
            right=OPERATE,
            done=_("The account is open again."),
            form=NoteForm,
            is_open=lambda user, by: not user.is_active and user.erased_at is None,
            stays=True,
        ),
        Decision(
            "appoint",
            _("Make a moderator"),
            run=lambda user, by: staff.appoint(user=user, by=by),
            right=OPERATE,
            done=_("This person is a moderator now."),
            is_open=lambda user, by: _is_another(user, by) and user.is_verified and not _moderates(user),
            stays=True,
        ),
        Decision(
            "dismiss",
            _("End being a moderator"),
            run=lambda user, by: staff.dismiss(user=user, by=by),
            right=OPERATE,
            done=_("This person is no longer a moderator."),
            is_open=lambda user, by: not user.is_superuser and _moderates(user),
            stays=True,
        ),
    )

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    def about(self, request, obj):
        return {"record": moderation.record_of(obj), "reports": moderation.reports_about(obj).order_by("-pk")[:10]}

    @display(description=_("e-mail"))
    def shown_mail(self, user):
        return masks.email(user.email) if user.erased_at is None else "–"

    @display(description=_("roles"))
    def shown_roles(self, user):
        return "、".join(str(ROLES[role]) for role in roles.roles(user)) or "–"

    @display(description=_("verified"), boolean=True)
    def is_verified(self, user):
        return user.is_verified

    @display(description=_("standing"), label={"shut": "danger", "suspended": "danger", "good": "success"})
    def shown_standing(self, user):
        return _standing(user)

    @display(description=_("standing"))
    def standing(self, user):
        return _standing(user)[1]


def _standing(user):
    if user.erased_at:
        return "former", _("Former member")
    if not user.is_active:
        return "shut", _("Shut")
    return (
        ("suspended", _("Suspended"))
        if user.is_suspended
        else ("good", pgettext_lazy("standing of an account", "Good"))
    )


def _suspension(user):
    rows = Sanction.objects.filter(user=user, kind=Sanction.Kind.SUSPEND, lifted_at=None)
    return rows.order_by("-pk").first() if user.is_suspended else None
