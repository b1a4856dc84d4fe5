"""The whole demo, made once, and what a tester needs to know of it."""

from django.db import transaction
from django.utils.translation import override

from adoption.demo import applications, homecomings, people, pictures, posts, shelter_animals, talks, times, visits
from adoption.models import Application, Post, Slot
from forms_builder.models import Upload
from notifications.models import Mail

# What the JSON calls them.
ROLES = {
    "adopter_a": "yichun",
    "adopter_b": "wu",
    "giver_p": "lin",
    "giver_q": "wang",
    "moderator": "moderator",
    "superuser": "operator",
    "unverified": "unverified",
    "disabled": "disabled",
}


def build(*, with_photos=True):
    """Make the demo unless it is there, then its photos. Returns whether it was made now."""
    is_new = not Post.objects.filter(giver=people.known().get("lin")).exists()
    if is_new:
        with override("zh-hant"), transaction.atomic():
            _make()
    if with_photos:
        pictures.finish(list(people.known().values()))
    return is_new


def facts():
    """Accounts with their passwords, and the ids of what is interesting to try."""
    known = people.known()
    application = Application.objects.get(post__name="橘子", post__giver=known["lin"], applicant=known["yichun"])
    slots = Slot.objects.filter(post=application.post, capacity=1, booked_count=0)
    return {
        "password": people.PASSWORD,
        "accounts": {
            role: {
                "email": known[key].email,
                "password": people.PASSWORD,
                "uid": str(known[key].uid),
                "name": known[key].name,
            }
            for role, key in ROLES.items()
        },
        "posts": {
            "public": application.post.uid,
            "unlisted": _post(known["lin"], "unlisted"),
            "private": _post(known["chang"], "private"),
            "draft": Post.objects.get(giver=known["lin"], state=Post.State.DRAFT).uid,
            "in_review": Post.objects.get(giver=known["kuo"]).uid,
        },
        "form": application.submission.version.form_id,
        "application": {
            "uid": str(application.uid),
            "uploads": [
                str(uid)
                for uid in Upload.objects.filter(submission=application.submission).values_list("uid", flat=True)
            ],
        },
        "conversation": str(application.conversation.uid),
        "slot": {"id": slots.first().pk if slots else None, "capacity": 1},
    }


def _make():
    accounts = people.make()
    found = posts.make(accounts)
    sent = applications.make(found, accounts)
    visits.make(found, accounts)
    talks.make(sent, accounts)
    applications.end(sent)
    homecomings.make(accounts, sent)
    posts.end(found, accounts)
    shelter_animals.make()
    times.spread(accounts, found, sent)
    _keep_mails_back(accounts)


def _keep_mails_back(accounts):
    """A hundred mails to nobody: said, but not sent. The one that somebody may want to try is the verification."""
    mails = Mail.objects.filter(recipient__in=accounts.values(), state=Mail.State.PENDING)
    mails.exclude(recipient=accounts["unverified"]).update(state=Mail.State.DROPPED, error="demo")
    Mail.objects.filter(to__endswith="@example.org", recipient=None, state=Mail.State.PENDING).update(
        state=Mail.State.DROPPED, error="demo"
    )


def _post(giver, visibility):
    return Post.objects.get(giver=giver, visibility=visibility, state=Post.State.PUBLISHED).uid
