"""An applicant's own applications."""

from django.db.models import Exists, OuterRef, Prefetch

from adoption import dates, photo_addresses
from adoption.models import Application, Photo, Post
from adoption.permissions import posts_visible_to
from adoption.services import answer_files
from forms_builder import definition
from forms_builder.rendering import taken_by
from forms_builder.services import unreadable_files, unsent
from petbuddy import images, pictures
from petbuddy.errors import Missing

State = Application.State
RELATED = (
    "post__giver",
    "post__form__live_version",
    "post__district",
    "submission__version__form__live_version",
    "applicant",
)
COVERS = Prefetch("post__photos", Photo.objects.filter(is_cover=True, state=Photo.State.READY))


def of_person(person):
    """All of them, those that go on first, the latest change first."""
    mine = _of(person).prefetch_related(COVERS)
    return sorted(mine.order_by("-pk")[:200], key=lambda one: one.has_ended)


def own(uid, person):
    """One's own application. Raises Missing for anybody else's."""
    application = _of(person).filter(uid=uid).prefetch_related(COVERS, "events", "bookings").first()
    if application is None:
        raise Missing
    return application


def post_to_apply_for(uid, person):
    """The pet's post, if this person may know of it and it is a giver's."""
    posts = posts_visible_to(person).select_related("giver", "form__live_version", "district")
    photos = Prefetch("photos", Photo.objects.filter(is_cover=True, state=Photo.State.READY))
    post = posts.filter(uid=uid, source=Post.Source.GIVER).prefetch_related(photos).first()
    if post is None:
        raise Missing
    return post


def latest_for(post, person):
    """The application that this person has for this pet: the open one, else the last; None if there never was one."""
    mine = Application.objects.filter(post=post, applicant=person).select_related(*RELATED)
    return mine.filter(is_open=True).first() or mine.order_by("-pk").first()


def lost_draft(uid, person):
    """Her draft that can not be sent any more: it has ended, or its post is not to be seen. None otherwise."""
    mine = Application.objects.filter(post__uid=uid, applicant=person).select_related(*RELATED)
    draft = mine.order_by("-pk").first()
    if draft is None or draft.submitted_at is not None or draft.submission.purged_at is not None:
        return None
    is_seen = posts_visible_to(person).filter(pk=draft.post_id).exists()
    return None if draft.is_open and is_seen else draft


def kept_until(application):
    """The day in words until which a draft waits for her; empty for what was sent or has ended."""
    return dates.day(unsent.kept_until(application.submission)) if application.state == State.DRAFT else ""


def files_to_send_again(application, language):
    """What she sent and nobody can open: [{uid, name, question, reason, accept, megabytes}]; she may send another."""
    if application.state not in answer_files.UNDECIDED:
        return []
    files = unreadable_files.of(application.submission)
    shown = definition.public_projection(application.submission.version.definition, language) if files else {}
    return [_unreadable(file, definition.question(shown, file.question_id)) for file in files]


def _unreadable(file, item):
    reason = images.reason_sentence(file.reason)
    return {"uid": file.uid, "name": file.name, "question": item["label"], "reason": reason, **taken_by(item)}


def cover_for(application):
    """The pet's photo beside one's own application; nothing where she may not open the post (any more)."""
    return cover_of(application.post) if application.shows_post else {}


def cover_of(post):
    """{src, width, height, alt} of the pet's first photo, empty without one."""
    photo = next(iter(post.photos.all()), None)
    shown = pictures.at_least(photo, 240) if photo is not None else None
    if photo is None or shown is None:
        return {}
    src = photo_addresses.of(photo, shown, for_all=post.is_for_all)
    return {"src": src, "width": shown["width"], "height": shown["height"], "alt": photo.alt}


def _of(person):
    may_open = posts_visible_to(person).filter(pk=OuterRef("post"))
    mine = Application.objects.filter(applicant=person).select_related(*RELATED)
    return mine.annotate(shows_post=Exists(may_open))
