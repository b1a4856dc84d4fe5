"""One place with everybody and everything in it, for the rights matrix: who is who, and what hangs on what."""

import uuid
from dataclasses import dataclass, field
from datetime import timedelta

from django.contrib.auth.models import Group
from django.utils import timezone

from accounts.models import Block, DataRequest, User
from accounts.roles import MODERATORS
from accounts.services import sessions
from adoption.models import (
    Adoption,
    Agreement,
    Attachment,
    Conversation,
    FollowUp,
    InvitationLink,
    Message,
    Post,
    Reservation,
)
from adoption.permissions import admit
from forms_builder.models import Share, Upload
from forms_builder.permissions import grant
from forms_builder.services import reviews, templates
from notifications.models import Notification
from tests.factories.accounts import UserFactory
from tests.factories.adoption import (
    ApplicationFactory,
    InvitationFactory,
    LikeFactory,
    PhotoFactory,
    PostFactory,
    SlotFactory,
)
from tests.factories.forms import DEFINITION, FormFactory
from tests.permissions.rows import ROLES

FAR = 9999
STANDINGS = {
    "": {},
    "unverified": {"email_verified_at": None},
    "suspended": {"suspended_until": timezone.now().replace(year=FAR)},
    "deactivated": {"is_active": False},
}
# What nobody may find who may not read the answers, the talk, or what reviewers noted.
ANSWER, PRIVATE_ANSWER, NOTE, SAID = "標記甲白天在家", "標記乙身分證", "標記丙評語", "標記丁悄悄話"
HINT, CHECK = "mark-of-a-hint", "mark-of-a-check"  # in the form; plain letters, for pages carry it as JSON, too
SCORE = 4


@dataclass
class Scene:
    people: dict = field(default_factory=dict)  # name: User
    tokens: dict = field(default_factory=dict)  # name: access token
    things: dict = field(default_factory=dict)  # name: row

    def id_of(self, name):
        """What stands in addresses for this thing or person."""
        thing = self.things.get(name) or self.people[name]
        return str(getattr(thing, "uid", thing.pk))

    def missing_id(self, name):
        """An id of the same kind that names nothing."""
        known = self.id_of(name)
        if known.isdigit():
            return "999999999"
        return "zzzzzzzzzz" if len(known) == 10 else str(uuid.UUID(int=4 << 76 | 2 << 62))

    def later(self, hours):
        return (timezone.now() + timedelta(days=9, hours=hours)).isoformat()

    def user(self, role):
        who, _standing, _words = ROLES[role]
        return who and self.people[who]

    def take_standing(self, role):
        """Bring the person into the standing that her role names, within the test's transaction."""
        who, standing, _words = ROLES[role]
        if standing:
            User.objects.filter(pk=self.people[who].pk).update(**STANDINGS[standing])


def build():
    """Everything in the database; the caller rolls it back."""
    scene = Scene()
    _people(scene)
    _posts(scene)
    _applications(scene)
    _files_and_talk(scene)
    _times(scene)
    _shares(scene)
    scene.tokens = {name: sessions.start(user=user).access for name, user in scene.people.items()}
    sessions.start(user=scene.people["giver"])
    scene.things["device"] = scene.people["giver"].sessions.latest("pk")
    soon = timezone.now() + timedelta(days=7)
    scene.things["archive"] = DataRequest.objects.create(
        user=scene.people["giver"], kind="export", state="ready", key="exports/00/x.zip", due_at=soon, ends_at=soon
    )
    return scene


def _people(scene):
    names = {who for who, _standing, _words in ROLES.values() if who} | {"bystander"}
    for name in sorted(names):
        traits = {"moderator": {"staff": True}, "operator": {"superuser": True}}.get(name, {})
        scene.people[name] = UserFactory(email=f"{name}@example.net", **traits)
    scene.people["moderator"].groups.add(Group.objects.get(name=MODERATORS))
    Block.objects.create(blocker=scene.people["giver"], blocked=scene.people["blocked"])


def _definition():
    """The usual form with a private question in words, and a photo question that is not private."""
    first, *others = DEFINITION["pages"]
    more = [
        {"id": "q_idno", "type": "short_text", "label": "身分證字號", "private": True, "private_note": HINT},
        {"id": "q_room", "type": "photo", "label": "客廳", "max_files": 3},
    ]
    asked = {"q": "q_idno", "op": "answered"}
    checks = [{"id": "k_own1", "when": asked, "on": "q_idno", "level": "internal", "message": CHECK}]
    return {**DEFINITION, "pages": [{**first, "items": [*first["items"], *more]}, *others], "checks": checks}


def _posts(scene):
    giver, things = scene.people["giver"], scene.things
    form = things["form"] = FormFactory(owner=giver, draft=_definition())
    things["private_form"] = FormFactory(owner=giver)
    own = {"giver": giver, "form": form, "published": True}
    things["public_post"] = PostFactory(**own)
    things["private_post"] = PostFactory(**own | {"private": True, "form": things["private_form"]})
    things["paused_post"] = PostFactory(**own | {"paused": True})
    things["promised_post"] = PostFactory(**own | {"reserved": True})
    things["home_post"] = PostFactory(**own | {"adopted": True})
    things["draft_post"] = PostFactory(giver=giver, form=form)
    things["other_post"] = PostFactory(giver=scene.people["other_giver"], published=True)
    things["other_form"] = things["other_post"].form
    for name in ("public_post", "paused_post", "draft_post", "private_post"):
        PhotoFactory(post=things[name], is_cover=True)
    things["photo"] = PhotoFactory(post=things["public_post"])
    things["private_photo"] = PhotoFactory(post=things["private_post"])
    things["invitation_link"] = InvitationLink.objects.create(
        post=things["private_post"], token_hash="a" * 64, max_uses=5, expires_at=timezone.now() + timedelta(days=7)
    )
    invited = scene.people["invited"]
    things["invitation"] = InvitationFactory(
        post=things["private_post"], email=invited.email, user=invited, accepted_at=timezone.now()
    )
    admit(post=things["private_post"], user=invited)
    likers = ("liker", "blocked", "drafter", "applicant")
    for name in likers:
        LikeFactory(post=things["public_post"], adopter=scene.people[name])
    Post.objects.filter(pk=things["public_post"].pk).update(like_count=len(likers))


def _applications(scene):
    things, applicant = scene.things, scene.people["applicant"]
    answers = {"q_day1": ANSWER, "q_pets": False, "q_idno": PRIVATE_ANSWER}
    for name, post, state in (
        ("application", "public_post", "under_review"),
        ("promised_application", "promised_post", "reserved"),
        ("home_application", "home_post", "reserved"),
    ):
        made = ApplicationFactory(post=things[post], applicant=applicant, submission__answers=answers, **{state: True})
        things[name], things[f"{name}_sheet"] = made, made.submission
        Conversation.objects.create(application=made)
    home = things["home_application"]
    type(home).objects.filter(pk=home.pk).update(state="adopted")
    draft_answers = {"q_day1": ANSWER, "q_pets": True}
    things["draft"] = ApplicationFactory(
        post=things["public_post"], applicant=scene.people["drafter"], submission__answers=draft_answers
    )
    promise = Reservation.objects.create(
        post=things["promised_post"],
        application=things["promised_application"],
        made_by=scene.people["giver"],
        sign_by=timezone.now() + timedelta(days=3),
    )
    Agreement.objects.create(reservation=promise, template_version="1", text="…", sha256="0" * 64)
    adoption = Adoption.objects.create(application=home)
    today = timezone.localdate()
    things["follow_up"] = FollowUp.objects.create(
        adoption=adoption, due_on=today, state="sent", token_hash="f" * 64, weight="4.2"
    )


def _files_and_talk(scene):
    things, applicant = scene.things, scene.people["applicant"]
    ready = {"state": "ready", "mime": "image/webp", "key": "private/aa/picture.webp", "name": "room.jpg"}
    asked = {"form": things["form"], **ready}
    sent = {"submission": things["application"].submission, "owner": applicant}
    things["private_upload"] = Upload.objects.create(question_id="q_pics", **sent, **asked)
    things["plain_upload"] = Upload.objects.create(question_id="q_room", **sent, **asked)
    broken = {"form": things["form"], "state": "rejected", "reason": "corrupt", "name": "cut.jpg"}
    things["broken_upload"] = Upload.objects.create(question_id="q_room", **sent, **broken)
    sheet = things["application"].submission
    sheet.answers = {**sheet.answers, "q_room": [str(things["broken_upload"].uid)]}
    sheet.save(update_fields=["answers"])
    things["draft_upload"] = Upload.objects.create(question_id="q_room", owner=scene.people["drafter"], **asked)
    talk = things["application"].conversation
    things["conversation"] = talk
    things["message"] = Message.objects.create(conversation=talk, author=applicant, text=SAID)
    things["attachment"] = Attachment.objects.create(message=things["message"], owner=applicant, **ready)
    things["homecoming"] = Attachment.objects.create(follow_up=things["follow_up"], owner=applicant, **ready)
    for name, kind in (("giver", "application_submitted"), ("applicant", "application_sent")):
        things[f"{name}_notice"] = Notification.objects.create(
            recipient=scene.people[name],
            kind=kind,
            ref=f"adoption.application:{things['application'].pk}",
            event_key="1",
        )


def _times(scene):
    things = scene.things
    soon = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=3)
    for hour, (name, post) in enumerate(
        (
            ("slot", "public_post"),
            ("free_slot", "public_post"),
            ("private_slot", "private_post"),
            ("promised_slot", "promised_post"),
        )
    ):
        things[name] = SlotFactory(post=things[post], starts_at=soon + timedelta(hours=hour))
    slot = things["slot"]
    things["booking"] = slot.bookings.create(
        post=slot.post,
        adopter=scene.people["applicant"],
        application=things["application"],
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
    )
    type(slot).objects.filter(pk=slot.pk).update(booked_count=1)


def _shares(scene):
    form = scene.things["form"]
    for name, rights in (
        ("editor", ["edit_form"]),
        ("publisher", ["publish_form"]),
        ("reviewer", ["view_results", "review_results"]),
    ):
        person = scene.people[name]
        scene.things[f"{name}_share"] = Share.objects.create(form=form, email=person.email, user=person, rights=rights)
        grant(form=form, user=person, rights=rights)
    scene.things["template"] = templates.keep(form=form, by=form.owner)
    submission = scene.things["application"].submission
    reviews.write(submission=submission, by=scene.people["reviewer"], score=SCORE, note=NOTE)
