"""Reports, sanctions and appeals at the desk."""

import uuid

import pytest

from accounts.models import AuditEntry, User
from adoption.models import Sanction
from adoption.services import conversations, photos, posts_review, trust
from tests.adoption.admin.conftest import said
from tests.adoption.scenes import applied, published, state_of, told
from tests.factories.accounts import UserFactory
from tests.factories.adoption import PhotoFactory, PostFactory

pytestmark = pytest.mark.django_db


def report_of(thing, by=None):
    return trust.report(by=by or UserFactory(), thing=thing, reason="money", words="要我先付運費")


def decide(client, row, decision, **words):
    return client.post(f"/admin/adoption/{row._meta.model_name}/{row.pk}/decide/{decision}/", words)


def actions():
    return set(AuditEntry.objects.values_list("action", flat=True))


def test_what_many_report_stands_first(desk):
    report_of(published())
    post = published()
    for _ in range(2):
        report_of(post)

    rows = desk.get("/admin/adoption/report/").context["cl"].result_list

    assert [row.alike for row in rows] == [2, 2, 1]


def test_the_report_shows_what_was_seen_not_what_is(desk):
    post = published(story="只要運費兩千")
    made = report_of(post)
    type(post).objects.filter(pk=post.pk).update(story="改過了")

    page = desk.get(f"/admin/adoption/report/{made.pk}/change/").content.decode()

    assert ("只要運費兩千" in page, "改過了" in page) == (True, False)


def test_the_report_says_what_became_of_its_photos(desk):
    post = published()
    taken, lost = PhotoFactory(post=post), PhotoFactory(post=post)
    made = report_of(post)
    photos.remove(photo=taken, by=post.giver)
    type(lost).objects.filter(pk=lost.pk).delete()

    page = desk.get(f"/admin/adoption/report/{made.pk}/change/").content.decode()

    assert f"/api/v1/photos/{taken.uid}/480/" in page
    assert page.count("送養人移除") == 1
    assert (page.count("沒有保留了"), f"/api/v1/photos/{lost.uid}/480/" in page) == (1, False)


def test_an_answer_reaches_the_reporter_once(desk, moderator):
    made = report_of(published())

    answers = [decide(desk, made, "answer", answer="已請送養人更正。") for _ in range(2)]

    made.refresh_from_db()
    assert (made.answer, made.answered_by, told(made.reporter)) == ("已請送養人更正。", moderator, ["report_answered"])
    assert [len(said(answer)) for answer in answers] == [1, 1]
    assert AuditEntry.objects.filter(action="report.answered").count() == 1


@pytest.mark.parametrize(("decision", "kind"), [("warn", "warn"), ("hide", "hide"), ("suspend", "suspend")])
def test_a_sanction_hangs_on_the_report_and_is_on_record(desk, moderator, decision, kind):
    post = published()
    made = report_of(post)

    decide(desk, made, decision, reason="要求先付款", days="7")

    sanction = Sanction.objects.get()
    assert (sanction.kind, sanction.user, sanction.by, sanction.report) == (kind, post.giver, moderator, made)
    assert "sanctioned" in told(post.giver)
    assert f"sanction.{kind}" in actions()
    assert (sanction.until is not None) == (kind == "suspend")


def test_a_reported_message_leads_to_its_author(desk):
    talk = applied(published()).conversation
    giver = talk.application.post.giver
    message = conversations.say(conversation=talk, by=giver, text="請先匯款", client_id=uuid.uuid4())
    made = report_of(message, by=talk.application.applicant)

    decide(desk, made, "warn", reason="請不要要求匯款")

    assert Sanction.objects.get().user == giver


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_sanction_needs_a_reason(desk, reason):
    made = report_of(published())

    answer = decide(desk, made, "warn", reason=reason)

    assert (answer.status_code, Sanction.objects.count()) == (400, 0)


def test_a_shelter_has_nobody_to_sanction(desk):
    made = report_of(PostFactory(shelter=True))

    decisions = desk.get(f"/admin/adoption/report/{made.pk}/change/").context["decisions"]

    assert [one["decision"].name for one in decisions] == ["answer"]


def test_lifting_gives_back_what_the_suspension_stopped(desk, operator):
    post = published()
    made = trust.sanction(user=post.giver, kind="suspend", by=operator, reason="要求訂金")
    post.events.create(from_state="paused", to_state="paused", note="flag: money")

    decide(desk, made, "lift", note="誤會")

    assert (state_of(post), User.objects.get(pk=post.giver.pk).is_suspended) == ("published", False)
    assert "sanction.lifted" in actions()


@pytest.mark.parametrize(("decision", "state"), [("uphold", "published"), ("reject", "removed")])
def test_an_appeal_is_upheld_or_not(desk, operator, decision, state):
    post = published()
    posts_review.remove(post=post, by=operator, reason="照片是別人的")
    post.refresh_from_db()
    appeal = trust.appeal(by=post.giver, thing=post, words="照片是我拍的")

    decide(desk, appeal, decision)

    assert (state_of(post), told(post.giver)[-1]) == (state, "report_answered")
    assert "appeal.answered" in actions()


def test_nobody_judges_her_own_case(desk, moderator, operator):
    made = trust.sanction(user=moderator, kind="warn", by=operator, reason="請注意用詞")
    appeal = trust.appeal(by=moderator, thing=made, words="我沒有")

    answers = [decide(desk, made, "lift", note=""), decide(desk, appeal, "uphold")]

    made.refresh_from_db()
    assert (made.lifted_at, [len(said(answer)) for answer in answers]) == (None, [1, 1])
