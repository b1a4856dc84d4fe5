"""Scenes that many rules begin with: a pet, its giver, and people who like it or have applied."""

from adoption.models import Application, Conversation
from notifications.models import Notification
from tests.factories.accounts import UserFactory
from tests.factories.adoption import ApplicationFactory, LikeFactory, PostFactory

ANSWERS = {"q_day1": "我和先生輪流在家。", "q_pets": False}


def published(**fields):
    return PostFactory(published=True, **fields)


def liker(post, **fields):
    """Somebody who likes the pet, and so may apply."""
    return LikeFactory(post=post, adopter=UserFactory(**fields)).adopter


def applied(post, state="submitted", **fields):
    """An application in this state, by somebody who likes the pet; sent ones have their conversation."""
    application = ApplicationFactory(post=post, **({} if state == "draft" else {state: True}), **fields)
    LikeFactory(post=post, adopter=application.applicant)
    if state != "draft":
        Conversation.objects.create(application=application)
    return application


def state_of(row):
    return type(row).objects.get(pk=row.pk).state


def told(person):
    """The kinds that this person was told, oldest first."""
    return list(Notification.objects.filter(recipient=person).order_by("pk").values_list("kind", flat=True))


def ranks(post):
    """{application: rank} of the alternates."""
    ranked = Application.objects.filter(post=post, alternate_rank__isnull=False)
    return {application.pk: application.alternate_rank for application in ranked}
