"""Accounts: registering, verifying, closing. Passwords and signing in stand in `passwords` and `logins`."""

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.context import origin
from accounts.emails import normalize_email
from accounts.models import DataRequest, Profile, User
from accounts.selectors.users import by_email
from accounts.services import audit, avatars, limits, one_time, passwords, sessions, verified
from accounts.text import one_line
from notifications.services.notices import send_mail
from petbuddy.addresses import limit_key
from petbuddy.errors import Invalid


@transaction.atomic
def register(*, email, password, name, language):
    """Open an account and mail its verification. Returns the account, or None where the address already has one.

    The caller shows the same for both: only the owner of the mailbox learns that an account was there. One that was
    never verified starts anew with what was given now.
    """
    name = one_line(name)
    if not name:
        raise Invalid(errors={"name": [_("Tell us what to call you.")]})
    email = normalize_email(email)
    passwords.check(password, User(email=email, name=name))
    limits.take(bucket="mail_to", key=email)
    hashed = make_password(password)  # also for a known address: it is what takes the time
    user = _opened(email=email, password=hashed, name=name, language=language)
    if user is None:
        _tell_that_it_is_known(email)
        return None
    _send_verification(user)
    audit.record(action="user.registered", by=user, ref=user)
    return user


def _opened(*, email, password, name, language):
    known = by_email(email)
    if known is None:
        return _created(email=email, password=password, name=name, language=language)
    if known.is_verified or not known.is_active:
        return None
    sessions.end_all(user=known, by=None, reason="registered_again")
    known.password, known.name, known.language = password, name, language
    known.save(update_fields=["password", "name", "language"])
    _forget_what_was_told(known)
    return known


def _forget_what_was_told(user):
    """Nobody has proved to be the one who told it: whoever names the address next must not read her phone number."""
    avatars.remove(user=user)
    Profile.objects.filter(user=user).delete()
    Profile.objects.create(user=user)
    archives = DataRequest.objects.filter(user=user, kind=DataRequest.Kind.EXPORT, is_open=True)
    archives.update(state=DataRequest.State.CANCELLED, done_at=timezone.now())


def _created(**fields):
    try:
        with transaction.atomic():
            user = User.objects.create(**fields)
            Profile.objects.create(user=user)
    except IntegrityError:  # the same address at the same moment, or one that the collation calls the same
        return None
    return user


def _tell_that_it_is_known(email):
    known = by_email(email)
    if known is not None and known.is_active:
        _mail(known, known, f"known_address:{known.uid}:{timezone.now().timestamp():.6f}")


def _send_verification(user):
    token = one_time.issue(user=user, purpose=one_time.Purpose.VERIFY_EMAIL)
    _mail(user, token, f"verify_email:{token.uid}")


def _mail(user, ref, dedup_key):
    send_mail(kind="verify_email", to=user.email, language=user.language, ref=ref, dedup_key=dedup_key, recipient=user)


@transaction.atomic
def send_verification_again(*, email):
    """A new code for an address that waits for one; nothing, and no word of it, for any other. Raises TooMany."""
    email = normalize_email(email)
    limits.take(bucket="mail_to", key=email)
    user = by_email(email)
    if user is not None and user.is_active and not user.is_verified:
        _send_verification(user)


@transaction.atomic
def verify_email(*, token):
    """The mailbox is hers: the account may now like, apply and give. `token` comes from services.one_time.

    The caller has made sure that who confirms is who registered: the mailbox alone says nothing about the password.
    """
    one_time.spend(token=token)
    user = token.user
    if not user.is_verified:
        user.email_verified_at = timezone.now()
        user.save(update_fields=["email_verified_at"])
        audit.record(action="user.verified", by=user, ref=user)
        verified.tell(user)
    return user


def verify_elsewhere(*, token, password):
    """Confirm by the mailed link on a device that did not register: the account's password is asked too.

    Else the owner of a mailbox would open an account whose password somebody else has chosen.
    Raises Invalid for another password, and TooMany as signing in does.
    """
    taken = limits.take_all(("login_account", token.user.email), ("login_address", limit_key(origin().address)))
    if len(password) > passwords.LONGEST or not token.user.check_password(password):
        raise Invalid(errors={"password": [_("This is not the password of this account.")]})
    limits.give_back(*taken)
    return verify_email(token=token)


@transaction.atomic
def add_role(user, group, *, by=None):
    """Put a person into a group (Givers, Moderators); her next token names the role. Safe to repeat."""
    row, _created = Group.objects.get_or_create(name=group)
    if not user.groups.filter(pk=row.pk).exists():
        user.groups.add(row)
        audit.record(action="user.role_added", by=by, ref=user, note=group)


@transaction.atomic
def deactivate(*, user, by, note=""):
    """Shut an account: every device is signed out at once, and nobody signs in again until it is reactivated."""
    if User.objects.filter(pk=user.pk, is_active=True).update(is_active=False):
        user.is_active = False
        sessions.end_all(user=user, by=by, reason="deactivated")
        audit.record(action="user.deactivated", by=by, ref=user, note=note)


@transaction.atomic
def reactivate(*, user, by, note=""):
    if User.objects.filter(pk=user.pk, is_active=False, erased_at=None).update(is_active=True):
        user.is_active = True
        audit.record(action="user.reactivated", by=by, ref=user, note=note)
