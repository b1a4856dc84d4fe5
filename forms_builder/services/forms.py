"""Starting, copying, closing a form."""

import copy as copying

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.services import limits
from accounts.standing import require_active, require_verified
from forms_builder import templates_registry, uses_registry
from forms_builder.definition import blank_draft, check_shape, new_id, without_private, without_strays
from forms_builder.models import Form
from forms_builder.permissions import may_read_whole
from forms_builder.services import deadlines, templates
from petbuddy.errors import Forbidden, Invalid


@transaction.atomic
def create(*, owner, title, definition):
    """A form of `owner` whose draft is `definition`; nobody can fill it in before it is published."""
    check_shape(definition)
    draft = copying.deepcopy(without_strays(definition)) | {"title": title}
    return Form.objects.create(owner=owner, title=title, draft=draft)


def from_template(*, owner, slug, language):
    """A form that starts on one of the site's templates, with its texts in `language`. Missing: no such template."""
    template = templates_registry.get(slug)
    return create(owner=owner, title=str(template.title), definition=template.definition(language))


@limits.limited("post", who="owner")
def start(*, owner, language, template="", title=""):
    """A form from one of the site's templates or an own one, or a blank one under a title. Needs a verified address."""
    require_verified(owner)
    if template.startswith(templates.OWN):
        own = templates.of(owner=owner, slug=template)
        return create(owner=owner, title=own.title, definition=own.definition)
    if template:
        return from_template(owner=owner, slug=template, language=language)
    title = title or _("New form")
    first_page = {"id": new_id("p"), "items": []}
    return create(
        owner=owner, title=title, definition=blank_draft(title=title, language=language) | {"pages": [first_page]}
    )


@limits.limited("post", who="owner")
def start_with(*, owner, title, definition):
    """A form whose draft was written elsewhere. Needs a verified address."""
    require_verified(owner)
    return create(owner=owner, title=title, definition=definition)


@limits.limited("post", who="owner")
@transaction.atomic
def copy(*, form, owner):
    """A form of `owner` with the questions of another: the live ones if there are any, else the draft.

    Scores, notes and checks that only who works on the questions may know come along for her alone.
    """
    require_active(owner)
    definition = form.live_version.definition if form.live_version else form.draft
    if not may_read_whole(owner, form):
        definition = without_private(definition)
    return create(owner=owner, title=form.title, definition=definition)


@transaction.atomic
def close(*, form, by):
    """Take no more answers; drafts are kept and their owners told when they try to send."""
    _must(by, "forms_builder.publish_form", form)
    Form.objects.filter(pk=form.pk, closed_at=None).update(closed_at=timezone.now(), updated_at=timezone.now())
    form.refresh_from_db()
    return form


@transaction.atomic
def reopen(*, form, by):
    """Take answers again; whoever waits for that is told."""
    _must(by, "forms_builder.publish_form", form)
    was_closed = Form.objects.filter(pk=form.pk, closed_at__isnull=False).update(
        closed_at=None, updated_at=timezone.now()
    )
    form.refresh_from_db()
    if was_closed and form.takes_answers:
        uses_registry.opened(form=form, by=by)
    return form


@transaction.atomic
def limit(*, form, by, accepts_from, accepts_until, retention_days):
    """Say when a form takes answers, and how long they are kept.

    Shorter holds for answers that are there, too; longer only for those who begin afterwards.
    """
    _must(by, "forms_builder.publish_form", form)
    if accepts_from and accepts_until and accepts_from >= accepts_until:
        raise Invalid(_("The end has to come after the beginning."))
    Form.objects.filter(pk=form.pk).update(
        accepts_from=accepts_from,
        accepts_until=accepts_until,
        retention_days=retention_days,
        updated_at=timezone.now(),
    )
    form.refresh_from_db()
    if deadlines.shorten(form) and not by.has_perm("forms_builder.delete_results", form):
        raise Forbidden(_("A shorter time would delete answers sooner. That is for whoever may delete them."))
    return form


def _must(user, codename, form):
    require_active(user)
    if not user.has_perm(codename, form):
        raise Forbidden(_("You may look at this form, but not do this with it."))
