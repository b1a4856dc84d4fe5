"""What an applicant sees of her applications: the list, one of them with its next step, and what she can do there."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.pages.access import signed_in
from accounts.selectors import disclosures
from adoption import calendars, dates
from adoption.models import Application, Reservation, Slot
from adoption.page_words import SLOT_WORDS, TALK_WORDS, plain
from adoption.pages import refusals
from adoption.selectors import my_applications, next_steps, offers, talks, timelines
from adoption.services import agreements, decisions, visits
from forms_builder import definition, reading
from forms_builder.selectors import uploads
from petbuddy.errors import Conflict, Missing

CAN_VISIT = (
    Application.State.SUBMITTED,
    Application.State.UNDER_REVIEW,
    Application.State.SHORTLISTED,
    Application.State.RESERVED,
)


@never_cache
@signed_in
@require_GET
def my_applications_list(request):
    rows = my_applications.of_person(request.user)
    context = {"rows": [(row, my_applications.cover_for(row), my_applications.kept_until(row)) for row in rows]}
    return render(request, "adoption/my_applications_list.html", context)


@never_cache
@signed_in
@require_GET
def my_application(request, uid):
    application = my_applications.own(uid, request.user)
    if application.state == Application.State.DRAFT:
        return redirect(f"/pets/{application.post.uid}/apply/")
    return render(request, "adoption/my_application.html", page_of(request, application))


def page_of(request, application, **said):
    """Everything on the page of one application; `said` is what a refused message leaves in its form."""
    booking = next((one for one in application.bookings.all() if one.is_live), None)
    agreement = timelines.agreement_of(application)
    days = _days(application)
    has_times = any(day.free_count for day in days)
    talk = getattr(application, "conversation", None)
    return {
        "application": application,
        "post": application.post,
        "cover": my_applications.cover_for(application),
        "next": next_steps.of_application(application, booking=booking, agreement=agreement, has_times=has_times),
        "steps": timelines.of_application(application),
        "pages": answers_of(application),
        "files": my_applications.files_to_send_again(application, get_language()),
        "booking": booking,
        "place": calendars.place_of(booking, request.user) if booking else "",
        "contact": disclosures.contact_of(application.post.giver, viewer=request.user),
        "when": f"{dates.moment(booking.starts_at)}–{dates.clock(booking.ends_at)}" if booking else "",
        "days": days,
        "weeks": offers.weeks(days),
        "first_open": next((day for day in days if day.free_count), None),
        "can_visit": application.state in CAN_VISIT,
        "can_withdraw": application.state in CAN_VISIT,
        "thread": talks.thread(talk, request.user, "all" in request.GET) if talk else None,
        "say_url": f"/me/messages/{talk.uid}/" if talk else "",
        "agreement": agreement,
        "words": plain(TALK_WORDS) | plain(SLOT_WORDS),
        **said,
    }


def answers_of(application):
    """What she sent, as she reads it; nothing once it was purged."""
    submission = application.submission
    if submission.purged_at is not None:
        return []
    return reading.answer_pages(
        submission.version.definition, submission.answers, language=get_language(), files=uploads.files_of(submission)
    )


def _days(application):
    if application.state not in CAN_VISIT:
        return []
    return offers.days(application.post, has_application=True, now=timezone.now())


def _page(request, uid, **kwargs):
    return f"/me/applications/{uid}/"


@never_cache
@signed_in
@require_GET
def sent(request, uid):
    """The receipt: what happens now, and by when she hears."""
    application = my_applications.own(uid, request.user)
    if application.submitted_at is None:
        raise Missing
    context = {
        "application": application,
        "post": application.post,
        "form": definition.public_projection(application.submission.version.definition, get_language()),
        "steps": timelines.of_application(application),
        "reply_day": dates.day(application.reply_by) if application.reply_by else "",
    }
    return render(request, "adoption/apply_sent.html", context)


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@refusals.said_on(_page)
def withdraw(request, uid):
    """Asks once more, then withdraws."""
    application = my_applications.own(uid, request.user)
    if request.method != "POST":
        return render(
            request, "adoption/my_application_withdraw.html", {"application": application, "post": application.post}
        )
    decisions.withdraw(application=application, by=request.user)
    messages.success(request, _("Your application is withdrawn."))
    return redirect("/me/applications/")


# -- Visits ------------------------------------------------------------------------------------------------------------
@signed_in
@require_POST
@refusals.said_on(lambda request, uid: f"/me/applications/{uid}/#visit")
def book(request, uid):
    """Take the chosen time; with a visit already there it moves."""
    application = my_applications.own(uid, request.user)
    slot = _slot(application, request.POST.get("slot", ""))
    booking = _live_booking(application)
    if booking is None:
        booking = visits.book(slot=slot, by=request.user)
    else:
        booking = visits.reschedule(booking=booking, slot=slot, by=request.user)
    confirmed = booking.state == booking.State.CONFIRMED
    messages.success(
        request, _("Visit confirmed.") if confirmed else _("Asked for. You hear as soon as it is confirmed.")
    )
    return redirect(f"/me/applications/{uid}/#visit")


@signed_in
@require_POST
@refusals.said_on(lambda request, uid: f"/me/applications/{uid}/#visit")
def cancel_visit(request, uid):
    booking = _live_booking(my_applications.own(uid, request.user))
    if booking is None:
        raise visits.VisitChanged
    visits.cancel(booking=booking, by=request.user)
    messages.success(request, _("Your visit is cancelled."))
    return redirect(f"/me/applications/{uid}/#visit")


@never_cache
@signed_in
@require_GET
def visit_file(request, uid):
    """The visit for one's own calendar."""
    booking = _live_booking(my_applications.own(uid, request.user))
    if booking is None:
        raise Missing
    response = HttpResponse(
        calendars.of_booking(booking, viewer=request.user), content_type="text/calendar; charset=utf-8"
    )
    response["Content-Disposition"] = 'attachment; filename="petbuddy-visit.ics"'
    return response


def _live_booking(application):
    return application.bookings.filter(is_live=True).select_related("post__giver", "slot", "application").first()


def _slot(application, key):
    if not (key.isascii() and key.isdigit() and len(key) < 19):
        raise Conflict(_("Choose a time first."), code="no_slot")
    slot = Slot.objects.filter(post=application.post, pk=int(key)).first()
    if slot is None:
        raise visits.SlotTaken(_("This time is no longer offered. Please pick another."))
    return slot


# -- The agreement -----------------------------------------------------------------------------------------------------
@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@refusals.said_on(
    lambda request, uid: f"/me/applications/{uid}/agreement/" if request.method == "POST" else _page(request, uid)
)
def agreement(request, uid):
    """Read it, and sign by typing one's name."""
    application = my_applications.own(uid, request.user)
    text = timelines.agreement_of(application)
    if text is None:
        raise Missing
    if request.method == "POST":
        reservation = Reservation.objects.get(pk=text.reservation_id)
        agreements.sign(reservation=reservation, by=request.user, name=request.POST.get("name", ""))
        messages.success(request, _("Signed. %(giver)s has been told.") % {"giver": application.post.giver.shown_name})
        return redirect(_page(request, uid))
    context = {"application": application, "post": application.post, "agreement": text}
    return render(request, "adoption/agreement.html", context)
