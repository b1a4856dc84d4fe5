"""The form of a post: always the giver's own, and always one that can be filled in once the post is shown."""

from adoption.models import Post
from forms_builder.services import forms, versions
from petbuddy.errors import Missing

# Which of our templates fits which animal.
TEMPLATE_OF = {Post.Species.DOG: "dog", Post.Species.CAT: "cat"}
OTHER_ANIMALS = "small_animal"


def attach(*, post, by):
    """Give a post without a form the one that its giver used for such a pet before, or our template, published."""
    if post.form_id is not None or not post.species:
        return
    post.form = _used_before(post) or _from_template(post, by)
    post.save(update_fields=["form"])


def owned(*, form, by):
    """This person's own form: hers as it is, another's as a copy. Raises Missing where she may not know of it."""
    if form.owner_id == by.pk:
        return form
    if not by.has_perm("forms_builder.edit_form", form):
        raise Missing
    copied = forms.copy(form=form, owner=by)
    if form.live_version_id is not None:
        versions.publish(form=copied, by=by, base_rev=copied.draft_rev)
        copied.refresh_from_db()
    return copied


def _used_before(post):
    posts = Post.objects.filter(giver=post.giver_id, species=post.species, form__live_version__isnull=False)
    last = posts.exclude(pk=post.pk).select_related("form").order_by("-published_at", "-pk").first()
    return last.form if last and last.form and not last.form.is_closed else None


def _from_template(post, by):
    slug = TEMPLATE_OF.get(post.species, OTHER_ANIMALS)
    form = forms.from_template(owner=post.giver, slug=slug, language=post.language)
    versions.publish(form=form, by=by, base_rev=form.draft_rev)
    form.refresh_from_db()
    return form
