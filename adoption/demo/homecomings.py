"""The pets that are promised or have gone home, and what is heard of them."""

from datetime import timedelta

from django.core.files import File
from django.utils import timezone

from adoption.demo import visits
from adoption.demo.posts import PHOTOS
from adoption.models import Adoption, Application, FollowUp, Post
from adoption.services import agreements, followups, reservations

# How many days ago: the visit, the promise, the hand-over.
VISITED = {"momo": 3, "sesame": 67, "mochi": 12}
RESERVED = {"momo": 1, "sesame": 66, "mochi": 11}
HANDED_OVER = {"sesame": 63, "mochi": 8}


def make(people, applications):
    """Momo waits for her new home with one alternate behind; 芝麻 and 麻糬 have moved in."""
    _promise("momo", applications["momo", "ho"], [applications["momo", "wu"]])
    _hand_over("sesame", applications["sesame", "hsu"])
    _hand_over("mochi", applications["mochi", "lee"])
    followups.send_due(timezone.now())
    _tell_of_sesame(people["hsu"])


def _promise(key, application, alternates=()):
    application = Application.objects.get(pk=application.pk)
    post = application.post
    visits.visited(post, application.applicant, days_ago=VISITED[key])
    others = [Application.objects.get(pk=other.pk) for other in alternates]
    reservation = reservations.reserve(application=application, by=post.giver, alternates=others)
    for person in (post.giver, application.applicant):
        agreements.sign(reservation=reservation, by=person, name=person.name)


def _hand_over(key, application):
    _promise(key, application)
    post = Post.objects.get(pk=application.post_id)
    adoption = reservations.complete(post=post, by=post.giver)
    back = timedelta(days=HANDED_OVER[key])
    Adoption.objects.filter(pk=adoption.pk).update(handed_over_at=adoption.handed_over_at - back)
    for follow_up in adoption.follow_ups.order_by("due_on"):
        FollowUp.objects.filter(pk=follow_up.pk).update(due_on=follow_up.due_on - back)


def _tell_of_sesame(adopter):
    sent = FollowUp.objects.filter(adoption__application__applicant=adopter, state=FollowUp.State.SENT)
    week, month = sent.order_by("due_on")
    followups.answer(
        follow_up=week,
        by=adopter,
        mood="fine",
        words="前三天躲在沙發底下，第四天晚上自己走出來吃飯，現在會在門口等我。",
    )
    with (PHOTOS / "sesame-nap.jpg").open("rb") as file:
        followups.answer(
            follow_up=month,
            by=adopter,
            mood="great",
            words="跟家裡的貓已經睡在一起了，體重 4.2 公斤，醫師說可以維持。粉紅墊子是牠自己選的。",
            weight=4.2,
            files=[File(file, name="sesame.jpg")],
            story_consent=True,
        )
