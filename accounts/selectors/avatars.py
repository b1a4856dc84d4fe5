"""Pictures of people: whose one may see, and how far an upload is."""

from accounts.models import Avatar, User
from petbuddy import images, pictures
from petbuddy.errors import Missing

SHOWN_WIDTH = images.PRIVATE_WIDTHS[0]


def readable_key(uid, *, by):
    """The file of a person's picture. Raises Missing where there is none, or where `by` has nothing to do with her."""
    user = User.objects.select_related("profile").filter(uid=uid, erased_at=None, is_active=True).first()
    profile = getattr(user, "profile", None)
    if profile is None or not profile.has_avatar:
        raise Missing
    if user != by and not by.has_perm("accounts.view_avatar", user):
        raise Missing
    row = Avatar.objects.filter(owner=user, key=profile.avatar_key).first()
    if row is None:
        raise Missing
    return pictures.at_least(row, SHOWN_WIDTH)["key"]


def waiting(user):
    """The newest upload, unless it is the one that is shown: being made, or refused with its reason. Else None."""
    newest = Avatar.objects.filter(owner=user).order_by("-pk").first()
    return newest if newest is not None and newest.state != Avatar.State.READY else None
