"""Reports keep what they saw, moderators answer and act, people appeal."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import AuditEntry
from adoption.models import Post, Report, Sanction
from adoption.services import conversations, posts, trust
from petbuddy.errors import Conflict, Forbidden, Invalid
from tests.adoption.scenes import applied, published, state_of, told
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator():
    return UserFactory(is_staff=True, is_superuser=True)


def test_a_report_keeps_the_post_as_it_was():
    post = published(name="橘子", story="很親人")
    reporter = UserFactory()

    made = trust.report(by=reporter, thing=post, reason="money", words=" 要我先付運費 ")
    Post.objects.filter(pk=post.pk).update(story="改過了")

    kept = Report.objects.get(pk=made.pk)
    assert (kept.ref, kept.words, kept.evidence["story"]) == (f"adoption.post:{post.pk}", "要我先付運費", "很親人")


def test_a_reported_message_brings_what_was_said_before():
    talk = applied(published()).conversation
    adopter, giver = talk.application.applicant, talk.application.post.giver
    for person, text in ((adopter, "你好"), (giver, "請先匯款")):
        message = conversations.say(conversation=talk, by=person, text=text, client_id=uuid.uuid4())

    made = trust.report(by=adopter, thing=message, reason="money")

    assert (made.evidence["text"], made.evidence["flags"]) == ("請先匯款", ["money"])
    assert [one["text"] for one in made.evidence["context"]] == ["你好", "請先匯款"]


def test_reporting_twice_is_one_open_report():
    post, reporter = published(), UserFactory()

    made = {trust.report(by=reporter, thing=post, reason="false").pk for _ in range(2)}

    assert len(made) == 1


@pytest.mark.parametrize("given", [{"reason": "boring"}, {"reason": "other", "words": "字" * 1001}])
def test_a_report_needs_a_reason_and_few_words(given):
    with pytest.raises(Invalid):
        trust.report(by=UserFactory(), thing=published(), **given)


def test_the_reporter_reads_the_answer_and_it_is_on_record(moderator):
    made = trust.report(by=UserFactory(), thing=published(), reason="false")

    trust.answer_report(report=made, by=moderator, answer="已請送養人更正。")

    assert told(made.reporter) == ["report_answered"]
    assert AuditEntry.objects.get(action="report.answered").actor == moderator
    with pytest.raises(Conflict):
        trust.answer_report(report=made, by=moderator, answer="again")


def test_only_moderators_answer_and_sanction():
    post = published()
    made = trust.report(by=UserFactory(), thing=post, reason="false")

    with pytest.raises(Forbidden):
        trust.answer_report(report=made, by=post.giver, answer="no")
    with pytest.raises(Forbidden):
        trust.sanction(user=made.reporter, kind="warn", by=post.giver, reason="no")


def test_a_suspension_stops_a_person_and_its_end_gives_everything_back(moderator):
    post = published()
    by_herself = published(giver=post.giver, state="paused")

    made = trust.sanction(user=post.giver, kind="suspend", by=moderator, reason="要求訂金")
    post.giver.refresh_from_db()
    stopped = post.giver.is_suspended, state_of(post)
    with pytest.raises(Forbidden) as refused:
        posts.resume(post=post, by=post.giver)
    trust.lift(sanction=made, by=moderator)
    post.giver.refresh_from_db()

    assert (*stopped, refused.value.code) == (True, Post.State.PAUSED, "suspended")
    assert (post.giver.is_suspended, state_of(post), state_of(by_herself)) == (False, "published", "paused")
    assert told(post.giver).count("sanctioned") == 2


def test_lifting_one_of_two_suspensions_leaves_the_other_running(moderator):
    post, now = published(), timezone.now()
    short, long = (
        trust.sanction(user=post.giver, kind="suspend", by=moderator, reason="x", until=now + timedelta(days=days))
        for days in (3, 30)
    )

    trust.lift(sanction=long, by=moderator)
    post.giver.refresh_from_db()
    after_one = post.giver.suspended_until, state_of(post)
    trust.lift(sanction=short, by=moderator)
    post.giver.refresh_from_db()

    assert after_one == (short.until, Post.State.PAUSED)
    assert (post.giver.is_suspended, state_of(post)) == (False, "published")


def test_one_that_is_over_but_not_yet_swept_does_not_hold_the_other(moderator):
    post, now = published(), timezone.now()
    over, running = (
        trust.sanction(user=post.giver, kind="suspend", by=moderator, reason="x", until=now + timedelta(days=days))
        for days in (3, 30)
    )
    Sanction.objects.filter(pk=over.pk).update(until=now - timedelta(minutes=1))

    trust.lift(sanction=running, by=moderator)

    post.giver.refresh_from_db()
    assert (post.giver.is_suspended, state_of(post)) == (False, "published")


def test_giving_a_person_back_ends_all_her_suspensions(moderator):
    post = published()
    for _ in range(2):
        trust.sanction(user=post.giver, kind="suspend", by=moderator, reason="x")

    trust.lift_suspensions(user=post.giver, by=moderator)

    post.giver.refresh_from_db()
    assert (post.giver.is_suspended, state_of(post)) == (False, "published")


def test_a_suspension_with_an_end_ends_by_itself(moderator):
    post = published()
    until = timezone.now() + timedelta(days=3)
    trust.sanction(user=post.giver, kind="suspend", by=moderator, reason="要求訂金", until=until)

    counts = [trust.end_suspensions(until + timedelta(minutes=minutes)) for minutes in (-1, 1, 2)]

    assert (counts, state_of(post)) == ([0, 1, 0], "published")


def test_hiding_takes_a_post_down_and_an_upheld_appeal_brings_it_back(moderator):
    post = published()
    trust.sanction(user=post.giver, kind="hide", by=moderator, reason="照片是別人的", post=post)
    hidden = state_of(post)
    post.refresh_from_db()
    appeal = trust.appeal(by=post.giver, thing=post, words="照片是我拍的")

    trust.answer_appeal(appeal=appeal, by=moderator, is_upheld=True)

    assert (hidden, state_of(post)) == ("removed", "published")
    assert told(post.giver)[-1] == "report_answered"


def test_an_appeal_that_is_not_upheld_changes_nothing(moderator):
    user = UserFactory()
    made = trust.sanction(user=user, kind="warn", by=moderator, reason="請注意用詞")
    appeal = trust.appeal(by=user, thing=made, words="我沒有")

    trust.answer_appeal(appeal=appeal, by=moderator, is_upheld=False)

    assert Sanction.objects.get().lifted_at is None


def test_nobody_appeals_for_another(moderator):
    made = trust.sanction(user=UserFactory(), kind="warn", by=moderator, reason="請注意用詞")

    with pytest.raises(Forbidden):
        trust.appeal(by=UserFactory(), thing=made, words="我來說")
