"""Moves what the services have just done into the days in which it would have happened. Only times are written here."""

from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from accounts.models import User
from adoption.demo import homecomings
from adoption.demo.applications import APPLICATIONS
from adoption.demo.posts import pets
from adoption.models import (
    Application,
    ApplicationEvent,
    Booking,
    Conversation,
    FollowUp,
    Like,
    Message,
    Post,
    PostEvent,
    Reservation,
)
from forms_builder.models import Submission
from notifications import refs
from notifications.models import Notification

DECIDED_WITHIN = timedelta(hours=30)
MEMBER_FOR = timedelta(days=120)


def spread(people, posts, applications):
    """Give the demo its past. Later events stay later; nothing lies in the future."""
    now = timezone.now()
    User.objects.filter(pk__in=[person.pk for person in people.values()]).update(created_at=now - MEMBER_FOR)
    for pet in pets():
        _age_post(posts[pet["key"]], pet, now)
    for sent in APPLICATIONS:
        _age_application(applications[sent.post, sent.by], sent, now)
    for key, days in homecomings.RESERVED.items():
        made_at = now - timedelta(days=days)
        Reservation.objects.filter(post=posts[key]).update(made_at=made_at, sign_by=made_at + timedelta(days=3))
    for key, days in homecomings.HANDED_OVER.items():
        Reservation.objects.filter(post=posts[key]).update(ended_at=now - timedelta(days=days))
    _age_follow_ups(now)
    _age_notices(people, now)


def _age_post(post, pet, now):
    listed = now - timedelta(days=pet["days_listed"])
    at = {"created_at": listed - timedelta(hours=3), "updated_at": listed}
    if Post.objects.filter(pk=post.pk, published_at__isnull=False).exists():
        at |= {"published_at": listed, "confirmed_at": now - timedelta(days=pet["days_confirmed"])}
    Post.objects.filter(pk=post.pk).update(**at)
    later = {
        "": at["created_at"],
        "reserved": now - timedelta(days=homecomings.RESERVED.get(pet["key"], 1)),
        "adopted": now - timedelta(days=homecomings.HANDED_OVER.get(pet["key"], 1)),
        "paused": now - timedelta(hours=20),
        "withdrawn": now - timedelta(hours=30),
    }
    for event in PostEvent.objects.filter(post=post):
        moment = later.get(event.to_state if event.from_state else "", listed)
        PostEvent.objects.filter(pk=event.pk).update(at=moment)
    for number, like in enumerate(Like.objects.filter(post=post).order_by("pk"), start=2):
        Like.objects.filter(pk=like.pk).update(created_at=now - (now - listed) / number)


def _age_application(application, sent, now):
    sent_at = now - timedelta(hours=sent.hours_ago)
    decided = now - timedelta(days=homecomings.RESERVED[sent.post]) if sent.post in homecomings.RESERVED else now
    until = min(sent_at + DECIDED_WITHIN, decided, now - timedelta(minutes=20))
    events = list(ApplicationEvent.objects.filter(application=application).order_by("pk"))
    moments = {
        event.pk: _moment(event, index, len(events), sent_at, until, sent.post, now)
        for index, event in enumerate(events)
    }
    for pk, moment in moments.items():
        ApplicationEvent.objects.filter(pk=pk).update(at=moment)
    last = max(moments.values())
    fields = {
        "created_at": sent_at - timedelta(hours=1),
        "submitted_at": sent_at,
        "reply_by": F("reply_by") - (now - sent_at),
    }
    row = Application.objects.get(pk=application.pk)
    fields |= {"read_at": sent_at + (until - sent_at) / 4} if row.read_at else {}
    fields |= {"invited_at": until} if row.invited_at else {}
    fields |= {"ended_at": last} if row.ended_at else {}
    Application.objects.filter(pk=row.pk).update(**fields)
    Submission.objects.filter(pk=row.submission_id).update(
        created_at=fields["created_at"], updated_at=sent_at, submitted_at=sent_at
    )
    Booking.objects.filter(application=row).update(created_at=until, updated_at=until)
    _age_talk(row, sent_at, until)


def _moment(event, index, count, sent_at, until, post, now):
    """When the step was taken: promises and hand-overs on their days, the rest evenly between sending and decision."""
    days = {"reserved": homecomings.RESERVED, "adopted": homecomings.HANDED_OVER, "closed": homecomings.HANDED_OVER}
    if post in days.get(event.to_state, {}):
        return now - timedelta(days=days[event.to_state][post])
    return sent_at + (until - sent_at) * index / max(count - 1, 1)


def _age_talk(application, sent_at, until):
    talk = Conversation.objects.filter(application=application).first()
    if talk is None:
        return
    Conversation.objects.filter(pk=talk.pk).update(created_at=sent_at)
    messages = list(Message.objects.filter(conversation=talk).order_by("pk"))
    for index, message in enumerate(messages, start=1):
        moment = sent_at + (until - sent_at) * index / (len(messages) + 1)
        read_at = moment + timedelta(minutes=12) if message.read_at else None
        Message.objects.filter(pk=message.pk).update(created_at=moment, read_at=read_at)
        Conversation.objects.filter(pk=talk.pk).update(last_message_at=moment)


def _age_follow_ups(now):
    for row in FollowUp.objects.exclude(sent_at=None):
        asked = now - timedelta(days=(timezone.localdate(now) - row.due_on).days)
        answered = asked + timedelta(hours=9) if row.answered_at else None
        FollowUp.objects.filter(pk=row.pk).update(sent_at=asked, answered_at=answered)


def _age_notices(people, now):
    """Each notice gets the time of what it tells of; what is older than a day has been seen."""
    moments = {}
    for notice in Notification.objects.filter(recipient__in=people.values()):
        told_of = (notice.ref, notice.kind)
        if told_of not in moments:
            moments[told_of] = _moment_of(refs.resolve(notice.ref), notice.kind) or now
        moment = moments[told_of]
        read_at = moment + timedelta(hours=2) if moment < now - timedelta(hours=27) else None
        Notification.objects.filter(pk=notice.pk).update(created_at=moment, read_at=read_at)


def _moment_of(thing, kind):
    if isinstance(thing, Application):
        moments = {"application_submitted": thing.submitted_at, "application_sent": thing.submitted_at}
        return moments.get(kind) or thing.events.order_by("-at").values_list("at", flat=True).first()
    if isinstance(thing, Post) and kind == "post_published":
        return thing.published_at
    if isinstance(thing, Post):
        return thing.events.order_by("-at").values_list("at", flat=True).first()
    if isinstance(thing, FollowUp):
        return thing.answered_at if kind == "follow_up_received" else thing.sent_at
    return getattr(thing, "created_at", None)
