"""A giver's post from the first draft to the shelf: what she may do, and the one door through which its state moves."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.services import file_removals, limits, users
from accounts.standing import require_staying, require_verified
from adoption import ages, conditions
from adoption.models import Like, Post, PostEvent
from adoption.services import locks, photo_places, post_forms, publishing, rights
from notifications.services import live, notices
from petbuddy import public_cache
from petbuddy.errors import Conflict, Invalid
from petbuddy.retries import retry_deadlocks

State = Post.State

# From where to where; `removed` goes back to where it came from. Who may is asked by the functions that move.
MOVES = {
    State.DRAFT: {State.IN_REVIEW, State.PUBLISHED, State.WITHDRAWN, State.REMOVED},
    State.IN_REVIEW: {State.PUBLISHED, State.DRAFT, State.WITHDRAWN, State.REMOVED},
    State.PUBLISHED: {State.PAUSED, State.RESERVED, State.WITHDRAWN, State.REMOVED},
    State.PAUSED: {State.PUBLISHED, State.RESERVED, State.WITHDRAWN, State.REMOVED},
    State.RESERVED: {State.PUBLISHED, State.ADOPTED, State.WITHDRAWN, State.REMOVED},
    State.ADOPTED: {State.PAUSED, State.REMOVED},
    State.WITHDRAWN: {State.DRAFT, State.REMOVED},
}
SHELTER_MOVES = {
    State.PUBLISHED: {State.WITHDRAWN, State.REMOVED},
    State.WITHDRAWN: {State.PUBLISHED, State.REMOVED},
}
# Who likes a pet hears of these.
TOLD_TO_LIKERS = {State.RESERVED, State.ADOPTED, State.WITHDRAWN, State.PAUSED, State.PUBLISHED}

FACTS = {
    "name",
    "species",
    "breed",
    "sex",
    "size",
    "colour",
    "born_on",
    "is_birth_estimated",
    "age_group",
    "neutered",
    "vaccinated",
    "chipped",
    "good_with_children",
    "good_with_dogs",
    "good_with_cats",
    "special_needs",
    "is_bonded_pair",
    "traits",
    "summary",
    "story",
    "language",
    "conditions",
    "district",
    "fee",
    "fee_reason",
    "visits_open_to_likers",
    "form",
}
EDITABLE = (State.DRAFT, State.IN_REVIEW, State.PUBLISHED, State.PAUSED, State.RESERVED)


LEAVING = "leaving"  # the note on the event that quieted a post: staying gives exactly those back
FORM_OPENED = "form opened"


class StateChanged(Conflict):
    """Somebody else moved the post first, or this step does not lead on from where it is."""

    code = "post_state"


@limits.limited("post", who="giver")
@retry_deadlocks
@transaction.atomic
def create(*, giver, **facts):
    """Begin a post: a draft that only its giver sees. Raises Forbidden without a verified e-mail."""
    require_verified(giver)
    post = Post(giver=giver, language=giver.language)
    _write(post, facts, by=giver)
    post.save()
    PostEvent.objects.create(post=post, actor=giver, to_state=post.state)
    return post


@retry_deadlocks
@transaction.atomic
def edit(*, post, by, changes):
    """Change facts, story or conditions. What is published must stay complete; money words queue it for a look."""
    rights.require(by, "adoption.manage_post", post)
    post = locks.post(post.pk)
    if post.state not in EDITABLE:
        raise StateChanged(_("This post has ended and can no longer be changed."))
    _write(post, changes, by=by)
    if post.state not in (State.DRAFT, State.IN_REVIEW):
        _refuse_unless_complete(post, by)
        _flag(post, by)
    post.rev += 1
    post.updated_at = timezone.now()
    post.save(update_fields=[*changes, "county_code", "age_group", "rev", "updated_at"])
    announce(post)
    return post


@retry_deadlocks
@transaction.atomic
def publish(*, post, by):
    """Show the post to the world, or to a moderator first. Raises Invalid with everything that is still missing."""
    rights.require(by, "adoption.manage_post", post)
    require_staying(by)
    post = locks.post(post.pk)
    if post.state != State.DRAFT:
        raise StateChanged(_("This post has been published already."))
    post_forms.attach(post=post, by=by)
    _refuse_unless_complete(post, by)
    if publishing.needs_review(post):
        return move(post=post, to=State.IN_REVIEW, by=by, note=", ".join(publishing.flags(post)))
    return put_on_shelf(post=post, by=by)


def put_on_shelf(*, post, by, note=""):
    """From draft or review to published: the giver becomes a giver and is told."""
    now = timezone.now()
    post = move(
        post=post, to=State.PUBLISHED, by=by, note=note, published_at=post.published_at or now, confirmed_at=now
    )
    users.add_role(post.giver, "Givers")
    tell_giver(post, "post_published")
    return post


@retry_deadlocks
@transaction.atomic
def pause(*, post, by, note=""):
    """Take no new applications for now; what was sent goes on."""
    rights.require(by, "adoption.manage_post", post)
    post = locks.post(post.pk)
    if post.state != State.PUBLISHED:
        raise StateChanged(_("Only a post that is on the list can be paused."))
    return move(post=post, to=State.PAUSED, by=by, note=note)


@retry_deadlocks
@transaction.atomic
def resume(*, post, by):
    """Back on the shelf, confirmed as of now."""
    rights.require(by, "adoption.manage_post", post)
    require_staying(by)
    post = locks.post(post.pk)
    if post.state != State.PAUSED:
        raise StateChanged(_("Only a paused post can go back on the list."))
    _refuse_unless_complete(post, by)
    return move(post=post, to=State.PUBLISHED, by=by, confirmed_at=timezone.now())


@retry_deadlocks
@transaction.atomic
def reopen(*, post, by):
    """A withdrawn post becomes a draft again."""
    rights.require(by, "adoption.manage_post", post)
    return move(post=locks.post(post.pk), to=State.DRAFT, by=by)


@retry_deadlocks
@transaction.atomic
def confirm(*, post, by):
    """ "Yes, still waiting": the date on the page is today's, and a paused post returns."""
    rights.require(by, "adoption.manage_post", post)
    post = locks.post(post.pk)
    if post.state == State.PAUSED:
        return resume(post=post, by=by)
    if post.state not in (State.PUBLISHED, State.RESERVED):
        raise StateChanged(_("This post is not on the list."))
    post.confirmed_at = timezone.now()
    post.save(update_fields=["confirmed_at"])
    touch(post)
    return post


@retry_deadlocks
@transaction.atomic
def delete(*, post, by):
    """Throw a draft away, with its photos. Everything that was once shown is withdrawn instead."""
    rights.require(by, "adoption.manage_post", post)
    post = locks.post(post.pk)
    if post.state != State.DRAFT or post.published_at or post.applications.exists():
        raise StateChanged(_("Only a draft can be deleted; withdraw the post instead."))
    for photo in post.photos.all():
        file_removals.promise_all_of(photo, is_public=photo.is_public)
    post.delete()


def move(*, post, to, by, note="", **stamps):
    """The one door: a conditional update, its event, and word to whoever likes the pet. Raises StateChanged."""
    start, to = post.state, State(to)
    if to not in allowed(post):
        raise StateChanged(_("That step is not possible from here: the post is now “%(state)s”.") % _labels(post))
    now = timezone.now()
    changed = Post.objects.filter(pk=post.pk, state=start).update(
        state=to, rev=F("rev") + 1, updated_at=now, removed_from=start if to == State.REMOVED else "", **stamps
    )
    if not changed:
        raise StateChanged(_("Someone else has just changed this post. Load the page again."))
    event = PostEvent.objects.create(post=post, actor=by, at=now, from_state=start, to_state=to, note=note)
    post.refresh_from_db()
    photo_places.follow(post)
    announce(post)
    if start not in (State.DRAFT, State.IN_REVIEW) and to in TOLD_TO_LIKERS:
        _tell_likers(post, event)
    if to == State.PUBLISHED and post.giver_id and post.giver.erase_after is not None:
        return move(post=post, to=State.PAUSED, by=None, note=LEAVING)  # whoever leaves takes no new applications
    return post


def allowed(post):
    """The states that can follow this post's."""
    if post.state == State.REMOVED:
        return {State(post.removed_from)} if post.removed_from else set()
    return (SHELTER_MOVES if post.is_shelter else MOVES).get(post.state, set())


def say_again(*, post, by):
    """Its form takes answers again: whoever likes the pet, and has not applied, can apply now."""
    event = PostEvent.objects.create(post=post, actor=by, from_state=post.state, to_state=post.state, note=FORM_OPENED)
    announce(post)
    _tell_likers(post, event)


def touch(post):
    """Something that the page or card shows has changed: a new revision, and no cached copy of the old one."""
    Post.objects.filter(pk=post.pk).update(rev=F("rev") + 1, updated_at=timezone.now())
    post.refresh_from_db(fields=["rev", "updated_at"])
    announce(post)


def announce(post):
    """Public copies are out of date, and open pages may want to know."""
    public_cache.bump("posts")
    live.tell(f"post:{post.uid}", {"type": "post", "post": post.uid, "state": post.state})


def _write(post, facts, *, by):
    facts = dict(facts)
    unknown = set(facts) - FACTS
    if unknown:
        raise Invalid(errors={name: [_("This cannot be changed here.")] for name in sorted(unknown)})
    if facts.get("form") is not None:
        facts["form"] = post_forms.owned(form=facts["form"], by=by)
    if "conditions" in facts:
        facts["conditions"] = conditions.cleaned(facts["conditions"])
    for name, value in facts.items():
        setattr(post, name, value)
    post.county_code = post.district.county_code if post.district else ""
    if post.born_on is not None:
        post.age_group = ages.group_of(post.born_on, timezone.localdate())


def _refuse_unless_complete(post, by):
    problems = publishing.problems(post, by)
    if problems:
        raise Invalid(_("The post still needs something."), errors=problems, code="incomplete")


def _flag(post, by):
    flags = publishing.flags(post)
    if flags:
        note = f"flag: {', '.join(flags)}"
        PostEvent.objects.create(post=post, actor=by, from_state=post.state, to_state=post.state, note=note)


def tell_giver(post, kind, **data):
    """A notice about her own post."""
    key = f"post:{post.pk}:{kind}:{post.rev}"
    notices.notify(kind=kind, recipients=[post.giver], ref=post, event_key=key, data=data)


def _tell_likers(post, event):
    """Applicants hear from their application; the others who like the pet hear that something changed."""
    if post.visibility == Post.Visibility.PRIVATE:
        return
    likes = Like.objects.filter(post=post, adopter__is_active=True).select_related("adopter")
    likes = likes.exclude(adopter__in=post.applications.exclude(state="draft").values("applicant"))
    recipients = [like.adopter for like in likes]
    if recipients:
        key = f"post:{post.pk}:event:{event.pk}"
        notices.notify(
            kind="liked_post_changed", recipients=recipients, ref=post, event_key=key, data={"state": post.state}
        )


def _labels(post):
    return {"state": post.get_state_display()}
