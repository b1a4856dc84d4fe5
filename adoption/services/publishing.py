"""What a post needs before strangers see it, and what makes a moderator look first."""

from django.conf import settings
from django.utils.translation import gettext as _

from adoption.models import Photo, Post
from adoption.services import money_words


def problems(post, by):
    """{field: [sentence]} for everything that is missing; empty when the post may be shown."""
    photos = post.photos.exclude(state=Photo.State.REJECTED)
    found = {
        "photos": not photos.exists() and _("Add at least one photo."),
        "name": not post.name.strip() and _("Tell us the pet's name."),
        "species": not post.species and _("Choose what kind of animal it is."),
        "district": post.district_id is None and _("Choose the district where the pet is."),
        "story": not post.story.strip() and _("Write a few sentences about the pet."),
        "fee_reason": bool(post.fee and not post.fee_reason) and _("Say what the fee repays; anything else is trade."),
        "form": bool(post.species) and _form_problem(post),  # the species brings our template with it
        "email": not by.is_verified and _("Verify your e-mail first."),
    }
    return {field: [sentence] for field, sentence in found.items() if sentence}


def needs_review(post):
    """Whether a moderator looks first: the setting, or something that looks like a fraud."""
    rule = settings.REVIEW_BEFORE_PUBLICATION
    if rule == "none":
        return False
    shown_before = Post.objects.filter(giver=post.giver_id, published_at__isnull=False).exists()
    return rule == "all" or not shown_before or bool(flags(post))


def flags(post):
    """What a moderator should look at: `money` and `elsewhere` (words of fraud), `photo` (stands in another's post)."""
    words = [post.name, post.summary, post.story, post.special_needs, *post.traits]
    words += [condition.get("text", "") for condition in post.conditions if isinstance(condition, dict)]
    text = "\n".join(words)
    found = money_words.flags(f"{text}\n{''.join(text.split())}")  # also where the words were spaced out
    if uses_others_photo(post):
        found.append("photo")
    return found


def uses_others_photo(post):
    """A photo that stands in another person's post, too: the first sign of a stolen offer."""
    marks = [mark for mark in post.photos.values_list("phash", flat=True) if mark]
    return bool(marks) and Photo.objects.filter(phash__in=marks).exclude(post__giver=post.giver_id).exists()


def _form_problem(post):
    if post.form is None:
        return _("Choose the form that applicants fill in.")
    if post.form.live_version_id is None:
        return _("Publish the form that applicants fill in.")
    return ""
