"""A form changes hands: only its owner offers it, only the other accepts, and nobody's answers go along."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.utils import timezone, translation
from guardian.shortcuts import assign_perm

from accounts.models import AuditEntry
from accounts.services import blocks
from adoption.services import applications
from forms_builder.models import Form, FormVersion, Share, Transfer
from forms_builder.permissions import forms_visible_to, rights_of
from forms_builder.selectors import uploads
from forms_builder.services import shares, transfers
from notifications import kinds
from notifications.models import Mail, Notification
from petbuddy.errors import Forbidden, Gone, Invalid, Missing
from tests.factories.accounts import UserFactory
from tests.factories.adoption import ApplicationFactory, LikeFactory, PostFactory
from tests.factories.forms import FormFactory, FormVersionFactory, UploadFactory

pytestmark = pytest.mark.django_db


def offered(form, to):
    return transfers.offer(form=form, email=to.email, by=form.owner)


def test_nothing_changes_before_the_other_accepts():
    form, other = FormFactory(), UserFactory()

    offered(form, other)

    assert (list(forms_visible_to(other)), Notification.objects.get().recipient) == ([], other)


def test_accepted_the_form_is_the_others_alone():
    form, other = FormFactory(), UserFactory()
    owner = form.owner

    transfers.accept(transfer=offered(form, other), by=other)

    assert (list(forms_visible_to(other)), list(forms_visible_to(owner))) == ([form], [])
    assert AuditEntry.objects.filter(ref=f"forms_builder.form:{form.pk}", action="form.transferred").count() == 1


def test_posts_go_on_with_a_copy_that_stays_the_givers():
    post, other = PostFactory(published=True), UserFactory()
    form = post.form
    FormVersionFactory(form=form)

    transfers.accept(transfer=offered(form, other), by=other)

    post.refresh_from_db()
    assert (post.form.owner, post.form.pk == form.pk) == (post.giver, False)
    assert post.form.live_version.definition == form.live_version.definition
    assert [v.number for v in FormVersion.objects.filter(form=post.form).order_by("number")] == [1, 2]
    assert Form.objects.get(pk=form.pk).owner == other


def test_answers_and_files_stay_with_who_they_were_given_to():
    post, other = PostFactory(published=True), UserFactory()
    form = post.form
    application = ApplicationFactory(post=post, submitted=True)
    upload = UploadFactory(form=form, submission=application.submission, owner=application.applicant)
    before = application.submission.version.definition

    transfers.accept(transfer=offered(form, other), by=other)

    application.refresh_from_db()
    post.refresh_from_db()
    assert application.submission.version.form == post.form
    assert application.submission.version.definition == before
    assert uploads.readable(upload.uid, by=post.giver) == upload
    with pytest.raises(Missing):
        uploads.readable(upload.uid, by=other)


def test_a_draft_that_was_begun_can_still_be_sent():
    post, other = PostFactory(published=True), UserFactory()
    like = LikeFactory(post=post)
    application = applications.start(post=post, by=like.adopter)

    transfers.accept(transfer=offered(post.form, other), by=other)
    answers = {"q_day1": "我在家上班", "q_pets": False}
    application.refresh_from_db()
    applications.save_answers(application=application, by=like.adopter, client="tab", seq=1, changes=answers)
    sent = applications.submit(application=application, by=like.adopter)

    assert sent.state == "submitted"


def told(person, kind):
    """What one notice says: (title, body), and whether a mail goes out with it."""
    notice = Notification.objects.get(recipient=person, kind=kind)
    with translation.override("en"):
        shown = kinds.render(notice)
    return (shown["title"], shown["body"]), Mail.objects.filter(to=person.email, kind=kind).count()


def test_whoever_helped_stays_with_the_copy_with_the_same_rights_and_the_same_end():
    post, other, helper, late = PostFactory(published=True), UserFactory(), UserFactory(), UserFactory()
    form, giver, end = post.form, post.giver, timezone.now() + timedelta(days=7)
    shares.share(form=form, email=helper.email, rights=["edit_form", "view_results"], by=giver, expires_at=end)
    shares.share(form=form, email="waits@example.com", rights=["view_results"], by=giver)
    with time_machine.travel(timezone.now() - timedelta(days=9)):
        shares.share(form=form, email=late.email, rights=["edit_form"], by=giver, expires_at=end - timedelta(days=14))

    transfers.accept(transfer=offered(form, other), by=other)

    post.refresh_from_db()
    copy = post.form
    form.refresh_from_db()
    assert (rights_of(helper, form), rights_of(helper, copy)) == (frozenset(), {"edit_form", "view_results"})
    assert (list(forms_visible_to(helper)), list(forms_visible_to(late))) == ([copy], [])
    assert not Share.objects.filter(form=form).exists()
    assert Share.objects.get(form=copy, user=helper).expires_at == end
    with time_machine.travel(end):
        assert rights_of(helper, copy) == frozenset()
    late_one = UserFactory(email="waits@example.com")
    shares.claim(user=late_one)
    assert (rights_of(late_one, copy), rights_of(late_one, form)) == ({"view_results"}, frozenset())


def test_both_sides_and_who_helped_are_told_where_they_are_now():
    post, other, helper, late = PostFactory(published=True), UserFactory(), UserFactory(), UserFactory()
    form, giver = post.form, post.giver
    shares.share(form=form, email=helper.email, rights=["edit_form"], by=giver)
    with time_machine.travel(timezone.now() - timedelta(days=9)):
        end = timezone.now() + timedelta(days=1)
        shares.share(form=form, email=late.email, rights=["edit_form"], by=giver, expires_at=end)

    transfers.accept(transfer=offered(form, other), by=other)

    (title, body), mails = told(giver, "form_taken")
    assert (title, mails) == (f"{other.shown_name} has taken over the form “{form.title}”", 1)
    assert body.startswith("The questions and their history are hers now. Your posts and all answers stay with you")
    (title, body), mails = told(helper, "form_passed_on")
    assert (title, mails) == (f"{giver.shown_name} has given away the form “{form.title}”", 1)
    assert body == (
        f"A copy with the posts and answers stays with {giver.shown_name}. "
        "You are in that copy, and may do there what you could before."
    )
    assert not Notification.objects.filter(recipient=late, kind="form_passed_on").exists()


def test_where_nothing_is_left_behind_who_helped_is_out_and_told_without_the_name_that_is_anothers_now():
    form, other, helper, group = FormFactory(), UserFactory(), UserFactory(), Group.objects.create(name="Helpers")
    giver, member = form.owner, UserFactory()
    member.groups.add(group)
    assign_perm("forms_builder.edit_form", group, form)
    shares.share(form=form, email=helper.email, rights=["edit_form"], by=giver)

    transfers.accept(transfer=offered(form, other), by=other)

    form.refresh_from_db()
    assert (rights_of(helper, form), rights_of(member, form), Share.objects.count()) == (frozenset(), frozenset(), 0)
    (title, body), _mails = told(helper, "form_passed_on")
    assert title == f"{giver.shown_name} has given away a form that was shared with you"
    assert body == "It is no longer shared with you."


def test_only_the_owner_offers_and_only_the_other_accepts():
    form, other, helper = FormFactory(), UserFactory(), UserFactory()
    shares.share(form=form, email=helper.email, rights=["share_form", "edit_form"], by=form.owner)
    transfer = offered(form, other)

    with pytest.raises(Forbidden):
        transfers.offer(form=form, email=helper.email, by=helper)
    for somebody in (helper, form.owner, UserFactory()):
        with pytest.raises(Gone):
            transfers.accept(transfer=transfer, by=somebody)


@pytest.mark.parametrize("traits", [{"unverified": True}, {"disabled": True}, {"suspended": True}])
def test_only_a_confirmed_account_in_good_standing_gets_a_form(traits):
    form = FormFactory()

    with pytest.raises(Invalid):
        offered(form, UserFactory(**traits))

    with pytest.raises(Invalid):
        transfers.offer(form=form, email="nobody@example.com", by=form.owner)
    with pytest.raises(Invalid):
        offered(form, form.owner)


def test_an_offer_runs_out():
    form, other = FormFactory(), UserFactory()
    transfer = offered(form, other)

    with time_machine.travel(timezone.now() + timedelta(days=14)), pytest.raises(Gone):
        transfers.accept(transfer=transfer, by=other)


def test_a_later_offer_ends_the_one_before():
    form, first, second = FormFactory(), UserFactory(), UserFactory()
    old = offered(form, first)

    offered(form, second)

    with pytest.raises(Gone):
        transfers.accept(transfer=old, by=first)
    assert Transfer.objects.get().to == second


@pytest.mark.parametrize("who", ["owner", "other"])
def test_taken_back_or_declined_it_is_over(who):
    form, other = FormFactory(), UserFactory()
    transfer = offered(form, other)

    transfers.decline(transfer=transfer, by=form.owner if who == "owner" else other)

    with pytest.raises(Gone):
        transfers.accept(transfer=transfer, by=other)
    with pytest.raises(Forbidden):
        transfers.decline(transfer=transfer, by=UserFactory())


def test_an_offer_does_not_outlive_a_block():
    form, other = FormFactory(), UserFactory()
    offered(form, other)

    blocks.block(blocker=other, blocked=form.owner)

    assert Transfer.objects.count() == 0
