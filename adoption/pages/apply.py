"""Applying for a pet: the like, the form step by step, the check, and sending. Every step works as a plain form."""

import time

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.pages.access import verified
from adoption.models import Application
from adoption.page_words import apply_words
from adoption.selectors import draft_news, known_answers, my_applications
from adoption.selectors.drafts import Draft
from adoption.selectors.pet_page import closed_words
from adoption.services import applications, draft_questions, likes
from forms_builder import definition, evaluation, parsing
from forms_builder.services import submissions, uploads
from petbuddy.errors import Conflict, DomainError, Forbidden, Invalid, Missing
from petbuddy.kept_forms import keeps_what_was_typed
from petbuddy.problems import status_of

POSTED = "page"  # the name under which a form without scripts saves, beside the tabs of scripts
OFFERED = "offers"  # and the name under which an offered answer is taken over, just after what was typed
EVERY_OFFER = "all"
SURE = "sure"  # she was told what would be lost


@never_cache
@keeps_what_was_typed("step")
@verified
@require_http_methods(["GET", "HEAD", "POST"])
def apply(request, uid):
    if request.method == "POST" and "step" in request.POST and (lost := my_applications.lost_draft(uid, request.user)):
        return _last_words(request, lost)
    post = my_applications.post_to_apply_for(uid, request.user)
    if post.giver_id == request.user.pk:
        raise Forbidden(_("This is your own post."), code="own_post")
    application = my_applications.latest_for(post, request.user)
    if application is not None and application.is_open and application.state != Application.State.DRAFT:
        return redirect(application)
    is_draft = application is not None and application.state == Application.State.DRAFT
    if is_draft and "again" in request.GET | request.POST and request.POST.get("again") != SURE:
        return _ask_again(request, post, application)
    if request.method == "POST" and "step" not in request.POST:
        return _start(request, post, application if is_draft else None)
    if not is_draft or "step" not in request.GET | request.POST:
        return _start_page(request, post, application if is_draft else None)
    return _step(request, post, application)


def _last_words(request, application):
    """The post went while she wrote: what she wrote last is kept with the rest, and she is told where."""
    draft = Draft(application)
    _keep(request, draft, draft.clamp(request.POST["step"]))
    messages.info(request, _("This can no longer be sent. What you wrote is kept with your applications."))
    return redirect(application if application.has_ended else "/me/applications/")


# -- Before the first question -----------------------------------------------------------------------------------------
def _start(request, post, application):
    """The apply button likes too. A draft goes on where it stood, or begins anew if she says so."""
    if application is None and closed_words(post):
        return _start_page(request, post, None)  # the form is closed: she is told, and nothing is liked in passing
    try:
        likes.like(post=post, by=request.user)
        application = applications.start(post=post, by=request.user)
    except Missing:
        raise
    except DomainError as error:
        application = my_applications.latest_for(post, request.user)
        is_draft = application is not None and application.state == Application.State.DRAFT
        return _start_page(request, post, application if is_draft else None, refusal=error)
    if application.state != Application.State.DRAFT:
        return redirect(application)
    if request.POST.get("again"):
        applications.start_again(application=application, by=request.user)
        return redirect(f"/pets/{post.uid}/apply/?step=1")
    return redirect(f"/pets/{post.uid}/apply/?step={Draft(application).goes_on_at}")


def _ask_again(request, post, application):
    """Nothing is deleted by one tap: she is told what would go."""
    draft = Draft(application)
    if not draft.written(get_language()):
        return redirect(f"/pets/{post.uid}/apply/")
    return render(request, "adoption/apply_again.html", {"post": post, "lost": draft.written(get_language())})


def _start_page(request, post, application, refusal=None):
    live = post.form.live_version if post.form_id else None
    language = get_language()
    draft = Draft(application) if application is not None else None
    context = {
        "post": post,
        "cover": my_applications.cover_of(post),
        "form": definition.public_projection(live.definition, language) if live else {},
        "minutes": evaluation.minutes_ahead(live.definition) if live else 0,
        "draft": draft if draft and (draft.submission.answers or draft.submission.put_aside) else None,
        "news": draft_news.of_draft(draft, draft_questions.version_for(application), language)
        if draft and draft_questions.must_go_on(application)
        else None,
        "refusal": refusal,
        "is_open": post.takes_applications,
        "closed_words": closed_words(post),
    }
    return render(request, "adoption/apply_start.html", context, status=status_of(refusal) if refusal else 200)


# -- The questions -----------------------------------------------------------------------------------------------------
def _step(request, post, application):
    draft = Draft(application)
    step = draft.clamp(request.POST.get("step") or request.GET.get("step"))
    if draft_questions.must_go_on(application):
        if request.method == "POST":
            _keep(request, draft, step)
        return redirect(f"/pets/{post.uid}/apply/")  # new questions: she is told, and goes on with one button
    if request.method != "POST":
        return _step_page(request, post, draft, step)
    return _posted(request, post, draft, step)


def _posted(request, post, draft, step):
    """Keep what was given, then do what the pressed button says."""
    seen = set(draft.evaluated.visible)
    said = _keep(request, draft, step)
    draft = Draft(_fresh(draft.application, request.user))
    if "leave" in request.POST and not said:
        messages.success(request, _("Your answers are kept. Go on whenever you like."))
        return redirect("/me/applications/")
    if "go" in request.POST and not said:
        return redirect(_address(post, draft.clamp(request.POST["go"])))
    if "back" in request.POST and not said:
        return redirect(_address(post, max(1, step - 1)))
    if "add" in request.POST or "drop" in request.POST:
        return _step_page(request, post, draft, step, more_rows=[request.POST.get("add", "")], said=said)
    if "use" in request.POST and not said:
        return _use(request, post, draft, step)
    if "send" in request.POST and not said:
        return _send(request, post, draft)
    return _onward(request, post, draft, step, seen, said)


def _use(request, post, draft, step):
    """She takes over what she told before: one answer, or all that are offered on this step."""
    wanted, found = request.POST["use"], known_answers.offers(draft, draft.pages_of(step), language=get_language())
    chosen = {key: offer.answer for key, offer in found.items() if wanted in (key, EVERY_OFFER)}
    _save(draft.application, request.user, chosen, client=OFFERED)
    place = f"#{wanted}" if wanted in chosen else ""
    return redirect(f"{_address(post, step)}{place}")


def _onward(request, post, draft, step, seen, said):
    """To the next step, unless something here is missing. A question that only now appeared is no mistake."""
    page_ids = draft.pages_of(min(step, draft.count))
    faults = draft.errors_of(page_ids)
    if not faults and not said:
        return redirect(_address(post, min(step + 1, draft.count)))
    old = [key for key, _text in faults if key.partition(".")[0] in seen]
    if not old and not said:
        messages.info(request, _("Your answers opened more questions on this page."))
        return _step_page(request, post, draft, step)
    return _step_page(request, post, draft, step, faulty=page_ids, said=said, status=400)


def _step_page(request, post, draft, step, *, faulty=(), more_rows=(), said=(), refusal=None, status=200):
    page_ids = draft.pages_of(step)
    language = get_language()
    is_check = step == draft.count
    found = {} if is_check else known_answers.offers(draft, page_ids, language=language)
    errors = [(f"#{key}", text) for key, text in [*said, *(draft.summary_of(page_ids) if faulty else ())]]
    if is_check and faulty:
        errors = [
            (f"#{key}" if at == step else f"{_address(post, at)}#{key}", text)
            for at, key, text in draft.errors_by_step()
        ]
    context = {
        "post": post,
        "cover": my_applications.cover_of(post),
        "draft": draft,
        "step": step,
        "count": draft.count,
        "steps": draft.steps(get_language(), step),
        "ends_at": submissions.ends_at(draft.submission.version),
        "pages": draft.drawn(page_ids, faulty=faulty, more_rows=more_rows, offers=found, language=language),
        "offers": len(found),
        "answers": draft.answers(language) if is_check else (),
        "is_check": is_check,
        "change_url": f"/pets/{post.uid}/apply/",
        "minutes": draft.evaluated.progress.minutes_left,
        "errors": errors,
        "refusal": refusal,
        "script": draft.for_script(page_ids, language),
        "words": apply_words(),
        "form_language": draft.drawn(page_ids, language=language)[0]["language"] if page_ids else language,
    }
    template = "adoption/apply_check.html" if is_check else "adoption/apply_step.html"
    return render(request, template, context, status=status)


def _send(request, post, draft):
    try:
        application = applications.submit(application=draft.application, by=request.user)
    except submissions.VersionEnded as error:
        messages.info(request, str(error))
        return redirect(f"/pets/{post.uid}/apply/")
    except Invalid:
        return _step_page(request, post, draft, draft.count, faulty=draft.evaluated.pages, status=400)
    except (Conflict, Forbidden) as error:
        return _step_page(request, post, draft, draft.count, refusal=error, status=status_of(error))
    return redirect(f"{application.get_absolute_url()}sent/")


# -- Keeping -----------------------------------------------------------------------------------------------------------
def _keep(request, draft, step):
    """Save the answers of this step. Returns [(address, sentence)] for files that could not be taken.

    A page with scripts has saved them one by one and names those that it could not: the others may have been answered
    anew on another device since it was drawn.
    """
    items = draft.items_of(draft.pages_of(step))
    if "changed" in request.POST:
        items = [item for item in items if item["id"] in request.POST["changed"].split()]
    changes = parsing.read_page(items, request.POST)
    said = []
    for item in items:
        if item["type"] in ("photo", "file"):
            taken, faults = _take_files(request, draft, item)
            changes[item["id"]] = [*(changes[item["id"]] or []), *taken] or None
            said += faults
    _save(draft.application, request.user, changes)
    return said


def _take_files(request, draft, item):
    taken, faults = [], []
    for file in request.FILES.getlist(f"{item['id']}.new"):
        try:
            upload = uploads.accept(
                version=draft.submission.version, question_id=item["id"], owner=request.user, file=file
            )
            taken.append(str(upload.uid))
        except DomainError as error:
            faults.append((item["id"], f"{file.name}: {error}"))
    return taken, faults


def _save(application, person, changes, client=POSTED):
    if changes:
        seq = time.time_ns() // 1_000_000
        applications.save_answers(application=application, by=person, client=client, seq=seq, changes=changes)


def _fresh(application, person):
    return my_applications.own(application.uid, person)


def _address(post, step):
    return f"/pets/{post.uid}/apply/?step={step}"
