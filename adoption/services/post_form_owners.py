"""When a form changes hands, the posts that ask its questions stay with a copy: the form of a post is its giver's."""

from adoption.models import Post


def hold(form):
    """Lock the posts that use the form; are there any?"""
    return bool(list(Post.objects.select_for_update().filter(form=form).order_by("pk").values_list("pk", flat=True)))


def move(*, form, copy):
    """The posts ask the copy's questions from now on; nothing changes for those who read or apply."""
    Post.objects.filter(form=form).update(form=copy)
