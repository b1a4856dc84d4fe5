"""Publishing: what respondents fill in is frozen, and every answer points to the version it answered."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.standing import require_active
from forms_builder import definition
from forms_builder.models import Form, FormVersion
from forms_builder.services import drafts
from petbuddy.errors import Conflict, Forbidden, Invalid, Missing

GRACE_DAYS = 14  # how long answers begun on the version before may still be sent


class NotPublishable(Invalid):
    """The draft has problems; `extra["problems"]` lists them all, each with the place to focus."""

    code = "not_publishable"


@transaction.atomic
def publish(*, form, by, base_rev=None, grace_days=GRACE_DAYS):
    """Freeze the draft as the next version and make it live. `base_rev`: the revision that the publisher saw."""
    form = Form.objects.select_for_update().get(pk=form.pk)
    if not by.has_perm("forms_builder.publish_form", form):
        raise Forbidden(_("You may look at this form, but not publish it."))
    require_active(by)
    if base_rev is not None and base_rev != form.draft_rev:
        raise Conflict(_("Somebody else has edited the form meanwhile. Look at the changes, then publish."))
    _refuse_problems(form.draft)
    if form.live_version_id and not form.has_unpublished_changes:
        return form.live_version
    version = FormVersion.objects.create(
        form=form,
        number=FormVersion.objects.filter(form=form).count() + 1,
        definition=form.draft,
        sha256=definition.fingerprint(form.draft),
        published_by=by,
        grace_days=grace_days,
    )
    form.live_version, form.live_rev, form.updated_at = version, form.draft_rev, timezone.now()
    form.save(update_fields=["live_version", "live_rev", "updated_at"])
    return version


@transaction.atomic
def restore(*, form, by, number):
    """Make an earlier version the draft again: an edit like any other, so it can be undone. Nothing goes live."""
    form = Form.objects.select_for_update().get(pk=form.pk)
    version = FormVersion.objects.filter(form=form, number=number).first()
    if version is None:
        raise Missing
    ops = definition.ops_to(form.draft, version.definition)
    return drafts.apply(form=form, by=by, base_rev=form.draft_rev, ops=ops)


def _refuse_problems(document):
    found = definition.problems(document)
    if found:
        message = ngettext(
            "One thing is missing before this form can be published.",
            "%(count)s things are missing before this form can be published.",
            len(found),
        ) % {"count": len(found)}
        raise NotPublishable(message, problems=[as_dict(problem) for problem in found])


def as_dict(problem):
    return {
        "path": problem.path,
        "item": problem.item_id,
        "prop": problem.prop,
        "code": problem.code,
        "message": str(problem.message),
        "fix": problem.fix,
    }
