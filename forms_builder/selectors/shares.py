"""Reading who else may do what with a form."""

from dataclasses import dataclass

from django.utils import timezone

from forms_builder.models import Form, Share, Transfer
from forms_builder.permissions import could_have_given
from forms_builder.rights import in_words


@dataclass(frozen=True)
class ShareRow:
    """One person in the list: who, what in words, until when, and whether the reader may change it."""

    share: Share
    words: list
    is_mine_to_change: bool
    has_run_out: bool


def shares_of(form: Form, *, by) -> list[ShareRow]:
    """Everybody the form is shared with, the newest first; at most a few (services.shares.LIMIT)."""
    rows = Share.objects.filter(form=form).select_related("form", "user", "shared_by").order_by("-created_at", "-pk")
    return [
        ShareRow(
            share=row,
            words=in_words(row.rights),
            is_mine_to_change=could_have_given(row, by=by),
            has_run_out=row.has_run_out(),
        )
        for row in rows
    ]


def offer_of(form: Form) -> Transfer | None:
    """The transfer that waits for an answer, or None."""
    return Transfer.objects.filter(form=form, expires_at__gt=timezone.now()).select_related("to").first()


def offers_to(user):
    """Forms that others want to give to this person."""
    open_ones = Transfer.objects.filter(to=user, expires_at__gt=timezone.now())
    return open_ones.select_related("form", "offered_by").order_by("-created_at")
