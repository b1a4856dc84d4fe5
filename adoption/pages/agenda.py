"""Visits: the giver's hours, times and visitors; the adopter's own visits; and both as calendar files."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.pages.access import safe_path, signed_in
from adoption import calendars
from adoption.models import Booking, Slot
from adoption.pages import refusals
from adoption.pages.agenda_forms import HoursForm, TimeForm
from adoption.permissions import require
from adoption.selectors import agenda
from adoption.services import opening_hours, slots
from adoption.services import visits as bookings
from petbuddy.errors import Missing

CALENDAR = "text/calendar; charset=utf-8"


def visits_page(request, **kwargs):
    """Back to where the button stood."""
    return safe_path(request.POST.get("next", "")) or reverse("adoption:visits")


@never_cache
@signed_in
@require_GET
def visits(request):
    return _page(request)


@signed_in
@require_POST
def open_time(request):
    """Offer one time, or a stretch of them."""
    form = _time_form(request, request.POST)
    if form.is_valid() and refusals.tried(form, lambda: _open(request, form)):
        messages.success(request, _("Your time is open. Applicants see it at once."))
        return redirect("adoption:visits")
    return _page(request, time_form=form)


@signed_in
@require_POST
def keep_hours(request):
    form = HoursForm(request.POST)
    if form.is_valid() and refusals.tried(form, lambda: opening_hours.keep(by=request.user, hours=form.hours())):
        messages.success(request, _("Saved. We suggest times from it when you invite somebody."))
        return redirect("adoption:visits")
    return _page(request, hours_form=form)


@signed_in
@require_POST
@refusals.said_on(visits_page)
def delete_time(request, pk):
    slot = get_object_or_404(Slot.objects.select_related("post").filter(post__giver=request.user), pk=pk)
    count = slots.delete_slot(slot=slot, by=request.user)
    messages.success(request, _taken_back(count))
    return redirect(visits_page(request))


@signed_in
@require_POST
@refusals.said_on(visits_page)
def confirm(request, uid):
    booking = bookings.confirm(booking=_booking(request, uid), by=request.user)
    messages.success(request, _("Confirmed. %(name)s has the address now.") % {"name": booking.adopter.shown_name})
    return redirect(visits_page(request))


@never_cache
@signed_in
@require_http_methods(["GET", "POST"])
@refusals.said_on(visits_page)
def cancel(request, uid):
    """Asked once more on a page of its own: the other one is told."""
    booking = _booking(request, uid)
    if request.method == "GET":
        return render(request, "adoption/visits_cancel.html", {"booking": booking, "other": _other(request, booking)})
    bookings.cancel(booking=booking, by=request.user)
    messages.success(request, _("The visit is cancelled; %(name)s has been told.") % {"name": _other(request, booking)})
    return redirect(visits_page(request))


@signed_in
@require_POST
@refusals.said_on(visits_page)
def outcome(request, uid):
    bookings.record_outcome(booking=_booking(request, uid), by=request.user, outcome=request.POST.get("outcome", ""))
    messages.success(request, _("Noted. Thank you."))
    return redirect(visits_page(request))


@never_cache
@signed_in
@require_http_methods(["GET", "POST"])
@refusals.said_on(visits_page)
def move(request, uid):
    """Another time for a visit."""
    booking = _booking(request, uid)
    if request.method == "GET":
        context = {"booking": booking, "slots": agenda.free_slots(booking), "next": request.GET.get("next", "")}
        return render(request, "adoption/visits_move.html", context)
    slot = get_object_or_404(Slot, post=booking.post_id, pk=_number(request.POST.get("slot")))
    bookings.reschedule(booking=booking, slot=slot, by=request.user)
    messages.success(request, _("The visit is moved; %(name)s has been told.") % {"name": _other(request, booking)})
    return redirect(visits_page(request))


@never_cache
@signed_in
@require_GET
def calendar_file(request, uid):
    """One visit for one's own calendar."""
    content = calendars.of_booking(_booking(request, uid), viewer=request.user)
    headers = {"Content-Disposition": 'attachment; filename="visit.ics"'}
    return HttpResponse(content, content_type=CALENDAR, headers=headers)


@never_cache
@require_GET
def calendar_feed(request, token):
    """Every visit of the person whose secret address it is; calendars ask for it by themselves."""
    return HttpResponse(calendars.feed(calendars.owner_of(token)), content_type=CALENDAR)


def _page(request, time_form=None, hours_form=None):
    coming, past = agenda.visits_of(request.user)
    hours = agenda.hours_of(request.user)
    context = {
        "time_form": time_form or _time_form(request),
        "hours_form": hours_form or HoursForm(kept=hours),
        "hours": hours,
        "posts": agenda.open_posts(request.user),
        "days": agenda.days_of(request.user),
        "due": agenda.outcomes_due(request.user),
        "coming": coming,
        "past": past,
        "feed": settings.PUBLIC_URL + reverse("adoption:calendar-feed", args=[calendars.token(request.user)]),
    }
    is_wrong = any(form is not None and form.errors for form in (time_form, hours_form))
    return render(request, "adoption/visits.html", context, status=400 if is_wrong else 200)


def _taken_back(count):
    if not count:
        return _("The time is taken back.")
    return ngettext(
        "The time is taken back; %(n)s visitor was told.", "The time is taken back; %(n)s visitors were told.", count
    ) % {"n": count}


def _time_form(request, data=None):
    initial = {"place": agenda.last_place(request.user), "post": request.GET.get("post", "")}
    return TimeForm(data, posts=agenda.open_posts(request.user), initial=initial, auto_id="time_%s")


def _open(request, form):
    facts, minutes = form.facts(), form.cleaned_data["minutes"]
    if minutes:
        return slots.open_window(by=request.user, minutes=minutes, **facts)
    return slots.open_slot(by=request.user, **facts)


def _booking(request, uid):
    """A visit of which this person is a part."""
    booking = Booking.objects.select_related("post__giver", "adopter", "application", "slot").filter(uid=uid).first()
    if booking is None:
        raise Missing
    require(request.user, "adoption.view_booking", booking)
    return booking


def _other(request, booking):
    return (booking.adopter if booking.post.giver_id == request.user.pk else booking.post.giver).shown_name


def _number(text):
    return int(text) if text and text.isdecimal() and len(text) < 18 else 0
