"""One person who has used everything, as giver and as adopter, and the others around her."""

import uuid
from datetime import timedelta
from types import SimpleNamespace

from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts import models as accounts
from adoption import models as adoption
from adoption.permissions import admit
from forms_builder import models as forms
from forms_builder.permissions import grant
from notifications import models as notifications
from tests.factories.accounts import UserFactory
from tests.factories.adoption import (
    ApplicationFactory,
    InvitationFactory,
    LikeFactory,
    PhotoFactory,
    PostFactory,
    SlotFactory,
)
from tests.factories.forms import FormFactory

NOW = timezone.now


def whole_life():
    """{her, other, rows}: `rows` are those whose words are hers, at least one of each model of inventory.HERS."""
    her, other = UserFactory(name="林小姐"), UserFactory(name="王先生")
    scene = SimpleNamespace(her=her, other=other, rows=[])
    _account(scene)
    _told(scene)
    _forms(scene)
    _giver(scene)
    _adopter(scene)
    _trust(scene)
    return scene


def _keep(scene, *rows):
    scene.rows.extend(rows)
    return rows[0]


def _account(scene):
    her, other = scene.her, scene.other
    in_a_week = NOW() + timedelta(days=7)
    session = accounts.Session.objects.create(user=her, expires_at=in_a_week)
    accounts.RefreshToken.objects.create(session=session, jti_hash=uuid.uuid4().hex, expires_at=in_a_week)
    TOTPDevice.objects.create(user=her, name="app")
    accounts.Block.objects.create(blocker=her, blocked=UserFactory())
    accounts.Disclosure.objects.create(subject=her, viewer=other, what="phone")
    accounts.Disclosure.objects.create(subject=other, viewer=her, what="phone")
    _keep(
        scene,
        her,
        her.profile,
        session,
        accounts.Avatar.objects.create(owner=her, state="ready"),
        accounts.IdempotencyKey.objects.create(user=her, route="x", key="x", fingerprint="x"),
        accounts.DataRequest.objects.create(user=her, kind="export", state="ready", due_at=NOW(), ends_at=in_a_week),
        accounts.OneTimeToken.objects.create(
            user=her,
            purpose="email_change",
            email="new@example.com",
            token_hash="x",
            state_hash="x",
            expires_at=in_a_week,
        ),
        accounts.AuditEntry.objects.create(actor=her, action="x", ref=f"accounts.user:{her.pk}"),
    )


def _told(scene):
    her = scene.her
    notice = notifications.Notification.objects.create(recipient=her, kind="credential_changed", event_key="x")
    notifications.Preference.objects.create(user=her, kind="application_sent", channel="mail", is_on=False)
    _keep(
        scene,
        notice,
        notifications.Mail.objects.create(recipient=her, to=her.email, kind="x", dedup_key="x", notification=notice),
        notifications.Suppression.objects.create(address=her.email, reason="bounced"),
    )


def _forms(scene):
    her, other = scene.her, scene.other
    form, theirs = FormFactory(owner=her), FormFactory(owner=other)
    grant(form=theirs, user=her, rights=["view_results"])
    soon = NOW() + timedelta(days=7)
    forms.Transfer.objects.create(form=form, to=other, offered_by=her, expires_at=soon)
    sent = ApplicationFactory(submitted=True, post__giver=other).submission
    _keep(
        scene,
        form,
        form.live_version,
        forms.DraftOp.objects.create(form=form, rev=2, actor=her, op={}, inverse={}),
        forms.Picture.objects.create(form=form, owner=her, state="ready"),
        forms.Template.objects.create(slug="hers", language="en", owner=her, title="x", definition={}),
        forms.Share.objects.create(form=form, email="helper@example.com", user=other),
        forms.Share.objects.create(form=theirs, email=her.email, user=her),
        forms.Review.objects.create(submission=sent, reviewer=her, score=4),
    )


def _giver(scene):
    her, other = scene.her, scene.other
    post = PostFactory(published=True, giver=her)
    draft = PostFactory(giver=her)
    LikeFactory(post=post, adopter=other)
    waiting = ApplicationFactory(shortlisted=True, post=post, applicant=other)
    slot = SlotFactory(post=post)
    times = {"starts_at": slot.starts_at, "ends_at": slot.ends_at}
    adoption.Booking.objects.create(slot=slot, post=post, adopter=other, application=waiting, **times)
    adoption.Slot.objects.filter(pk=slot.pk).update(booked_count=1)
    adoption.OpeningHours.objects.create(giver=her, weekday=1, starts="10:00", ends="12:00")
    talk = adoption.Conversation.objects.create(application=waiting)
    message = adoption.Message.objects.create(conversation=talk, author=her)
    adoption.Message.objects.create(conversation=talk, author=other, text="你好")
    promised = PostFactory(adopted=True, giver=her)
    taken = ApplicationFactory(reserved=True, post=promised, applicant=other)
    adoption.Application.objects.filter(pk=taken.pk).update(state="adopted")
    _keep(
        scene,
        post,
        draft,
        PhotoFactory(post=post, owner=her),
        slot,
        message,
        adoption.Attachment.objects.create(owner=her, message=message, state="ready"),
        InvitationFactory(post=PostFactory(published=True, private=True, giver=her)),
        adoption.PostEvent.objects.create(post=post, actor=her, to_state="published"),
        adoption.ApplicationEvent.objects.create(application=waiting, actor=her, to_state="shortlisted"),
        agreement_of(taken, giver_name="林小姐"),
    )


def _adopter(scene):
    her, other = scene.her, scene.other
    post = PostFactory(published=True, giver=other, like_count=1)
    LikeFactory(post=post, adopter=her)
    waiting = ApplicationFactory(shortlisted=True, post=post, applicant=her)
    private = PostFactory(published=True, private=True, giver=other)
    admit(post=private, user=her)
    taken = ApplicationFactory(reserved=True, post=PostFactory(adopted=True, giver=other), applicant=her)
    adoption.Application.objects.filter(pk=taken.pk).update(state="adopted")
    at_home = adoption.Adoption.objects.create(application=taken, story_consent_at=NOW())
    days = {"due_on": NOW().date(), "token_hash": "x"}
    _keep(
        scene,
        waiting.submission,
        forms.Upload.objects.create(
            owner=her, form=post.form, question_id="q_pics", submission=waiting.submission, state="ready"
        ),
        forms.Review.objects.create(submission=waiting.submission, reviewer=other),
        adoption.ApplicationEvent.objects.create(application=waiting, actor=other, to_state="shortlisted"),
        adoption.FollowUp.objects.create(adoption=at_home, state="answered", mood="great", **days),
        agreement_of(taken, adopter_name="林小姐"),
        adoption.SavedSearch.objects.create(adopter=her, query={}),
        InvitationFactory(post=private, email=her.email, user=her),
    )


def _trust(scene):
    her, other = scene.her, scene.other
    message = adoption.Message.objects.filter(author=her).first()
    moderator = UserFactory(staff=True)
    evidence = {"kind": "message", "author": str(her.uid), "text": "", "context": []}
    _keep(
        scene,
        adoption.Report.objects.create(reporter=her, ref=f"accounts.user:{other.pk}", reason="abuse"),
        adoption.Report.objects.create(
            reporter=other, ref=f"adoption.message:{message.pk}", reason="money", evidence=evidence
        ),
        adoption.Sanction.objects.create(user=her, kind="warn", by=moderator),
        adoption.Appeal.objects.create(by=her, ref="x"),
    )


def agreement_of(application, **names):
    promise = adoption.Reservation.objects.create(
        post=application.post,
        application=application,
        made_by=application.post.giver,
        sign_by=NOW(),
        ended_at=NOW(),
        end_reason="adopted",
    )
    signed = {name.replace("_name", "_signed_at"): NOW() for name in names}
    return adoption.Agreement.objects.create(
        reservation=promise, template_version="2026-1", text="", sha256="x", **names, **signed
    )
