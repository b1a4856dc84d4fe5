"""Sharing a form with one person: by mail address, with some of the eight rights, for some time or until it is ended.

Guardian's rows are written in the same transaction. Whoever shares needs the right to, and gives at most what she has:
no right of which she has none herself, and none for longer than her own.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.emails import clean_email
from accounts.models import User
from accounts.selectors.blocks import is_blocked_between
from accounts.selectors.users import by_email
from accounts.services import audit, limits
from accounts.standing import require_verified
from forms_builder import permissions
from forms_builder.models import Form, Share
from forms_builder.rights import RIGHTS, completed
from notifications.services import notices
from petbuddy.errors import Conflict, Forbidden, Invalid, Missing
from petbuddy.retries import retry_deadlocks

LIMIT = 20  # of one form; each may be a mail to somebody who did not ask for it
AT_ONCE = 200


@retry_deadlocks
@transaction.atomic
def share(*, form, email, rights, by, expires_at=None):
    """Let the person behind an address in, at once where the address has a confirmed account, else as soon as it has.

    Sharing with the same address again changes what it may.
    """
    form = _held(form, by)
    email = _address(email)
    _refuse_the_two(form, email, by)
    known = Share.objects.select_for_update().filter(form=form, email=email).first()
    if known is not None:
        return _again(_changed(known, rights, expires_at, by), by)
    wanted = _allowed(form, rights, expires_at, by)
    if Share.objects.filter(form=form).count() >= LIMIT:
        raise Conflict(_("A form can be shared with at most %(limit)s people.") % {"limit": LIMIT})
    made = Share(form=form, email=email, rights=wanted, expires_at=expires_at, shared_by=by)
    made.save()
    _let_in(made, by)
    _record("form.shared", made, by)
    return made


@retry_deadlocks
@transaction.atomic
def change(*, share, rights, by, expires_at=None):
    """Give other rights, or another end; what she lost is lost at once."""
    form = _held(share.form, by)
    row = Share.objects.select_for_update().filter(pk=share.pk, form=form).first()
    if row is None:
        raise Missing
    return _changed(row, rights, expires_at, by)


@retry_deadlocks
@transaction.atomic
def revoke(*, share, by):
    """End a share: whoever came in by it is out at once. Safe to repeat."""
    form = _held(share.form, by)
    row = Share.objects.select_for_update().filter(pk=share.pk, form=form).first()
    if row is not None:
        _require_above(row, by)
        _end(row, by, "form.unshared")


@retry_deadlocks
@transaction.atomic
def leave(*, form, by):
    """Go out of a form that somebody shared: one's own choice, at any time."""
    form = Form.objects.select_for_update().get(pk=form.pk)
    for row in Share.objects.select_for_update().filter(form=form, user=by).order_by("pk"):
        _end(row, by, "form.left")


@retry_deadlocks
@transaction.atomic
def claim(*, user):
    """The address is confirmed now: what was shared with it becomes hers. Safe to repeat; returns how many."""
    waiting = Share.objects.filter(email=user.email, user=None)
    keys = sorted(set(waiting.values_list("form", flat=True)))
    forms = Form.objects.select_for_update().filter(pk__in=keys).order_by("pk").in_bulk()
    count = 0
    for row in waiting.select_for_update().filter(form__in=forms).select_related("shared_by").order_by("pk"):
        if user.is_verified and user.pk != forms[row.form_id].owner_id and not _are_blocked(row, user):
            _bind(row, user)
            count += row.user_id is not None
    return count


def claim_left(now):
    """Due work: shares whose address was confirmed while they were being made. Returns how many."""
    emails = Share.objects.filter(user=None).values("email")
    people = User.objects.filter(email__in=emails, email_verified_at__isnull=False, is_active=True)
    return sum(claim(user=user) for user in people.order_by("pk")[:AT_ONCE])


def clear_expired(now):
    """Due work: guardian's rows of shares that have run out go; nobody was let in by them since. Returns how many."""
    rows = permissions.shares_to_clear(now).select_related("form", "user").order_by("pk")[:AT_ONCE]
    for row in rows:
        with transaction.atomic():
            form = Form.objects.select_for_update().get(pk=row.form_id)
            permissions.write_rights(form=form, user=row.user)
    return len(rows)


@transaction.atomic
def end_between(*, blocker, blocked):
    """Of two who want nothing to do with each other none stays in the other's forms."""
    for owner, guest in ((blocker, blocked), (blocked, blocker)):
        for row in Share.objects.filter(form__owner=owner, user=guest).select_related("form").order_by("form", "pk"):
            _end(row, blocker, "form.unshared")


def hand_over(*, form, copy, by):
    """The form gets another owner. Whoever was in it is in the copy that stays behind, with the same rights and the
    same end; where none stays, she is out. Returns those with a live share, to be told."""
    rows = list(Share.objects.select_for_update().filter(form=form).select_related("user").order_by("pk"))
    permissions.hand_over(form=form, copy=copy)
    for row in rows:
        _record("form.share_moved" if copy else "form.unshared", row, by)
    if copy is None:
        Share.objects.filter(form=form).delete()
    else:
        Share.objects.filter(form=form).update(form=copy)
    return [row.user for row in rows if row.user is not None and not row.has_run_out()]


def _held(form, by):
    """The form, locked, for somebody who may share it."""
    form = Form.objects.select_for_update().get(pk=form.pk)
    if not by.has_perm("forms_builder.share_form", form):
        raise Forbidden(_("You may look at this form, but not share it."))
    require_verified(by)
    return form


def _address(email):
    try:
        return clean_email(email)
    except ValidationError as error:
        raise Invalid(errors={"email": error.messages})


def _refuse_the_two(form, email, by):
    """Neither the owner nor oneself: nobody takes the form from its owner, or raises her own rights."""
    if email == by.email:
        raise Invalid(errors={"email": [_("This is your own address.")]})
    if email == form.owner.email:
        raise Invalid(errors={"email": [_("The form belongs to this person.")]})


def _let_in(row, by):
    """Tell whom it was shared with: in the page and by mail with an account, by mail alone without."""
    limits.take_all(("mail_to", row.email), ("mails_by", by.pk), *limits.here("mails"))
    _bind(row, _account_of(row.email, by))
    if row.user is None:
        _mail(row, by)


def _again(row, by):
    """Shared once more with somebody who has not come yet: the mail is sent once more."""
    if row.user is None:
        _let_in(row, by)
    return row


def _changed(row, rights, expires_at, by):
    _require_above(row, by)
    row.rights, row.expires_at = _allowed(row.form, rights, expires_at, by), expires_at
    row.save(update_fields=["rights", "expires_at"])
    if row.user is not None:
        permissions.write_rights(form=row.form, user=row.user)
    _record("form.share_changed", row, by)
    return row


def _require_above(row, by):
    """A collaborator touches only shares that she could have given herself, and never her own."""
    if not permissions.could_have_given(row, by=by):
        raise Forbidden(_("Only the owner can change this."))


def _allowed(form, rights, expires_at, by):
    """The rights as they are stored, in their order. Raises Invalid for what cannot be given, or not by her."""
    wanted = completed(rights)
    if not wanted or not wanted <= set(RIGHTS):
        raise Invalid(errors={"rights": [_("Choose what this person may do.")]})
    if expires_at is not None and expires_at <= timezone.now():
        raise Invalid(errors={"expires_at": [_("Choose a day to come.")]})
    if form.owner_id != by.pk:
        _refuse_more_than_own(form, wanted, expires_at, by)
    return [right for right in RIGHTS if right in wanted]


def _refuse_more_than_own(form, wanted, expires_at, by):
    if not wanted <= permissions.rights_of(by, form):
        raise Invalid(errors={"rights": [_("You can only give rights that you have yourself.")]})
    if not permissions.lasts_as_long(form, wanted, expires_at, by=by):
        raise Invalid(errors={"expires_at": [_("You can share it only for as long as it is shared with you.")]})


def _account_of(email, by):
    """The confirmed account of an address; none across a block, as if there were no account."""
    user = by_email(email)
    if user is None or not user.is_active or not user.is_verified or is_blocked_between(user, by):
        return None
    return user


def _are_blocked(row, user):
    people = {row.shared_by_id, row.form.owner_id} - {None}
    return any(is_blocked_between(user, person) for person in people)


def _bind(row, user):
    if user is None or is_blocked_between(user, row.form.owner_id):
        return
    row.user = user
    row.save(update_fields=["user"])
    permissions.write_rights(form=row.form, user=user)
    if row.has_run_out():
        return
    key = f"share:{row.pk}:{row.created_at.timestamp():.0f}"
    notices.notify(kind="share_received", recipients=[user], ref=row, event_key=key)


def _mail(row, by):
    """To an address without an account: the way to one. The mail says nothing that opens the form by itself."""
    key = f"share:{row.pk}:{timezone.now().timestamp():.6f}:mail"
    notices.send_mail(kind="share_received", to=row.email, language=by.language, ref=row, dedup_key=key)


def _end(row, by, action):
    form, user, rights = row.form, row.user, row.rights
    _record(action, row, by)
    row.delete()
    if user is not None:
        permissions.write_rights(form=form, user=user)
    row.rights = rights


def _record(action, row, by):
    who = f"user {row.user_id}" if row.user_id else "an address without an account"
    audit.record(action=action, by=by, ref=row.form, fields=row.rights, note=f"share {row.pk}, {who}")
