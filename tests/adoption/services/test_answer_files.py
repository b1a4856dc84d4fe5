"""A photo that turns out broken after it was sent: she is asked for another, and nothing but that file changes."""

import copy

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import FileRemoval, User
from adoption.models import Application, Post
from adoption.services import answer_files, applications, decisions
from forms_builder.models import Submission, Upload
from forms_builder.services import submissions, unreadable_files, uploads
from forms_builder.services.replacements import AlreadyReplaced
from forms_builder.tasks.uploads import render_upload
from notifications import kinds
from notifications.models import Mail, Notification
from petbuddy import pipeline, storage
from petbuddy.errors import Conflict, DomainError, Forbidden, Invalid, Missing
from tests.adoption.scenes import ANSWERS, liker, published, told
from tests.factories.accounts import UserFactory
from tests.factories.forms import DEFINITION, FormFactory, UploadFactory
from tests.petbuddy.pictures import photo
from tests.races import at_once, outcomes

pytestmark = pytest.mark.django_db


def whole(name="b.jpg", **options):
    return SimpleUploadedFile(name, photo(**options), "image/jpeg")


def cut(name="a.jpg"):
    return SimpleUploadedFile(name, photo()[: len(photo()) // 3], "image/jpeg")


def sent_with(*files, post=None, rendered=True):
    """(application, its uploads): sent at once with these files, before the worker looked at any."""
    post = post or published()
    person = liker(post)
    application = applications.start(post=post, by=person)
    version = application.submission.version
    kept = [uploads.accept(version=version, question_id="q_pics", owner=person, file=file) for file in files]
    changes = {**ANSWERS, "q_pics": [str(one.uid) for one in kept]}
    applications.save_answers(application=application, by=person, client="tab", seq=1, changes=changes)
    application = applications.submit(application=application, by=person)
    for one in kept if rendered else ():
        render_upload(one.pk)
        one.refresh_from_db()
    return fresh(application), kept


def fresh(application):
    return Application.objects.select_related("post", "submission__version").get(pk=application.pk)


def replace(application, upload, file=None, by=None):
    by = by or application.applicant
    application = fresh(application)
    rejected = answer_files.to_replace(application=application, uid=upload.uid, by=by)
    return answer_files.replace(application=application, rejected=rejected, by=by, file=file or whole())


def answers_of(application):
    return Submission.objects.get(pk=application.submission_id).answers


# -- She is asked ------------------------------------------------------------------------------------------------------
def test_she_is_told_once_in_the_page_and_by_mail_that_it_could_not_be_read():
    application, [broken] = sent_with(cut())

    render_upload(broken.pk)
    unreadable_files.ask_left()

    assert (broken.state, broken.reason, broken.asked_again_at is None) == ("rejected", "corrupt", False)
    assert told(application.applicant) == ["application_sent", "file_unreadable"]
    assert Mail.objects.filter(kind="file_unreadable").count() == 1
    shown = kinds.render(Notification.objects.get(kind="file_unreadable"))
    assert shown["url"] == f"/me/applications/{application.uid}/#files"
    assert told(application.post.giver) == ["application_submitted"]


def test_several_that_break_are_one_notice_and_a_new_one_comes_only_after_she_sent_another():
    application, [first, second] = sent_with(cut(), cut("second.jpg"))
    assert told(application.applicant).count("file_unreadable") == 1

    render_upload(replace(application, first, cut("again.jpg")).pk)

    assert told(application.applicant).count("file_unreadable") == 2
    assert len(unreadable_files.of(application.submission)) == 2
    assert second.asked_again_at is not None


def test_a_readable_file_asks_for_nothing():
    application, [kept] = sent_with(whole())

    assert (kept.state, unreadable_files.ask_left(), told(application.applicant)) == ("ready", 0, ["application_sent"])


def test_the_sweep_asks_where_the_worker_died_after_its_verdict():
    application, [broken] = sent_with(cut(), rendered=False)
    pipeline.process(Upload, broken.pk, private=True)
    assert "file_unreadable" not in told(application.applicant)

    counts = [unreadable_files.ask_left(), unreadable_files.ask_left()]

    assert (counts, told(application.applicant)[-1]) == ([1, 0], "file_unreadable")


def test_a_file_given_up_after_its_last_try_is_asked_for_again(monkeypatch):
    application, [lost] = sent_with(whole(), rendered=False)
    Upload.objects.filter(pk=lost.pk).update(attempts=pipeline.MAX_ATTEMPTS - 1)

    def away(_store, _key):
        raise storage.StorageUnavailable

    with monkeypatch.context() as broken:
        broken.setattr(storage, "read_bytes", away)
        render_upload(lost.pk)

    lost.refresh_from_db()
    assert (lost.state, lost.reason) == ("rejected", "failed")
    assert told(application.applicant)[-1] == "file_unreadable"


def test_a_draft_is_not_written_to_she_sees_it_on_the_page():
    post = published()
    person = liker(post)
    application = applications.start(post=post, by=person)
    broken = uploads.accept(version=application.submission.version, question_id="q_pics", owner=person, file=cut())
    render_upload(broken.pk)

    assert (unreadable_files.ask_left(), told(person)) == (0, [])


@pytest.mark.parametrize("end", [decisions.withdraw, None], ids=["withdrawn", "declined"])
def test_nobody_is_asked_about_an_application_that_has_ended(end):
    application, [broken] = sent_with(cut(), rendered=False)
    if end:
        end(application=application, by=application.applicant)
    else:
        applications.decline(application=application, by=application.post.giver, reason="home")

    render_upload(broken.pk)

    assert (unreadable_files.ask_left(), "file_unreadable" in told(application.applicant)) == (0, False)


def test_looking_for_those_who_were_not_asked_costs_the_same_for_one_and_for_three():
    def queries():
        with CaptureQueriesContext(connection) as found:
            unreadable_files.ask_left()
        return len(found)

    post = published()
    sent_with(cut(), post=post)
    one = queries()
    sent_with(cut(), post=post)
    sent_with(cut(), post=post)

    assert queries() == one


# -- Another file ------------------------------------------------------------------------------------------------------
def test_another_takes_the_place_of_exactly_that_file():
    application, [before, broken, after] = sent_with(whole("1.jpg"), cut(), whole("3.jpg", width=300))

    kept = replace(application, broken)

    assert answers_of(application) == {**ANSWERS, "q_pics": [str(before.uid), str(kept.uid), str(after.uid)]}
    assert (kept.submission_id, kept.question_id, kept.state) == (application.submission_id, "q_pics", "pending")
    render_upload(kept.pk)
    kept.refresh_from_db()
    assert (kept.state, unreadable_files.of(application.submission)) == ("ready", [])


def test_it_stands_on_the_timeline_and_the_giver_learns_which_question():
    application, [broken] = sent_with(cut())

    replace(application, broken)

    event = application.events.get(to_state="file_replaced")
    assert (event.actor, event.from_state, event.note) == (application.applicant, "submitted", "q_pics")
    assert fresh(application).state == "submitted"


def test_the_note_of_the_timeline_is_no_word_of_the_giver():
    application, [broken] = sent_with(cut())
    replace(application, broken)
    row = Notification(kind="application_declined", recipient=application.applicant)
    row.about = fresh(application)

    assert "q_pics" not in str(kinds.render(row))


def test_twice_the_same_file_is_once_and_another_one_is_refused():
    application, [broken] = sent_with(cut())

    first, again = replace(application, broken), replace(application, broken)
    with pytest.raises(AlreadyReplaced):
        replace(application, broken, whole("c.jpg", width=500))

    assert (again.pk, application.events.filter(to_state="file_replaced").count()) == (first.pk, 1)
    assert Upload.objects.filter(replaces=broken).count() == 1
    assert FileRemoval.objects.count() == 2  # what was put aside and has no row


def test_one_that_can_not_be_read_either_is_replaced_in_its_turn():
    application, [broken] = sent_with(cut())
    second = replace(application, broken, cut("again.jpg"))
    render_upload(second.pk)

    third = replace(application, second)

    assert answers_of(application)["q_pics"] == [str(third.uid)]


@pytest.mark.parametrize("state", ["under_review", "shortlisted", "reserved"])
def test_it_is_possible_until_the_application_is_decided(state):
    application, [broken] = sent_with(cut())
    Application.objects.filter(pk=application.pk).update(state=state)

    assert replace(application, broken).replaces == broken


@pytest.mark.parametrize("state", ["declined", "withdrawn", "closed", "adopted"])
def test_not_afterwards(state):
    application, [broken] = sent_with(cut())
    Application.objects.filter(pk=application.pk).update(state=state)

    with pytest.raises(Conflict) as refusal:
        replace(application, broken)

    assert (refusal.value.code, answers_of(application)["q_pics"]) == ("not_open", [str(broken.uid)])


def test_not_on_a_post_that_a_moderator_took_down():
    application, [broken] = sent_with(cut())
    Post.objects.filter(pk=application.post_id).update(state="removed")

    with pytest.raises(Conflict):
        replace(application, broken)


def test_not_once_the_answers_are_withheld_or_gone():
    application, [broken] = sent_with(cut())
    submissions.withhold(submission=application.submission)

    with pytest.raises(Missing):
        replace(application, broken)


def test_what_was_refused_in_the_last_moment_leaves_no_file_behind():
    application, [broken] = sent_with(cut())
    Submission.objects.filter(pk=application.submission_id).update(purged_at=timezone.now())

    with pytest.raises(Missing):
        replace(application, broken)

    assert (FileRemoval.objects.count(), Upload.objects.count()) == (1, 1)


@pytest.mark.parametrize("who", ["giver", "stranger", "suspended"])
def test_only_she_herself_and_only_while_she_may_act(who):
    application, [broken] = sent_with(cut())
    User.objects.filter(pk=application.applicant_id).update(suspended_until="2999-01-01T00:00+00:00")
    people = {
        "giver": application.post.giver,
        "stranger": UserFactory(),
        "suspended": User.objects.get(pk=application.applicant_id),
    }

    with pytest.raises(Forbidden):
        replace(application, broken, by=people[who])


def test_a_file_of_other_answers_or_one_that_is_fine_is_not_there():
    application, [fine] = sent_with(whole())
    _other, [foreign] = sent_with(cut())

    for upload in (fine, foreign, UploadFactory(state="rejected")):
        with pytest.raises(Missing):
            replace(application, upload)


@pytest.mark.parametrize(
    ("name", "content"),
    [("empty.jpg", b""), ("page.html", b"<html>"), ("letter.pdf", b"%PDF-1.4 ...")],
)
def test_the_same_kinds_are_taken_as_the_first_time(name, content):
    application, [broken] = sent_with(cut())

    with pytest.raises(DomainError):
        replace(application, broken, SimpleUploadedFile(name, content))

    assert answers_of(application)["q_pics"] == [str(broken.uid)]


def test_the_questions_own_limit_holds_too():
    draft = copy.deepcopy(DEFINITION)
    draft["pages"][0]["items"][2]["max_mb"] = 1
    giver = UserFactory()
    application, [broken] = sent_with(cut(), post=published(giver=giver, form=FormFactory(owner=giver, draft=draft)))

    with pytest.raises(Invalid) as refusal:
        replace(application, broken, SimpleUploadedFile("big.jpg", photo() + b"\0" * 1024 * 1024))

    assert list(refusal.value.errors) == ["file"]


def test_a_required_photo_that_never_comes_back_blocks_nothing():
    application, [broken] = sent_with(cut())
    giver = application.post.giver

    applications.shortlist(application=application, by=giver)
    applications.invite(application=application, by=giver)

    assert (fresh(application).state, broken.state) == ("shortlisted", "rejected")


@pytest.mark.mariadb
@pytest.mark.django_db(transaction=True)
def test_two_taps_at_once_are_one_file():
    application, [broken] = sent_with(cut())

    results = at_once(*[lambda: replace(application, broken)] * 2)

    assert outcomes(results) == {"Upload": 2}
    assert len({result.pk for result in results}) == 1
    assert Upload.objects.filter(submission=application.submission).count() == 2


@pytest.mark.mariadb
@pytest.mark.django_db(transaction=True)
def test_worker_and_sweep_at_once_tell_her_once():
    application, [broken] = sent_with(cut(), rendered=False)
    pipeline.process(Upload, broken.pk, private=True)

    results = at_once(*[lambda: unreadable_files.ask(submission_id=application.submission_id)] * 3)

    assert (sorted(results), told(application.applicant).count("file_unreadable")) == ([0, 0, 1], 1)
