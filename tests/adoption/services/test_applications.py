"""From the like to the answer: who may apply, what the giver may answer, and what each of the two is told."""

from datetime import timedelta
from threading import Barrier

import pytest
from django.utils import timezone

from accounts.models import Block
from adoption.models import Application, Invitation, Post
from adoption.services import applications, decisions, invitations, likes, locks
from adoption.services.application_moves import TABLE, NotPossibleNow, move
from adoption.services.applications import NotTaking
from forms_builder.services import submissions
from forms_builder.services.submissions import AlreadySent, FormClosed
from petbuddy.errors import Conflict, Forbidden, Invalid
from tests.adoption.scenes import ANSWERS, applied, liker, published, state_of, told
from tests.factories.accounts import UserFactory
from tests.factories.adoption import InvitationFactory, LikeFactory
from tests.races import at_once, outcomes

pytestmark = pytest.mark.django_db
State = Application.State


def filled(post):
    """A draft in which every required question is answered."""
    application = applications.start(post=post, by=liker(post))
    person = application.applicant
    applications.save_answers(application=application, by=person, client="tab", seq=1, changes=ANSWERS)
    return application


# -- starting ----------------------------------------------------------------------------------------------------------


def test_the_like_opens_the_form_and_counts_the_opening():
    post = published()

    application = applications.start(post=post, by=liker(post))

    assert (application.state, application.submission.version_id) == (State.DRAFT, post.form.live_version_id)
    assert Post.objects.get(pk=post.pk).form_view_count == 1


def test_starting_again_resumes_the_draft():
    post = published()
    person = liker(post)

    drafts = {applications.start(post=post, by=person).pk for _ in range(3)}

    assert len(drafts) == 1
    assert Post.objects.get(pk=post.pk).form_view_count == 1


def test_without_the_like_nobody_starts():
    with pytest.raises(Forbidden) as refusal:
        applications.start(post=published(), by=UserFactory())

    assert refusal.value.code == "like_first"


def test_nobody_applies_for_a_pet_of_her_own():
    post = published()

    with pytest.raises(Forbidden) as refusal:
        applications.start(post=post, by=post.giver)

    assert refusal.value.code == "own_post"


@pytest.mark.parametrize(
    "fields", [{"email_verified_at": None}, {"suspended_until": timezone.now() + timedelta(days=1)}]
)
def test_only_an_active_person_with_a_verified_mail_applies(fields):
    post = published()

    with pytest.raises(Forbidden):
        applications.start(post=post, by=liker(post, **fields))


def test_nobody_applies_across_a_block():
    post = published()
    person = liker(post)
    Block.objects.create(blocker=post.giver, blocked=person)

    with pytest.raises(Forbidden):
        applications.start(post=post, by=person)


@pytest.mark.parametrize("state", ["paused", "reserved", "adopted", "withdrawn"])
def test_only_a_published_post_takes_new_applications(state):
    post = published(state=state)

    with pytest.raises(NotTaking):
        applications.start(post=post, by=liker(post))


def test_a_person_has_at_most_five_open_applications(settings):
    settings.OPEN_APPLICATIONS_LIMIT = 2
    person = UserFactory()
    for _ in range(2):
        applied(published(), applicant=person)
    post = published()
    applied(post, "draft", applicant=person).delete()

    with pytest.raises(Conflict) as refusal:
        applications.start(post=post, by=person)

    assert refusal.value.code == "too_many_open"


def test_after_withdrawing_she_may_apply_once_more():
    post = published()
    application = applied(post)
    person = application.applicant
    decisions.withdraw(application=application, by=person)

    second = applications.start(post=post, by=person)
    Application.objects.filter(pk=second.pk).update(state="submitted", submitted_at=timezone.now())
    decisions.withdraw(application=second, by=person)

    with pytest.raises(Conflict) as refusal:
        applications.start(post=post, by=person)
    assert refusal.value.code == "withdrawn_before"


def test_a_draft_that_was_given_up_costs_no_try():
    post = published()
    person = liker(post)
    for _ in range(3):
        applications.start(post=post, by=person)
        applications.withdraw_draft(post=post, by=person)

    assert applications.start(post=post, by=person).state == State.DRAFT


def test_after_a_decline_she_does_not_apply_again():
    post = published()
    application = applied(post)
    applications.decline(application=application, by=post.giver, reason="home")

    with pytest.raises(Conflict) as refusal:
        applications.start(post=post, by=application.applicant)

    assert refusal.value.code == "declined_before"


# -- sending -----------------------------------------------------------------------------------------------------------


def test_sending_freezes_the_answers_and_tells_both():
    post = published()
    application = filled(post)
    person = application.applicant

    sent = applications.submit(application=application, by=person)

    sent.submission.refresh_from_db()
    assert (sent.state, sent.submission.answers) == (State.SUBMITTED, ANSWERS)
    assert sent.reply_by - sent.submitted_at == timedelta(days=3)
    assert sent.conversation.messages.count() == 0
    assert told(post.giver) == ["application_submitted"]
    assert told(person) == ["application_sent"]
    with pytest.raises(AlreadySent):
        applications.save_answers(application=sent, by=person, client="tab", seq=2, changes={"q_pets": True})


def test_sending_twice_is_sending_once():
    post = published()
    application = filled(post)

    for _ in range(2):
        applications.submit(application=application, by=application.applicant)

    assert application.events.count() == 1
    assert told(post.giver) == ["application_submitted"]


def test_what_is_missing_is_said_by_question_and_nothing_is_lost():
    post = published()
    application = applications.start(post=post, by=liker(post))
    person = application.applicant
    applications.save_answers(application=application, by=person, client="tab", seq=1, changes={"q_pets": True})

    with pytest.raises(Invalid) as refusal:
        applications.submit(application=application, by=person)

    assert list(refusal.value.errors) == ["q_day1"]
    application.submission.refresh_from_db()
    assert (state_of(application), application.submission.answers) == (State.DRAFT, {"q_pets": True})


@pytest.mark.parametrize("state", ["paused", "reserved"])
def test_on_a_paused_or_reserved_post_the_draft_is_kept(state):
    post = published()
    application = filled(post)
    Post.objects.filter(pk=post.pk).update(state=state)

    with pytest.raises(NotTaking):
        applications.submit(application=application, by=application.applicant)

    assert state_of(application) == State.DRAFT


def test_a_closed_form_keeps_the_draft():
    post = published()
    application = filled(post)
    post.form.closed_at = timezone.now()
    post.form.save()

    with pytest.raises(FormClosed):
        applications.submit(application=application, by=application.applicant)

    assert state_of(application) == State.DRAFT


def test_nobody_sends_for_another():
    post = published()
    application = filled(post)

    with pytest.raises(Forbidden):
        applications.submit(application=application, by=UserFactory())


# -- the table ---------------------------------------------------------------------------------------------------------

ALLOWED = {(start, end) for start, ends in TABLE.items() for end in ends}


@pytest.mark.parametrize(
    ("start", "end"), [(start, end) for start in State for end in State if (start, end) not in ALLOWED]
)
def test_what_the_table_does_not_name_is_refused(start, end):
    application = applied(published())
    Application.objects.filter(pk=application.pk).update(state=start)
    application.refresh_from_db()

    with pytest.raises(NotPossibleNow):
        move(application=application, to=end, by=application.applicant)

    assert state_of(application) == start


def test_the_table_is_that_of_the_product():
    assert {f"{start}>{end}" for start, end in ALLOWED} == set(
        "draft>submitted draft>withdrawn draft>closed"
        " submitted>under_review submitted>shortlisted submitted>reserved"
        " submitted>declined submitted>withdrawn submitted>closed"
        " under_review>shortlisted under_review>reserved"
        " under_review>declined under_review>withdrawn under_review>closed"
        " shortlisted>under_review shortlisted>reserved"
        " shortlisted>declined shortlisted>withdrawn shortlisted>closed"
        " reserved>shortlisted reserved>adopted reserved>withdrawn reserved>closed"
        " declined>under_review".split()
    )


def test_a_stale_decision_loses():
    post = published()
    application = applied(post)
    stale = Application.objects.get(pk=application.pk)
    move(application=application, to=State.SHORTLISTED, by=post.giver)

    with pytest.raises(NotPossibleNow):
        move(application=stale, to=State.DECLINED, by=post.giver)


# -- what the giver answers --------------------------------------------------------------------------------------------


def test_the_first_look_is_the_read_receipt_and_told_once():
    post = published()
    application = applied(post)

    for _ in range(2):
        application = applications.mark_read(application=application, by=post.giver)

    assert application.state == State.UNDER_REVIEW
    assert told(application.applicant) == ["application_read"]


def test_the_applicants_own_look_is_no_receipt():
    application = applied(published())

    looked = applications.mark_read(application=application, by=application.applicant)

    assert (looked.state, looked.read_at) == (State.SUBMITTED, None)


def test_inviting_shortlists_and_asks_her_to_choose_a_time():
    post = published()
    application = applied(post)

    invited = applications.invite(application=application, by=post.giver)

    assert (invited.state, invited.invited_at is not None) == (State.SHORTLISTED, True)
    assert told(application.applicant) == ["visit_invited"]
    assert list(invited.events.values_list("to_state", flat=True)) == ["shortlisted", "invited"]


def test_declining_needs_a_reason_and_brings_kind_words():
    post = published(name="橘子")
    application = applied(post)

    with pytest.raises(Invalid):
        applications.decline(application=application, by=post.giver, reason="ugly")
    declined = applications.decline(application=application, by=post.giver, reason="other")

    assert declined.decline_reason == "other"
    assert "橘子" in declined.events.get(to_state="declined").note
    assert told(application.applicant) == ["application_declined"]


def test_second_thoughts_open_a_declined_application_again():
    post = published()
    application = applied(post)
    applications.decline(application=application, by=post.giver, reason="other")

    again = applications.reconsider(application=application, by=post.giver)

    again.submission.refresh_from_db()
    assert (again.state, again.is_open, again.submission.purge_on) == (State.UNDER_REVIEW, True, None)


def test_no_second_thoughts_once_the_pet_is_gone():
    post = published()
    application = applied(post)
    applications.decline(application=application, by=post.giver, reason="other")
    Post.objects.filter(pk=post.pk).update(state="adopted")

    with pytest.raises(NotPossibleNow):
        applications.reconsider(application=application, by=post.giver)


@pytest.mark.parametrize("answer", [applications.shortlist, applications.invite, applications.reconsider])
def test_only_the_giver_decides(answer):
    application = applied(published())

    with pytest.raises(Forbidden):
        answer(application=application, by=application.applicant)


def test_nobody_decides_while_a_moderator_holds_the_post():
    post = published()
    application = applied(post)
    Post.objects.filter(pk=post.pk).update(state="removed", removed_from="published")

    with pytest.raises(Conflict) as refusal:
        applications.shortlist(application=application, by=post.giver)

    assert refusal.value.code == "post_removed"


# -- ends --------------------------------------------------------------------------------------------------------------


def test_withdrawing_takes_the_answers_from_the_giver_at_once():
    post = published()
    application = applied(post, "shortlisted")

    decisions.withdraw(application=application, by=application.applicant)

    application.submission.refresh_from_db()
    assert state_of(application) == State.WITHDRAWN
    assert application.submission.withheld_at is not None
    assert told(post.giver) == ["application_withdrawn"]


def test_taking_the_like_back_withdraws_a_draft_and_leaves_what_was_sent():
    post = published()
    draft, sent = applied(post, "draft"), applied(post)

    for application in (draft, sent):
        applications.withdraw_draft(post=post, by=application.applicant)

    assert (state_of(draft), state_of(sent)) == (State.WITHDRAWN, State.SUBMITTED)
    draft.submission.refresh_from_db()
    assert draft.submission.purge_on == timezone.localdate() + timedelta(days=30)
    assert told(post.giver) == []


def test_when_the_post_ends_every_open_application_is_closed_and_told():
    post = published()
    open_ones = [applied(post, state) for state in ("draft", "submitted", "shortlisted")]
    declined = applied(post)
    applications.decline(application=declined, by=post.giver, reason="other")

    applications.close_others(post=post, reason=Application.ClosedReason.POST_WITHDRAWN, by=post.giver)

    assert [state_of(one) for one in open_ones] == [State.CLOSED] * 3
    assert [told(one.applicant) for one in open_ones] == [["application_closed"]] * 3
    assert state_of(declined) == State.DECLINED


@pytest.mark.parametrize(
    ("to", "state"), [("under_review", "under_review"), ("shortlisted", "shortlisted"), ("declined", "declined")]
)
def test_the_giver_decides_by_naming_the_next_state(to, state):
    post = published()
    application = applied(post)

    decided = decisions.decide(application=application, to=to, by=post.giver, reason="time")

    assert decided.state == state


@pytest.mark.parametrize("to", ["reserved", "adopted", "closed", "draft", "nonsense"])
def test_other_states_are_reached_by_other_ways(to):
    post = published()
    application = applied(post)

    with pytest.raises(Invalid):
        decisions.decide(application=application, to=to, by=post.giver)


# -- at once, on MariaDB -----------------------------------------------------------------------------------------------


@pytest.mark.mariadb
@pytest.mark.django_db(transaction=True)
def test_five_taps_on_send_send_once():
    post = published()
    application = filled(post)
    person = application.applicant

    results = at_once(*[lambda: applications.submit(application=application, by=person)] * 5)

    assert outcomes(results) == {"Application": 5}
    assert application.events.count() == 1
    assert told(post.giver) == ["application_submitted"]


@pytest.mark.mariadb
@pytest.mark.django_db(transaction=True)
def test_two_tabs_begin_one_draft():
    post = published()
    person = liker(post)

    results = at_once(*[lambda: applications.start(post=post, by=person)] * 4)

    assert {result.pk for result in results} == set(Application.objects.values_list("pk", flat=True))
    assert Application.objects.count() == 1


def eight_starts_at_once(person, posts):
    return outcomes(at_once(*[lambda post=post: applications.start(post=post, by=person) for post in posts]))


@pytest.mark.mariadb
@pytest.mark.django_db(transaction=True)
def test_eight_forms_opened_at_once_are_five(settings):
    person = UserFactory()
    posts = [LikeFactory(adopter=person).post for _ in range(8)]

    results = eight_starts_at_once(person, posts)

    assert results == {"Application": 5, "Conflict": 3}
    assert Application.objects.filter(applicant=person, is_open=True).count() == settings.OPEN_APPLICATIONS_LIMIT


@pytest.mark.mariadb
@pytest.mark.django_db(transaction=True)
def test_without_the_lock_on_the_person_there_would_be_more(monkeypatch):
    """The negative control: everybody has counted before the first one writes."""
    person = UserFactory()
    posts = [LikeFactory(adopter=person).post for _ in range(8)]
    everybody, create = Barrier(len(posts), timeout=20), submissions.start
    monkeypatch.setattr(locks, "person", lambda pk: None)

    def start(**given):
        everybody.wait()
        return create(**given)

    monkeypatch.setattr(submissions, "start", start)

    assert eight_starts_at_once(person, posts) == {"Application": 8}


def test_whoever_may_no_longer_see_the_post_can_not_send_what_she_began():
    post = published(private=True)
    invitation = InvitationFactory(post=post)
    friend = UserFactory()
    Invitation.objects.filter(pk=invitation.pk).update(token_hash=invitations.digest("secret"))
    invitations.accept(token="secret", by=friend)
    likes.like(post=post, by=friend)
    application = applications.start(post=post, by=friend)
    applications.save_answers(application=application, by=friend, client="a", seq=1, changes=ANSWERS)

    invitations.revoke(invitation=Invitation.objects.get(), by=post.giver)

    with pytest.raises(NotPossibleNow):
        applications.submit(application=application, by=friend)
    assert state_of(application) == "closed"
