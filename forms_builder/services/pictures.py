"""Pictures on options: taken at once, made presentable by the worker, removed when no form names them any more."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from accounts.services import file_removals
from accounts.standing import require_active
from forms_builder.models import Form, FormVersion, Picture, Template
from forms_builder.selectors.pictures import named_in
from forms_builder.tasks.pictures import render_picture
from petbuddy import pipeline, uploads
from petbuddy.errors import Forbidden, TooLarge
from petbuddy.tasks import after_commit

MAX_PICTURES = 300  # on one form
UNNAMED_FOR = timedelta(days=31)  # as long as an edit can be undone, and a day
REAPED_AT_ONCE = 100


def add(*, form, by, file):
    """Take a picture for an option of this form. Returns the pending Picture; nothing shows it before a draft names it.

    The bytes are put aside before the transaction: no lock is held while talking to the storage.
    """
    _require_editor(form, by)
    accepted = uploads.accept_image(file)
    _require_room(form, by, accepted.size)
    return _keep(form=form, by=by, accepted=accepted, key=uploads.store_incoming(accepted))


@transaction.atomic
def _keep(*, form, by, accepted, key):
    picture = Picture.objects.create(
        form=form,
        owner=by,
        name=accepted.clean_name,
        incoming_key=key,
        sha256=accepted.sha256,
        mime=accepted.mime,
        bytes=accepted.size,
    )
    after_commit(render_picture, picture.pk)
    return picture


def restart_pending():
    """Sweep: ask the worker again for what was left. Returns how many."""
    keys = pipeline.due(Picture)
    for pk in keys:
        after_commit(render_picture, pk)
    return len(keys)


def reap_unnamed(now):
    """Due work: pictures that no draft, version or template names go, a month after they came. Returns how many."""
    old = Picture.objects.filter(created_at__lt=now - UNNAMED_FOR).order_by("pk")
    named = _named_anywhere() if old.exists() else set()
    loose = [picture for picture in old if picture.uid not in named][:REAPED_AT_ONCE]
    gone = [picture for picture in loose if not _is_named(str(picture.uid))]  # asked again: a draft may name it by now
    for picture in gone:
        _remove(picture)
    return len(gone)


@transaction.atomic
def remove_unnamed_of(*, owner):
    """She leaves PetBuddy: her pictures go at once where no form shows them (any more), the others lose their name."""
    for picture in Picture.objects.filter(owner=owner).order_by("pk"):
        if not _is_named(str(picture.uid)):
            _remove(picture)
    Picture.objects.filter(owner=owner).update(name="")


@transaction.atomic
def _remove(picture):
    picture.delete()
    file_removals.promise_all_of(picture)


def _named_anywhere():
    """Read once, one definition after the other: pictures that are shown must not hide the loose ones behind them."""
    found = set()
    for rows in (
        Form.objects.values_list("draft", flat=True),
        FormVersion.objects.values_list("definition", flat=True),
        Template.objects.values_list("definition", flat=True),
    ):
        for definition in rows.iterator(100):
            found.update(named_in(definition))
    return found


def _is_named(uid):
    return (
        Form.objects.filter(draft__icontains=uid).exists()
        or FormVersion.objects.filter(definition__icontains=uid).exists()
        or Template.objects.filter(definition__icontains=uid).exists()
    )


def _require_editor(form, by):
    if not by.has_perm("forms_builder.edit_form", form):
        raise Forbidden(_("You may look at this form, but not edit it."))
    require_active(by)


def _require_room(form, by, size):
    used = Picture.objects.filter(owner=by).aggregate(total=Sum("bytes"))["total"] or 0
    if used + size > settings.UPLOAD_USER_QUOTA_BYTES or form.pictures.count() >= MAX_PICTURES:
        raise TooLarge(_("There is no room for more pictures. Remove some first."))
