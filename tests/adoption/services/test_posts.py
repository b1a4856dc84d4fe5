"""A giver's post: what it needs to be shown, who may move it, and what each step leaves behind."""

from datetime import timedelta

import pytest
from django.utils import timezone

from adoption.models import Post, PostEvent
from adoption.permissions import posts_visible_to
from adoption.services import likes, post_editor, post_endings, posts, posts_review
from notifications.models import Mail, Notification
from petbuddy.errors import Forbidden, Invalid, Missing
from tests.factories.accounts import UserFactory
from tests.factories.adoption import ApplicationFactory, LikeFactory, PhotoFactory, PostFactory, district
from tests.factories.forms import FormFactory

pytestmark = pytest.mark.django_db


def moderator():
    return UserFactory(superuser=True)


def complete_draft(**fields):
    post = PostFactory(**fields)
    PhotoFactory(post=post, is_cover=True)
    return post


def states(post):
    return list(post.events.values_list("from_state", "to_state"))


def test_an_empty_draft_names_everything_that_is_missing():
    giver = UserFactory()
    post = posts.create(giver=giver)

    with pytest.raises(Invalid) as refusal:
        posts.publish(post=post, by=giver)

    assert set(refusal.value.errors) == {"name", "species", "district", "photos", "story"}
    assert Post.objects.get().state == "draft"


def test_drafting_needs_a_verified_address():
    with pytest.raises(Forbidden):
        posts.create(giver=UserFactory(unverified=True), name="橘子")

    assert Post.objects.count() == 0


def test_the_first_post_of_an_account_passes_a_moderator():
    post = complete_draft()

    posts.publish(post=post, by=post.giver)
    waiting = Post.objects.get(pk=post.pk)
    posts_review.approve(post=waiting, by=moderator())

    assert states(post) == [("draft", "in_review"), ("in_review", "published")]
    assert Notification.objects.get().kind == "post_published"
    assert list(post.giver.groups.values_list("name", flat=True)) == ["Givers"]


def test_a_later_post_goes_straight_to_the_shelf():
    earlier = PostFactory(published=True)
    post = complete_draft(giver=earlier.giver)

    posts.publish(post=post, by=post.giver)

    post.refresh_from_db()
    assert (post.state, post.is_listed, post.confirmed_at is not None) == ("published", True, True)


@pytest.mark.parametrize(("rule", "state"), [("all", "in_review"), ("none", "published")])
def test_the_setting_decides_who_is_reviewed(settings, rule, state):
    settings.REVIEW_BEFORE_PUBLICATION = rule
    giver = PostFactory(published=True).giver if rule == "all" else UserFactory()
    post = complete_draft(giver=giver)

    assert posts.publish(post=post, by=giver).state == state


@pytest.mark.parametrize("words", ["請先付訂金 500", "運 費 自付", "ask for a DEPOSIT"])
def test_words_of_money_bring_a_moderator(words):
    earlier = PostFactory(published=True)
    post = complete_draft(giver=earlier.giver, story=words)

    published = posts.publish(post=post, by=post.giver)

    assert (published.state, published.events.last().note) == ("in_review", "money")


def test_a_photo_of_somebody_elses_post_brings_a_moderator():
    PhotoFactory(phash="ff00ff00ff00ff00")
    earlier = PostFactory(published=True)
    post = complete_draft(giver=earlier.giver)
    post.photos.update(phash="ff00ff00ff00ff00")

    published = posts.publish(post=post, by=post.giver)

    assert (published.state, published.events.last().note) == ("in_review", "photo")


def test_publishing_brings_the_template_for_the_species(settings):
    settings.REVIEW_BEFORE_PUBLICATION = "none"
    post = complete_draft(species="dog")

    posts.publish(post=post, by=post.giver)

    post.refresh_from_db()
    assert post.form.owner == post.giver
    assert post.form.live_version.number == 1
    assert post.form.title == "狗狗認養申請表"


def test_the_next_pet_uses_the_form_of_the_last_one(settings):
    settings.REVIEW_BEFORE_PUBLICATION = "none"
    earlier = PostFactory(published=True, species="cat")
    post = complete_draft(giver=earlier.giver, species="cat")

    posts.publish(post=post, by=post.giver)

    post.refresh_from_db()
    assert post.form == earlier.form


def test_the_form_of_another_is_not_to_be_had():
    post = PostFactory()
    stolen = FormFactory()

    with pytest.raises(Missing):
        posts.edit(post=post, by=post.giver, changes={"form": stolen})


def test_a_shared_form_is_copied():
    from forms_builder.permissions import grant

    post = PostFactory()
    lent = FormFactory()
    grant(form=lent, user=post.giver, rights=["edit_form"])

    edited = posts.edit(post=post, by=post.giver, changes={"form": lent})

    assert edited.form.owner == post.giver
    assert edited.form != lent
    assert edited.form.live_version is not None


def test_a_published_post_must_stay_complete():
    post = complete_draft(published=True)

    with pytest.raises(Invalid) as refusal:
        posts.edit(post=post, by=post.giver, changes={"story": " "})

    assert set(refusal.value.errors) == {"story"}


def test_an_edit_follows_the_district_and_raises_the_revision():
    post = complete_draft(published=True)
    taichung = district("txg-400")

    posts.edit(post=post, by=post.giver, changes={"district": taichung, "born_on": timezone.localdate()})

    post.refresh_from_db()
    assert (post.county_code, post.age_group, post.rev) == ("txg", "baby", 2)


def test_money_words_in_a_later_edit_flag_but_do_not_hide():
    post = complete_draft(published=True)

    posts.edit(post=post, by=post.giver, changes={"story": "先匯款再看貓"})

    post.refresh_from_db()
    assert (post.state, post.events.last().note) == ("published", "flag: money")


@pytest.mark.parametrize("field", ["state", "giver", "like_count", "uid", "published_at"])
def test_what_is_not_a_fact_cannot_be_written(field):
    post = PostFactory()

    with pytest.raises(Invalid) as refusal:
        posts.edit(post=post, by=post.giver, changes={field: "x"})

    assert set(refusal.value.errors) == {field}


def test_a_stranger_sees_but_may_not_touch():
    post = complete_draft(published=True)

    with pytest.raises(Forbidden):
        posts.pause(post=post, by=UserFactory())


def test_a_stranger_may_not_know_of_a_draft():
    with pytest.raises(Missing):
        posts.publish(post=PostFactory(), by=UserFactory())


def test_pause_and_resume():
    post = complete_draft(published=True)

    posts.pause(post=post, by=post.giver)
    resumed = posts.resume(post=post, by=post.giver)

    assert resumed.state == "published"
    assert states(post) == [("published", "paused"), ("paused", "published")]


@pytest.mark.parametrize(
    ("state", "act"),
    [
        ("draft", posts.pause),
        ("published", posts.resume),
        ("adopted", posts.pause),
        ("published", posts.publish),
        ("adopted", posts.confirm),
        ("published", posts.reopen),
    ],
)
def test_a_step_that_does_not_lead_on_is_refused(state, act):
    post = complete_draft(published=True)
    Post.objects.filter(pk=post.pk).update(state=state)

    with pytest.raises(posts.StateChanged):
        act(post=post, by=post.giver)

    assert Post.objects.get(pk=post.pk).state == state


def test_whoever_moves_second_is_told():
    post = complete_draft(published=True)
    stale = Post.objects.get(pk=post.pk)
    posts.move(post=post, to="reserved", by=post.giver)

    with pytest.raises(posts.StateChanged):
        posts.move(post=stale, to="paused", by=post.giver)

    assert PostEvent.objects.filter(post=post).count() == 1


def test_a_shelter_animal_is_only_shown_or_gone():
    post = PostFactory(shelter=True)

    with pytest.raises(posts.StateChanged):
        posts.move(post=post, to="paused", by=None)

    assert posts.move(post=post, to="withdrawn", by=None).state == "withdrawn"


def test_withdrawing_closes_what_was_sent_and_can_be_taken_up_again():
    post = complete_draft(published=True)
    application = ApplicationFactory(post=post, submitted=True)

    post_endings.withdraw(post=post, by=post.giver)
    application.refresh_from_db()
    reopened = posts.reopen(post=post, by=post.giver)

    assert (application.state, application.closed_reason) == ("closed", "post_withdrawn")
    assert reopened.state == "draft"


def test_made_private_likers_lose_sight_and_applicants_stay():
    post = complete_draft(published=True)
    sent = ApplicationFactory(post=post, submitted=True)
    draft = ApplicationFactory(post=post)
    liker = LikeFactory(post=post).adopter

    private = post_endings.set_visibility(post=post, visibility="private", by=post.giver)

    draft.refresh_from_db()
    assert draft.state == "closed"
    assert sent.applicant.has_perm("adoption.view_post", private)
    assert not liker.has_perm("adoption.view_post", private)


@pytest.mark.parametrize("end", ["closed with it", "thrown away before"])
def test_made_private_whoever_never_sent_her_draft_loses_sight_of_the_post(end):
    post = complete_draft(published=True)
    reader = UserFactory()
    likes.like(post=post, by=reader)
    ApplicationFactory(post=post, applicant=reader)
    if end == "thrown away before":
        likes.unlike(post=post, by=reader)

    private = post_endings.set_visibility(post=post, visibility="private", by=post.giver)

    assert not reader.has_perm("adoption.view_post", private)
    assert list(posts_visible_to(reader)) == []


def test_who_likes_a_pet_hears_when_it_changes_but_an_applicant_only_once():
    post = complete_draft(published=True)
    liker = LikeFactory(post=post).adopter
    applicant = ApplicationFactory(post=post, submitted=True).applicant
    LikeFactory(post=post, adopter=applicant)

    posts.move(post=post, to="reserved", by=post.giver)

    told = Notification.objects.filter(kind="liked_post_changed")
    assert [notice.recipient for notice in told] == [liker]
    assert Mail.objects.get(recipient=liker).kind == "liked_post_changed"


def test_sent_back_with_the_sentence_to_mend():
    post = complete_draft()
    posts.publish(post=post, by=post.giver)

    returned = posts_review.send_back(post=post, by=moderator(), note="「急送」改成牠的日常")

    assert returned.state == "draft"
    assert returned.events.last().note == "「急送」改成牠的日常"
    assert Notification.objects.get().data == {"note": "「急送」改成牠的日常"}


def test_sending_back_needs_words():
    post = complete_draft()
    posts.publish(post=post, by=post.giver)

    with pytest.raises(Invalid):
        posts_review.send_back(post=post, by=moderator(), note=" ")


def test_removed_and_restored_to_where_it_was():
    post = complete_draft(reserved=True)
    by = moderator()

    removed = posts_review.remove(post=post, by=by, reason="盜圖")
    state_between = removed.state
    restored = posts_review.restore(post=removed, by=by)

    assert (state_between, restored.state, restored.removed_from) == ("removed", "reserved", "")


def test_a_giver_cannot_review():
    post = complete_draft()
    posts.publish(post=post, by=post.giver)

    with pytest.raises(Forbidden):
        posts_review.approve(post=post, by=post.giver)


def test_removed_for_14_days_the_applications_close():
    post = complete_draft(published=True)
    application = ApplicationFactory(post=post, submitted=True)
    posts_review.remove(post=post, by=moderator(), reason="盜圖")

    early = posts_review.close_removed(timezone.now() + timedelta(days=13))
    late = posts_review.close_removed(timezone.now() + timedelta(days=15))

    application.refresh_from_db()
    assert (early, late) == (0, 1)
    assert (application.state, application.closed_reason) == ("closed", "post_removed")


def test_only_a_draft_is_deleted():
    draft, shown = PostFactory(), complete_draft(published=True)
    PhotoFactory(post=draft)

    posts.delete(post=draft, by=draft.giver)
    with pytest.raises(posts.StateChanged):
        posts.delete(post=shown, by=shown.giver)

    assert list(Post.objects.all()) == [shown]


def test_a_suspended_giver_may_only_read():
    post = complete_draft(published=True)
    post.giver.suspended_until = timezone.now() + timedelta(days=1)
    post.giver.save()

    with pytest.raises(Forbidden):
        posts.pause(post=post, by=post.giver)


def test_a_post_that_was_flagged_by_its_conditions():
    post = complete_draft(giver=PostFactory(published=True).giver)
    posts.edit(post=post, by=post.giver, changes={"conditions": [{"key": "family"}, {"text": "要先匯款"}]})

    published = posts.publish(post=post, by=post.giver)

    assert published.state == "in_review"
    assert [each["key"] for each in published.conditions] == ["family", ""]


def test_likes_do_not_raise_the_revision():
    post = complete_draft(published=True)

    likes.like(post=post, by=UserFactory())

    post.refresh_from_db()
    assert (post.like_count, post.rev) == (1, 1)


def test_what_is_written_and_who_may_see_it_change_together_or_not_at_all():
    post = complete_draft(published=True, name="橘子")

    with pytest.raises(Invalid):
        post_editor.save(post=post, by=post.giver, changes={"name": "住在木柵的橘子"}, visibility="nobody")

    assert Post.objects.get().name == "橘子"
