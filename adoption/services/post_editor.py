"""The editor's one button: facts, who may see it, and new photos together, so that nothing typed is lost."""

from django.db import transaction

from adoption.services import photos, post_endings, posts
from petbuddy.errors import DomainError
from petbuddy.retries import retry_deadlocks


def save(*, post, by, changes, visibility="", files=()):
    """Begin (post None) or change a post and take its new photos. Returns the post and the refused files.

    Refused files are (name, sentence): one text file among the photos must not lose the rest.
    """
    post = write(post=post, by=by, changes=changes, visibility=visibility)
    return post, [(file.name, refusal) for file in files if (refusal := _add(post, by, file))]


@retry_deadlocks
@transaction.atomic
def write(*, post, by, changes, visibility=""):
    """Begin (post None) or change a post, and say who may see it: nobody reads in between what was meant for few."""
    if post is None:
        post = posts.create(giver=by, **changes)
    else:
        post = posts.edit(post=post, by=by, changes=changes)
    if visibility and visibility != post.visibility:
        post = post_endings.set_visibility(post=post, visibility=visibility, by=by)
    return post


def arrange(*, post, by, act, uid):
    """A tile's button without scripts: left, right, cover, remove. An unknown photo changes nothing."""
    photo = next((each for each in post.photos.all() if str(each.uid) == uid), None)
    acts = {
        "left": lambda: photos.move(photo=photo, by=by, step=-1),
        "right": lambda: photos.move(photo=photo, by=by, step=1),
        "cover": lambda: photos.set_cover(photo=photo, by=by),
        "remove": lambda: photos.remove(photo=photo, by=by),
    }
    if photo is not None and act in acts:
        acts[act]()


def describe(*, post, by, alts):
    """Keep the descriptions that were typed under the photos: {uid: text}."""
    for photo in post.photos.all():
        words = alts.get(str(photo.uid))
        if words is not None and words != photo.alt:
            photos.describe(photo=photo, by=by, alt=words)


def _add(post, by, file):
    try:
        photos.add(post=post, by=by, file=file)
    except DomainError as error:
        return str(error)
    return ""
