"""Reading forms: one's own and those that were shared."""

from django.db.models import Count, Q

from forms_builder.models import DraftOp
from forms_builder.permissions import forms_visible_to

UNDO_STEPS = 100


def forms_of(user):
    """Forms that `user` may see, newest first, with `sent_count`; drafts of answers are not counted."""
    sent = Count("versions__submissions", filter=Q(versions__submissions__submitted_at__isnull=False))
    return (
        forms_visible_to(user)
        .select_related("live_version", "owner")
        .annotate(sent_count=sent)
        .order_by("-updated_at", "-pk")
    )


def live_forms_of(user):
    """Own forms that can be put on a post."""
    return forms_visible_to(user).filter(owner=user, live_version__isnull=False, closed_at=None).order_by("-updated_at")


def edits_of(form, *, by):
    """The latest edits of one person, oldest first: what the editor can undo after a reload."""
    newest = DraftOp.objects.filter(form=form, actor=by).order_by("-rev")[:UNDO_STEPS]
    return list(reversed(newest))
