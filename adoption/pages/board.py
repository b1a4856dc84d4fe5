"""The giver's board of one post, with one applicant at its side."""

from django.db.models import prefetch_related_objects
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from accounts.pages.access import signed_in
from accounts.selectors import disclosures
from adoption.models import Post
from adoption.page_words import TALK_WORDS, plain
from adoption.pages.board_forms import NoteForm
from adoption.pages.board_words import BOARD_MESSAGES
from adoption.permissions import require
from adoption.selectors import board as selectors
from adoption.selectors import dashboard, talks, timelines
from forms_builder import reading
from forms_builder.selectors import reviews
from petbuddy.errors import Missing

COLUMNS = ("new", "shortlist", "visits", "rest")


@never_cache
@signed_in
@require_GET
def board(request, uid):
    post = own_post(request, uid)
    found = selectors.cards(post)
    chosen = _chosen(found, request.GET.get("application", ""))
    context = {
        "post": post,
        "pets": dashboard.pets_of(request.user, post),
        "tasks": dashboard.tasks_of(request.user),
        "cards": found,
        "columns": selectors.sorted_into_columns(found),
        "column": _column(request.GET.get("column"), chosen),
        "view": "table" if request.GET.get("view") == "table" else "board",
        "promise": selectors.promise_of(post),
        "next_alternate": selectors.next_alternate(post),
        "words": plain(BOARD_MESSAGES | TALK_WORDS),
    }
    context["adoption"], context["follow_ups"] = selectors.after_adoption(post)
    if chosen is not None:
        context |= panel(request, post, chosen)
    return render(request, "adoption/board.html", context)


def panel(request, post, card):
    """What stands beside the board about one applicant."""
    application = card.application
    application.post = post
    return _talk(request.user, application) | {
        "chosen": card,
        "application": application,
        "answers": _answers(request.user, application, card),
        "steps": timelines.of_application(application, request.user),
        "review": NoteForm(initial=_review(request.user, application)),
        "contact": disclosures.contact_of(application.applicant, viewer=request.user),
        "sent_before": selectors.sent_before(application),
    }


def own_post(request, uid):
    """The post if this person decides about it; else it is missing for her, or not hers to decide."""
    related = Post.objects.select_related("district", "giver", "form")
    post = get_object_or_404(related, uid=uid)
    require(request.user, "adoption.decide_applications", post)
    return post


def _chosen(cards, uid):
    if not uid:
        return None
    chosen = next((card for card in cards if str(card.application.uid) == uid), None)
    if chosen is None:
        raise Missing
    return chosen


def _column(asked, chosen):
    """Which column a phone shows."""
    if chosen is not None:
        return chosen.column
    return asked if asked in COLUMNS else COLUMNS[0]


def _talk(reader, application):
    """The conversation as its partial asks for it."""
    talk = getattr(application, "conversation", None)
    if talk is None:
        return {}
    talk.application = application
    return {"thread": talks.thread(talk, reader), "say_url": f"/me/messages/{talk.uid}/"}


def _answers(reader, application, card):
    submission = application.submission
    if submission.withheld_at is not None or submission.purged_at is not None:
        return None
    prefetch_related_objects([submission], "uploads", "version__form")
    form = submission.version.form
    return reading.answer_pages(
        card.definition,
        submission.answers,
        language=submission.language,
        files=submission.uploads.all(),
        may_see_private=reader.has_perm("forms_builder.view_private_answers", form),
    )


def _review(reader, application):
    review = reviews.of_reviewer(application.submission, reviewer=reader)
    return {"score": review.score or "", "note": review.note}
