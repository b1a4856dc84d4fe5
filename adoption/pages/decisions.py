"""The buttons of the board: each asks one service and leads back to the applicant."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.pages.access import signed_in
from adoption import dates
from adoption.models import Application
from adoption.pages import refusals
from adoption.pages.board import own_post
from adoption.pages.board_forms import AlternatesForm, DeclineForm, InviteForm, NoteForm
from adoption.selectors import agenda, board
from adoption.services import applications, reservations, visit_offers
from forms_builder.services import reviews
from petbuddy.errors import Invalid, Missing


def board_page(request, uid, application=None, **kwargs):
    """Back to the board, with the applicant still open."""
    url = reverse("adoption:board", args=[uid])
    return f"{url}?application={application}" if application else url


@signed_in
@require_POST
@refusals.said_on(board_page)
def read(request, uid, application):
    """The first look: opening an application is the applicant's read receipt. The module asks for no page."""
    applications.mark_read(application=_received(request, uid, application), by=request.user)
    if request.headers.get("X-Requested-With") == "fetch":
        return HttpResponse(status=204)
    return redirect(board_page(request, uid, application))


@signed_in
@require_POST
@refusals.said_on(board_page)
def shortlist(request, uid, application):
    row = applications.shortlist(application=_received(request, uid, application), by=request.user)
    messages.success(request, _("%(name)s is on your shortlist.") % {"name": row.applicant.shown_name})
    return redirect(board_page(request, uid, application))


@signed_in
@require_POST
@refusals.said_on(board_page)
def review(request, uid, application):
    """Back among those being read; also second thoughts after a decline."""
    row = applications.reconsider(application=_received(request, uid, application), by=request.user)
    messages.success(request, _("%(name)s is back among the new applications.") % {"name": row.applicant.shown_name})
    return redirect(board_page(request, uid, application))


@never_cache
@signed_in
@require_http_methods(["GET", "POST"])
def invite(request, uid, application):
    row = _received(request, uid, application)
    form = _invite_form(request)
    if request.method == "POST" and form.is_valid() and _invited(request, row, form):
        messages.success(request, _("%(name)s can choose a time now.") % {"name": row.applicant.shown_name})
        return redirect(board_page(request, uid, application))
    context = {"post": row.post, "application": row, "form": form, "offered": agenda.offered(row.post)}
    return render(request, "adoption/board_invite.html", context)


@never_cache
@signed_in
@require_http_methods(["GET", "POST"])
def decline(request, uid, application):
    row = _received(request, uid, application)
    form = DeclineForm(request.POST or None, application=row)
    if request.method == "POST" and form.is_valid() and _declined(request, row, form):
        messages.success(request, _("%(name)s has been told, kindly.") % {"name": row.applicant.shown_name})
        return redirect(board_page(request, uid))
    return render(request, "adoption/board_decline.html", {"post": row.post, "application": row, "form": form})


@never_cache
@signed_in
@require_http_methods(["GET", "POST"])
def reserve(request, uid, application):
    row = _received(request, uid, application)
    waiting = board.waiting_by_rank(row.post, but=row)
    form = AlternatesForm(request.POST or None, waiting=waiting)
    if request.method == "POST" and form.is_valid() and _reserved(request, row, form):
        names = {"pet": row.post.name, "name": row.applicant.shown_name}
        messages.success(request, _("%(pet)s is reserved for %(name)s. Next, both sign the agreement.") % names)
        return redirect("adoption:reservation", uid)
    return render(request, "adoption/board_reserve.html", {"post": row.post, "application": row, "form": form})


@signed_in
@require_POST
@refusals.said_on(board_page)
def note(request, uid, application):
    row, form = _received(request, uid, application), NoteForm(request.POST)
    if not form.is_valid():
        raise Invalid(errors=form.errors)
    reviews.write(submission=row.submission, by=request.user, **form.cleaned_data)
    messages.success(request, _("Saved. Only you can read your notes."))
    return redirect(f"{board_page(request, uid, application)}#panel-notes")


def _received(request, uid, application):
    """An application that was sent to one's own post."""
    post = own_post(request, uid)
    sent = Application.objects.filter(post=post, uid=application, submitted_at__isnull=False)
    row = sent.select_related("applicant", "submission__version__form").first()
    if row is None:
        raise Missing
    row.post = post
    return row


def _invite_form(request):
    suggested = [(time.isoformat(), dates.moment(time)) for time in agenda.suggested_times(request.user)]
    initial = {"place": agenda.last_place(request.user)}
    return InviteForm(request.POST or None, choices=suggested, initial=initial)


def _invited(request, row, form):
    times = [timezone.localtime(parse_datetime(text)) for text in form.cleaned_data["times"]]
    place = form.cleaned_data["place"]
    return refusals.tried(form, lambda: visit_offers.invite(application=row, by=request.user, times=times, place=place))


def _declined(request, row, form):
    return refusals.tried(form, lambda: applications.decline(application=row, by=request.user, **form.cleaned_data))


def _reserved(request, row, form):
    order = form.ordered()
    return refusals.tried(form, lambda: reservations.reserve(application=row, by=request.user, alternates=order))
