"""What this app knows of a person: who she is, where she signs in, whom she blocked, to whom her details stand open."""

from django.db.models import Q
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.devices import device_name
from accounts.models import (
    AuditEntry,
    Avatar,
    Block,
    DataRequest,
    Disclosure,
    IdempotencyKey,
    OneTimeToken,
    Profile,
    Session,
)
from accounts.roles import roles
from accounts.selectors.profiles import profile_of
from accounts.services import file_removals
from petbuddy import personal_data

OF_OTHERS = ("user.blocked", "user.unblocked")  # also when whoever did it is no member any more


def register():
    """Called from AppConfig.ready()."""
    personal_data.register(personal_data.Part("accounts", export=export, files=files, erase=erase))


def export(user):
    profile = profile_of(user)
    kept = ("county", "district", "phone", "address", "facts", "facts_at", "theme")
    opened = Disclosure.objects.filter(subject=user).select_related("viewer").order_by("pk")
    nobodys = Q(actor=None, ref=f"{user._meta.label_lower}:{user.pk}") & ~Q(action__in=OF_OTHERS)
    trail = AuditEntry.objects.filter(Q(actor=user) | nobodys)  # what others did, and from where, is theirs
    requests = DataRequest.objects.filter(user=user)
    return {
        "account": _account(user),
        "profile": {name: getattr(profile, name) for name in kept},
        "sessions": [_session(row) for row in Session.objects.filter(user=user).order_by("pk")],
        "second_factors": _second_factors(user),
        "blocked": [str(uid) for uid in Block.objects.filter(blocker=user).values_list("blocked__uid", flat=True)],
        "disclosures": [_disclosure(row) for row in opened],
        "trail": personal_data.rows(trail, "at", "action", "fields", "note", "address"),
        "data_requests": personal_data.rows(requests, "kind", "state", "created_at", "due_at", "done_at"),
        "mailed_links": personal_data.rows(
            OneTimeToken.objects.filter(user=user), "purpose", "email", "created_at", "used_at"
        ),
        "pictures": personal_data.rows(Avatar.objects.filter(owner=user), "name", "state", "created_at"),
    }


def files(user):
    rows = Avatar.objects.filter(owner=user, state=Avatar.State.READY).order_by("pk")
    return [personal_data.File(row.key, name=row.name) for row in rows]


def erase(user):
    """Everything but the account's own row, which accounts.services.fulfilment makes nobody's as the last step."""
    _erase_files(user)
    Profile.objects.filter(user=user).delete()
    Profile.objects.create(user=user)
    IdempotencyKey.objects.filter(user=user).delete()
    OneTimeToken.objects.filter(user=user).delete()
    Session.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()
    TOTPDevice.objects.filter(user=user).delete()
    Block.objects.filter(Q(blocker=user) | Q(blocked=user)).delete()
    between = Disclosure.objects.filter(Q(subject=user) | Q(viewer=user), revoked_at=None)
    between.update(revoked_at=timezone.now())


def _erase_files(user):
    for row in Avatar.objects.filter(owner=user):
        file_removals.promise_all_of(row)
    Avatar.objects.filter(owner=user).delete()
    file_removals.promise([profile_of(user).avatar_key])
    archives = DataRequest.objects.filter(user=user, kind=DataRequest.Kind.EXPORT)
    file_removals.promise(archives.values_list("key", flat=True))
    archives.delete()


def _account(user):
    names = ("uid", "email", "name", "language", "email_verified_at", "suspended_until", "created_at", "erase_after")
    return {name: getattr(user, name) for name in names} | {"roles": roles(user)}


def _session(row):
    names = ("created_at", "seen_at", "expires_at", "ended_at", "end_reason", "address")
    return {name: getattr(row, name) for name in names} | {"device": device_name(row.device), "browser": row.device}


def _second_factors(user):
    """That there are such devices, and since when; their secrets would only help a thief."""
    return [
        {"kind": kind, "name": row.name, "created_at": row.created_at}
        for kind, model in (("app", TOTPDevice), ("recovery codes", StaticDevice))
        for row in model.objects.filter(user=user).order_by("pk")
    ]


def _disclosure(row):
    return {
        "what": row.what,
        "to": row.viewer.shown_name,
        "since": row.created_at,
        "taken_back": row.revoked_at,
    }
