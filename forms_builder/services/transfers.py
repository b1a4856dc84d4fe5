"""Giving a form to somebody else's account: offered by its owner, done when the other accepts.

Answers were given to the owner, for her: they stay with her, in a copy of the form with all its versions, and so does
whatever uses the form, and whoever she shares it with. The other gets the questions and their history, nobody's
answers, and nobody who looks on.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.emails import normalize_email
from accounts.selectors.blocks import is_blocked_between
from accounts.selectors.users import by_email
from accounts.services import audit, limits
from accounts.standing import require_active, require_verified
from forms_builder import transfers_registry
from forms_builder.models import Form, FormVersion, Submission, Tally, Transfer, Upload
from forms_builder.services import shares
from notifications.services import notices
from petbuddy.errors import Forbidden, Gone, Invalid
from petbuddy.retries import retry_deadlocks

OPEN_FOR = timedelta(days=14)


@retry_deadlocks
@transaction.atomic
def offer(*, form, email, by):
    """Offer the form to the confirmed account of an address. Offering again, to anybody, ends the offer before."""
    form = _own(form, by)
    require_verified(by)
    to = by_email(normalize_email(email))
    if to is not None and to.pk == by.pk:
        raise Invalid(errors={"email": [_("This is your own address.")]})
    limits.take_all(("mail_to", normalize_email(email)), ("mails_by", by.pk), *limits.here("mails"))
    if to is None or not to.is_active or not to.is_verified or to.is_suspended or is_blocked_between(to, by):
        raise Invalid(errors={"email": [_("There is no account with this address that could take the form.")]})
    Transfer.objects.filter(form=form).delete()
    made = Transfer.objects.create(form=form, to=to, offered_by=by, expires_at=timezone.now() + OPEN_FOR)
    notices.notify(kind="form_offered", recipients=[to], ref=made, event_key=f"transfer:{made.pk}:{form.pk}")
    audit.record(action="form.offered", by=by, ref=form, note=f"to user {to.pk}")
    return made


@retry_deadlocks
@transaction.atomic
def accept(*, transfer, by):
    """Take the form over. What uses it, and what was answered, stays with who had it, in a copy. Returns the form."""
    is_used = transfers_registry.hold(transfer.form)
    form = Form.objects.select_for_update().get(pk=transfer.form_id)
    _require_open(transfer, form, by)
    before = form.owner
    is_needed = is_used or Submission.objects.filter(version__form=form).exists()
    copy = _leave_copy(form) if is_needed else None
    guests = shares.hand_over(form=form, copy=copy, by=by)
    form.owner, form.updated_at = by, timezone.now()
    form.save(update_fields=["owner", "updated_at"])
    Transfer.objects.filter(form=form).delete()
    audit.record(action="form.transferred", by=by, ref=form, fields=["owner"], note=f"from user {before.pk}")
    _tell(transfer, before=before, by=by, guests=guests, copy=copy)
    return form


@transaction.atomic
def decline(*, transfer, by):
    """Not taken, or the offer taken back by who made it. Safe to repeat."""
    if by.pk not in (transfer.to_id, transfer.form.owner_id):
        raise Forbidden
    if Transfer.objects.filter(pk=transfer.pk).delete()[0]:
        audit.record(action="form.transfer_ended", by=by, ref=transfer.form)


def end_between(*, blocker, blocked):
    """An offer does not outlive a block."""
    for one, other in ((blocker, blocked), (blocked, blocker)):
        Transfer.objects.filter(form__owner=one, to=other).delete()


def _tell(transfer, *, before, by, guests, copy):
    """Who had it hears that it is taken, and everybody who was in it, where she is now."""
    key, data = f"transfer:{transfer.pk}:taken", {"copy": copy and copy.pk}
    notices.notify(kind="form_taken", recipients=[before], ref=by, event_key=key, data=data)
    notices.notify(kind="form_passed_on", recipients=guests, ref=before, event_key=key, data=data)


def _own(form, by):
    """The form, locked, for its owner: a collaborator gives nothing away that is not hers."""
    form = Form.objects.select_for_update().get(pk=form.pk)
    if form.owner_id != by.pk:
        raise Forbidden(_("Only the owner can give a form away."))
    return form


def _require_open(transfer, form, by):
    require_active(by)
    row = Transfer.objects.select_for_update().filter(pk=transfer.pk).first()
    if row is None or row.to_id != by.pk or row.expires_at <= timezone.now() or is_blocked_between(by, form.owner):
        raise Gone(_("This offer was taken back, or has run out."))


def _leave_copy(form):
    """A copy for the owner before, with every version: answers keep their meaning, and what used the form goes on."""
    copy = Form.objects.get(pk=form.pk)
    copy.pk, copy._state.adding, copy.live_version = None, True, None
    copy.save(force_insert=True)
    versions = _copied_versions(form, copy)
    copy.live_version = versions.get(form.live_version_id)
    copy.save(update_fields=["live_version"])
    for old, new in versions.items():
        Submission.objects.filter(version=old).update(version=new)
    Upload.objects.filter(form=form).update(form=copy)
    Tally.objects.filter(form=form).update(form=copy)
    transfers_registry.move(form=form, copy=copy)
    return copy


def _copied_versions(form, copy):
    """{key of a version: its twin in the copy}."""
    twins = {}
    for version in FormVersion.objects.filter(form=form).order_by("number"):
        old = version.pk
        version.pk, version._state.adding, version.form = None, True, copy
        version.save()
        twins[old] = version
    return twins
