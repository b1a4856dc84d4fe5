"""The posts that ask a form's questions: named to the giver before she closes it, their likers told when it opens."""

from adoption.models import Post
from adoption.permissions import posts_visible_to
from adoption.services import posts
from forms_builder.uses_registry import Use


def uses(form, by):
    """The posts that people could apply for now, were the form open."""
    shown = posts_visible_to(by).filter(form=form, state=Post.State.PUBLISHED).order_by("pk")
    return [Use(post.name, post.get_absolute_url()) for post in shown]


def opened(*, form, by):
    """Everybody who likes one of these pets, and has not applied, hears that it takes applications again."""
    for post in Post.objects.select_for_update().filter(form=form, state=Post.State.PUBLISHED).order_by("pk"):
        posts.say_again(post=post, by=by)
