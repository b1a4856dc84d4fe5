"""The queue of posts, the item, and what a moderator decides there."""

import pytest
import time_machine
from django.utils import timezone

from accounts.models import AuditEntry
from adoption.models import Post
from adoption.selectors import moderation
from adoption.services import posts_review
from notifications.models import Notification
from tests.adoption.admin.conftest import browser_of, make_moderator, said
from tests.adoption.scenes import published, state_of, told
from tests.factories.adoption import PhotoFactory, PostFactory

pytestmark = pytest.mark.django_db

LIST = "/admin/adoption/post/"


def handed_in(note="", at=None, **fields):
    """A post that waits for a moderator."""
    post = published(state="in_review", published_at=None, **fields)
    post.events.create(actor=post.giver, from_state="draft", to_state="in_review", note=note, at=at or timezone.now())
    return post


def decide(client, post, decision, **words):
    return client.post(f"{LIST}{post.pk}/decide/{decision}/", words)


def audited(action):
    entry = AuditEntry.objects.get(action=action)
    return entry.actor, entry.ref


def shown(client, query=""):
    return [row.name for row in client.get(f"{LIST}{query}").context["cl"].result_list]


def test_the_queue_goes_by_risk_and_then_by_age(desk):
    now = timezone.now()
    handed_in(name="新的", at=now)
    handed_in(name="舊的", at=now - timezone.timedelta(hours=5))
    handed_in(name="可疑的", note="money, photo", at=now)
    published(name="架上的")

    assert shown(desk) == ["可疑的", "舊的", "新的"]
    assert sorted(shown(desk, "?queue=all")) == ["可疑的", "新的", "架上的", "舊的"]


def test_a_flag_on_the_shelf_queues_the_post_until_somebody_looks(desk):
    post = published(name="改過的")
    post.events.create(from_state="published", to_state="published", note="flag: money")
    before = shown(desk)

    decide(desk, post, "clear", seen_rev=post.rev)

    assert (before, shown(desk), state_of(post)) == (["改過的"], [], "published")
    post.events.create(from_state="published", to_state="published", note="flag: photo")
    assert [moderation.flags_of(row) for row in moderation.waiting()] == [["photo"]]


def test_approving_puts_the_post_on_the_list_and_on_record(desk, moderator):
    post = handed_in()

    answer = decide(desk, post, "approve", seen_rev=post.rev)

    assert (answer.status_code, answer["Location"]) == (302, LIST)
    assert (state_of(post), told(post.giver)) == ("published", ["post_published"])
    assert audited("post.approve") == (moderator, f"adoption.post:{post.pk}")


def test_what_changed_meanwhile_is_not_approved_unseen(desk):
    post = handed_in()
    Post.objects.filter(pk=post.pk).update(rev=post.rev + 1, story="先匯款")

    answer = decide(desk, post, "approve", seen_rev=post.rev)

    assert answer["Location"] == f"{LIST}{post.pk}/change/"
    assert (state_of(post), len(said(answer)), told(post.giver)) == ("in_review", 1, [])


@pytest.mark.parametrize("state", ["draft", "paused", "reserved", "withdrawn"])
def test_only_what_waits_is_approved(desk, state):
    post = published(state=state)

    decide(desk, post, "approve", seen_rev=post.rev)

    assert state_of(post) == state


def test_returning_tells_the_giver_in_her_language_what_to_mend(desk):
    post = handed_in()
    type(post.giver).objects.filter(pk=post.giver.pk).update(language="en")
    desk.cookies["pb_lang"] = "zh-hant"

    decide(desk, post, "return", sentence="photos", words="第二張太暗", seen_rev=post.rev)

    event = post.events.last()
    assert (state_of(post), told(post.giver)) == ("draft", ["post_returned"])
    assert event.note == "Please add a photo that shows the animal clearly, taken by yourself.\n第二張太暗"


@pytest.mark.parametrize("decision", ["return", "remove"])
def test_without_a_sentence_nothing_happens_and_nothing_typed_is_lost(desk, decision):
    post = handed_in()

    answer = decide(desk, post, decision, sentence="", words="   ", seen_rev=post.rev)

    assert (answer.status_code, state_of(post)) == (400, "in_review")
    assert answer.context["form"].errors == {"__all__": ["寫下原因，送養人會看到這句話。"]}


def test_opening_a_decision_changes_nothing(desk):
    post = handed_in()

    answers = {desk.get(f"{LIST}{post.pk}/decide/{one}/").status_code for one in ("approve", "return", "remove")}

    assert (answers, state_of(post), AuditEntry.objects.filter(action__startswith="post.").count()) == (
        {200},
        "in_review",
        0,
    )


def test_a_removal_says_why_and_is_undone_for_ten_minutes(desk):
    post = published()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        decide(desk, post, "remove", sentence="stolen", words="")
        removed = state_of(post), told(post.giver)[-1]
        clock.shift(9 * 60)
        decide(desk, post, "undo")

    assert (removed, state_of(post)) == (("removed", "post_removed"), "published")
    assert Notification.objects.get(kind="post_removed").data == {"reason": "照片或文字屬於別人。"}
    assert AuditEntry.objects.filter(action__in=["post.remove", "post.restore"]).count() == 2


def test_after_ten_minutes_only_an_appeal_helps(desk):
    post = published()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        decide(desk, post, "remove", sentence="stolen", words="")
        clock.shift(11 * 60)
        answer = decide(desk, post, "undo")

    assert (state_of(post), len(said(answer))) == ("removed", 1)


def test_whoever_comes_second_reads_who_decided(desk):
    post, other = handed_in(), make_moderator("阿德")
    browser_of(other).get(f"{LIST}{post.pk}/change/")

    page = desk.get(f"{LIST}{post.pk}/change/")
    posts_review.approve(post=post, by=other)
    answer = decide(desk, post, "approve", seen_rev=Post.objects.get(pk=post.pk).rev)

    assert page.context["somebody"][0] == "阿德"
    assert "可能正在處理" in page.content.decode()
    assert "阿德" in said(answer)[0]
    assert AuditEntry.objects.filter(action="post.approve").count() == 1


def test_nobody_decides_about_her_own_post(desk, moderator):
    post = handed_in(giver=moderator)

    answer = decide(desk, post, "approve", seen_rev=post.rev)

    assert (state_of(post), len(said(answer))) == ("in_review", 1)


def test_many_at_once_are_each_asked_again(desk, moderator):
    fine, own, gone = handed_in(), handed_in(giver=moderator), published(state="withdrawn")
    chosen = {"action": "approve_chosen", "_selected_action": [fine.pk, own.pk, gone.pk]}

    answer = desk.post(f"{LIST}?queue=all", chosen)

    assert [state_of(post) for post in (fine, own, gone)] == ["published", "in_review", "withdrawn"]
    assert len(said(answer)) == 3
    assert AuditEntry.objects.filter(action="post.approve").count() == 1


def test_the_item_shows_photos_and_whoever_used_them_before(desk):
    post, other = handed_in(), published(name="原來的")
    for photo in (PhotoFactory(post=post), PhotoFactory(post=other)):
        type(photo).objects.filter(pk=photo.pk).update(phash="00ff00ff00ff00ff")

    context = desk.get(f"{LIST}{post.pk}/change/").context

    assert len(context["photos"]) == 1
    assert [entry["post"] for entry in context["similar"]] == [other]
    assert [str(flag) for flag in context["flags"]] == ["和別的貼文同一張照片"]


def test_an_empty_queue_is_a_break(desk):
    PostFactory()

    assert "沒有待審，喝口水。" in desk.get(LIST).content.decode()


def test_people_who_may_not_decide_are_refused(desk, moderator):
    post = handed_in()
    moderator.groups.clear()

    assert decide(desk, post, "approve", seen_rev=post.rev).status_code == 403
    assert state_of(post) == "in_review"
