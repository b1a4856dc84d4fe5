"""Every kind has its words in both languages, for the bell and for the mail, and no word is left untranslated."""

import re

import pytest
from django.utils import timezone
from django.utils.translation import override

from adoption import notices
from adoption.models import Report, Sanction, SavedSearch
from adoption.services import applications, conversations, reservations, visits
from notifications import composition, kinds, refs
from notifications.models import Mail, Notification
from tests.adoption.scenes import applied, published
from tests.factories.accounts import UserFactory
from tests.factories.adoption import InvitationFactory, SlotFactory

pytestmark = pytest.mark.django_db
NAMES = [told.name for told in notices.KINDS]


@pytest.fixture
def things():
    """One object for each function of facts."""
    post = published(name="橘子", giver__name="林小姐")
    application = applied(post, "shortlisted", applicant__name="陳怡君")
    talk, person = application.conversation, application.applicant
    message = conversations.say(conversation=talk, by=person, text="你好", client_id=talk.uid)
    begun = applied(post, "draft", submission__reminded_at=timezone.now())
    booking = visits.book(slot=SlotFactory(post=post), by=person)
    home = applied(published(name="米可", giver=post.giver), applicant=person)
    reservations.reserve(application=home, by=post.giver)
    adoption = reservations.complete(post=home.post, by=post.giver)
    report = Report.objects.create(reporter=person, ref=refs.of(post), reason="money", answer="謝謝")
    sanction = Sanction.objects.create(user=person, kind="warn", reason="請注意用詞", by=UserFactory())
    return {
        "of_post": post,
        "of_application": application,
        "of_unreadable_file": application,
        "of_draft": begun,
        "of_booking": booking,
        "of_follow_up": adoption.follow_ups.first(),
        "of_message": message,
        "of_invitation": InvitationFactory(post=post),
        "of_search": SavedSearch.objects.create(adopter=person),
        "of_report": report,
        "of_sanction": sanction,
        "person": person,
    }


@pytest.mark.parametrize("language", ["zh-hant", "en"])
def test_every_kind_speaks(things, language):
    spoken = {}

    for told in notices.KINDS:
        thing, person = things[told.facts.__name__], things["person"]
        mail = Mail(
            pk=1, kind=told.name, ref=refs.of(thing), to="a@example.com", language=language, recipient=person,
            data={"note": "電話", "reason": "訂金", "state": "reserved", "rank": 2}, dedup_key=told.name,
        )  # fmt: skip
        message = composition.compose(mail)
        spoken[told.name] = (message.subject, message.body)

    broken = [name for name, (subject, body) in spoken.items() if not subject or "{{" in body or "%(" in subject + body]
    mixed = [
        name for name, (subject, _body) in spoken.items() if language == "zh-hant" and re.search("[a-z]{3}", subject)
    ]
    assert (broken, mixed) == ([], [])


def test_the_bell_says_the_mails_subject_and_first_line(things):
    application = things["of_application"]
    row = Notification(kind="application_submitted", ref=refs.of(application), recipient=application.post.giver)

    with override("zh-hant"):
        shown = kinds.render(row)

    assert (shown["title"], shown["body"]) == ("陳怡君想認養橘子", "3 天內回覆，她比較安心。")
    assert shown["url"] == f"/me/posts/{application.post.uid}/applications/?application={application.uid}"


def test_a_declined_applicant_reads_the_givers_own_words(things):
    application = things["of_application"]
    applications.decline(application=application, by=application.post.giver, reason="other", note="牠需要院子。")

    message = composition.compose(Mail.objects.get(kind="application_declined"))

    assert message.subject == "橘子這次有了別的安排"
    assert "牠需要院子。" in message.body


def test_the_confirmed_visit_brings_its_calendar_file(things):
    booking = things["of_booking"]
    visits.confirm(booking=booking, by=booking.post.giver)

    message = composition.compose(Mail.objects.get(kind="booking_confirmed"))

    name, content, kind = message.attachments[0]
    assert (name, kind, "BEGIN:VEVENT" in str(content)) == ("visit.ics", "text/calendar", True)
    assert "文山區木柵路一段 1 號" in message.body
