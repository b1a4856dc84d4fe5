"""Reading forms: one's own and those that were shared."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Count, Q, When

from forms_builder.models import DraftOp, Form
from forms_builder.permissions import forms_visible_to, forms_with_right, live_shares, rights_on
from forms_builder.rights import RIGHTS, in_words

UNDO_STEPS = 100


def forms_of(user):
    """Forms that `user` may see, newest first, with `sent_count`; drafts of answers are not counted.

    Whoever may not read a form's answers is not told how many there are: None.
    """
    sent = Count("versions__submissions", filter=Q(versions__submissions__submitted_at__isnull=False))
    readable = Q(owner=user) | Q(pk__in=forms_with_right(user, "view_results"))
    return (
        forms_visible_to(user)
        .select_related("live_version", "owner")
        .annotate(sent_count=Case(When(readable, then=sent)))
        .order_by("-updated_at", "-pk")
    )


@dataclass(frozen=True)
class FormRow:
    """A form on the shelf of one person: its state in chips, and what this person may do with it."""

    form: Form
    is_own: bool
    rights: frozenset[str]
    until: datetime | None = None
    can_leave: bool = False

    @property
    def has_answers_page(self):
        """A form that was never live has no answers to look at."""
        return "view_results" in self.rights and self.form.live_version_id is not None

    @property
    def words(self):
        """What this person may do, in words."""
        return in_words(self.rights)

    @property
    def chips(self):
        return CHIPS[self.form.state]


CHIPS = {
    Form.State.DRAFT: ("draft",),
    Form.State.LIVE: ("published",),
    Form.State.LIVE_WITH_DRAFT: ("published", "changed"),
    Form.State.CLOSED: ("closed",),
    Form.State.CLOSED_WITH_DRAFT: ("closed", "changed"),
}


def shelf_of(user):
    """Every form that `user` may see, with the rights on each: five queries however many there are."""
    forms = list(forms_of(user))
    granted = rights_on(user, [form.pk for form in forms])
    ends = dict(live_shares().filter(user=user).values_list("form", "expires_at"))
    return [
        FormRow(
            form,
            is_own=form.owner_id == user.pk,
            rights=frozenset(RIGHTS if form.owner_id == user.pk else granted[form.pk]),
            until=ends.get(form.pk),
            can_leave=form.pk in ends,
        )
        for form in forms
    ]


def live_forms_of(user):
    """Own forms that can be put on a post."""
    return forms_visible_to(user).filter(owner=user, live_version__isnull=False, closed_at=None).order_by("-updated_at")


def edits_of(form, *, by):
    """The latest edits of one person, oldest first: what the editor can undo after a reload."""
    newest = DraftOp.objects.filter(form=form, actor=by).order_by("-rev")[:UNDO_STEPS]
    return list(reversed(newest))
