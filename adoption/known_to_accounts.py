"""What accounts cannot know by itself: a page of the settings, and what stands between two people."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import between, sections
from accounts.selectors.profiles import profile_of
from adoption import dates
from adoption.models import Application, Booking, Conversation
from notifications import refs


def register():
    """Called once, when the app is ready."""
    text = gettext_lazy("Told once, offered in every application")
    sections.register(
        sections.Section("adoption:home-facts", gettext_lazy("Home and experience"), text, "home", 20, _told)
    )
    between.register_reason(Booking._meta.label_lower, visits)
    between.register_reason(Conversation._meta.label_lower, talks)
    between.register_open_matters(open_applications)


def _told(user):
    count = len(profile_of(user).facts)
    return _("%(n)s answers that applications can offer") % {"n": count} if count > 1 else ""


def visits(found):
    """{ref: {"text", "url"}} of visits, for whoever opened something because of them."""
    rows = refs.resolve_many(found, related=("post", "application")).items()
    return {
        ref: {
            "text": _("Visit to %(pet)s, %(when)s")
            % {"pet": booking.post.name, "when": dates.moment(booking.starts_at)},
            "url": reverse("adoption:visits"),
        }
        for ref, booking in rows
    }


def talks(found):
    """{ref: {"text", "url"}} of conversations in which somebody showed her phone or e-mail."""
    rows = refs.resolve_many(found, related=("application__post",)).items()
    return {
        ref: {
            "text": _("Conversation about %(pet)s") % {"pet": talk.application.post.name},
            "url": reverse("adoption:talks"),
        }
        for ref, talk in rows
    }


def open_applications(one, other):
    """The applications between the two that still go on, each with the page that ends it for `one`."""
    sides = Q(applicant=one, post__giver=other) | Q(applicant=other, post__giver=one)
    rows = Application.objects.filter(sides, is_open=True, submitted_at__isnull=False).select_related("post")
    return [_matter(row, is_mine=row.applicant_id == one.pk) for row in rows.order_by("pk")]


def _matter(row, *, is_mine):
    if is_mine:
        url = reverse("adoption:my-application-withdraw", args=[row.uid])
        return {"text": _("Your application for %(pet)s") % {"pet": row.post.name}, "url": url, "action": _("Withdraw")}
    url = reverse("adoption:decline", args=[row.post.uid, row.uid])
    return {"text": _("The application for %(pet)s") % {"pet": row.post.name}, "url": url, "action": _("Decline")}
