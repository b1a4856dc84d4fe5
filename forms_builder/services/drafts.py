"""Editing a form: small operations against a revision, so that two people's edits merge and none is lost."""

from collections import defaultdict
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.standing import require_active
from forms_builder import definition
from forms_builder.definition.walk import home_of_each, ids_below
from forms_builder.models import DraftOp, Form, FormVersion
from notifications.services import live
from petbuddy.errors import Conflict, Forbidden

MAX_OPS = 200  # a minute offline on a phone is far below


@dataclass(frozen=True)
class Edited:
    """What the editor needs to go on: the new revision, what others did since `base_rev`, what no longer fitted."""

    form: Form
    rev: int
    ops_since: list
    skipped: list
    done: list


@transaction.atomic
def apply(*, form, by, base_rev, ops):
    """Apply `ops` to the draft as it is now, whoever else edited it since `base_rev`; incomplete drafts are kept."""
    form = Form.objects.select_for_update().get(pk=form.pk)
    if not by.has_perm("forms_builder.edit_form", form):
        raise Forbidden(_("You may look at this form, but not edit it."))
    require_active(by)
    if base_rev > form.draft_rev or len(ops) > MAX_OPS:
        raise Conflict(_("The editor and the server disagree. Please load the page again; your last words are kept."))
    ops_since = _ops_since(form, base_rev)
    if not ops:
        return Edited(form, form.draft_rev, ops_since, [], [])
    retired, published, homes = used_ids(form)
    applied = definition.apply(form.draft, ops, retired=retired, published=published, homes=homes)
    if applied.done:
        _write(form, by, applied)
    return Edited(form, form.draft_rev, ops_since, applied.skipped, applied.done)


def _write(form, by, applied):
    form.draft = applied.document
    form.draft_rev += 1
    form.title = (applied.document.get("title") or form.title)[:120]
    form.updated_at = timezone.now()
    form.save(update_fields=["draft", "draft_rev", "title", "updated_at"])
    live.tell(f"form:{form.pk}", {"type": "draft", "rev": form.draft_rev})
    DraftOp.objects.create(form=form, rev=form.draft_rev, actor=by, op=applied.done, inverse=applied.inverse)


def _ops_since(form, base_rev):
    rows = DraftOp.objects.filter(form=form, rev__gt=base_rev).order_by("rev")
    return [
        {"rev": row.rev, "actor": str(row.actor.uid), "actor_name": row.actor.shown_name, "ops": row.op}
        for row in rows.select_related("actor")
    ]


def used_ids(form):
    """(ids that earlier versions used, {id: type} of questions that may have answers, the fields of rows too,
    {id: where versions had it})."""
    used, answered, homes = set(), {}, defaultdict(set)
    for published in FormVersion.objects.filter(form=form).values_list("definition", flat=True):
        for item in definition.questions(published):
            answered.update((part["id"], part["type"]) for part in (item, *(item.get("fields") or [])))
        used.update(ids_below(published))
        for key, home in home_of_each(published).items():
            homes[key].add(home)
    return used - set(ids_below(form.draft)), answered, homes
