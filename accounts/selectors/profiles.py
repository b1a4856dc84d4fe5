"""What a person told about herself."""

from accounts.models import Profile


def profile_of(user):
    """The profile; an empty, unsaved one where nothing was told yet."""
    try:
        return user.profile
    except Profile.DoesNotExist:
        user.profile = Profile(user=user)
        return user.profile
