"""What a person likes."""

from adoption.models import Like


def liked_uids(user):
    """Codes of the posts that this person likes, for the hearts of cached pages."""
    return list(Like.objects.filter(adopter=user).order_by("-pk").values_list("post__uid", flat=True)[:500])


def is_liked(post, user):
    return Like.objects.filter(post=post, adopter=user).exists()
