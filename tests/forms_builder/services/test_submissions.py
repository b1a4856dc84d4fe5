"""Answers: merged while a draft, frozen when sent, and never lost when the form changes or closes."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from forms_builder.evaluation import UnknownQuestions
from forms_builder.models import FormVersion, Upload
from forms_builder.services import submissions, uploads
from forms_builder.services.claims import FileTaken
from forms_builder.services.submissions import AlreadySent, FormClosed, VersionEnded
from petbuddy.errors import Forbidden, Invalid, TooLarge
from tests.factories.accounts import UserFactory
from tests.factories.forms import DEFINITION, FormFactory, FormVersionFactory
from tests.petbuddy.pictures import photo

pytestmark = pytest.mark.django_db
ANSWERS = {"q_day1": "我在家工作", "q_pets": False}


@pytest.fixture
def draft():
    return submissions.start(version=FormFactory().live_version, respondent=UserFactory(), language="zh-hant")


def save(draft, changes, seq=1, client="tab"):
    return submissions.save(submission=draft, client=client, seq=seq, changes=changes, by=draft.respondent)


def submit(draft):
    return submissions.submit(submission=draft, by=draft.respondent)


def add_file(draft, question="q_pics", owner=None):
    file = SimpleUploadedFile("home.jpg", photo(), "image/jpeg")
    return uploads.accept(version=draft.version, question_id=question, owner=owner or draft.respondent, file=file)


def publish(form, definition, grace_days=14):
    """The next version of a form is live, without the editor."""
    version = FormVersionFactory(form=form, definition=definition, grace_days=grace_days)
    form.live_version = version
    form.save(update_fields=["live_version"])
    return version


def test_answers_of_two_devices_merge_and_the_later_arrival_wins(draft):
    save(draft, {"q_day1": "甲", "q_pets": True}, seq=5, client="phone")
    merged = save(draft, {"q_day1": "乙"}, seq=1, client="laptop")

    assert merged.answers == {"q_day1": "乙", "q_pets": True}


def test_only_the_respondent_writes(draft):
    for act in (
        lambda by: submissions.save(submission=draft, client="x", seq=1, changes={}, by=by),
        lambda by: submissions.submit(submission=draft, by=by),
    ):
        with pytest.raises(Forbidden):
            act(UserFactory())


def test_what_was_sent_stays(draft):
    save(draft, ANSWERS)
    submit(draft)

    with pytest.raises(AlreadySent):
        save(draft, {"q_pets": True}, seq=9)
    with pytest.raises(AlreadySent):
        submit(draft)


def test_a_closed_form_hands_the_answers_back(draft):
    save(draft, ANSWERS)
    form = draft.version.form
    form.closed_at = timezone.now()
    form.save()

    with pytest.raises(FormClosed) as refusal:
        submit(draft)

    assert refusal.value.extra["answers"] == ANSWERS


def test_within_its_grace_the_version_before_is_still_sent(draft):
    save(draft, ANSWERS)
    publish(draft.version.form, draft.version.definition)

    assert submit(draft).version.number == 1


def test_past_its_grace_the_answers_are_carried_over_by_id(draft):
    save(draft, ANSWERS)
    changed = {**draft.version.definition, "pages": [{**draft.version.definition["pages"][0]}]}
    changed["pages"][0]["items"] = [item for item in changed["pages"][0]["items"] if item["id"] != "q_pets"]
    live = publish(draft.version.form, changed, grace_days=0)

    with pytest.raises(VersionEnded) as refusal:
        submit(draft)
    moved = submissions.carry_over(submission=draft, by=draft.respondent)

    assert (refusal.value.extra["answers"], refusal.value.extra["dropped"]) == ({"q_day1": "我在家工作"}, ("q_pets",))
    assert (moved.version, moved.answers) == (live, {"q_day1": "我在家工作"})
    assert submit(moved).submitted_at is not None


def test_a_row_with_a_field_that_the_form_lacks_is_refused_at_once_and_does_not_shut_her_out():
    fields = [{"id": "q_kind", "type": "short_text", "label": "Kind"}]
    pets = {"id": "q_list", "type": "repeat", "label": "Pets", "fields": fields}
    asked = {**DEFINITION, "pages": [{"id": "p_pets", "items": [pets]}]}
    draft = submissions.start(version=FormFactory(draft=asked).live_version, respondent=UserFactory(), language="en")

    with pytest.raises(UnknownQuestions) as refusal:
        save(draft, {"q_list": [{"q_kind": "Cat"}, {"q_gone": "?"}]})

    draft.refresh_from_db()
    assert (refusal.value.extra["ids"], draft.answers) == (["q_gone"], {})
    assert submissions.evaluate(draft).is_complete


def test_two_versions_back_is_past_its_grace(draft):
    save(draft, ANSWERS)
    for _ in range(2):
        publish(draft.version.form, draft.version.definition)

    assert FormVersion.objects.count() == 3
    with pytest.raises(VersionEnded):
        submit(draft)


def test_the_answers_go_by_the_sooner_of_the_two_limits(draft, settings):
    settings.RETENTION_DAYS = 100
    form = draft.version.form
    form.retention_days = 40
    form.save()

    submissions.set_purge(submission=draft)
    draft.refresh_from_db()

    assert draft.purge_on == timezone.localdate() + timedelta(days=40)


# -- files -------------------------------------------------------------------------------------------------------------


def test_a_file_still_being_processed_does_not_block_sending(draft):
    kept = add_file(draft)
    save(draft, {**ANSWERS, "q_pics": [str(kept.uid)]})

    submit(draft)

    kept.refresh_from_db()
    assert (kept.state, kept.submission_id) == ("pending", draft.pk)


def test_a_rejected_file_is_named_before_sending(draft):
    kept = add_file(draft)
    Upload.objects.filter(pk=kept.pk).update(state="rejected")
    save(draft, {**ANSWERS, "q_pics": [str(kept.uid)]})

    with pytest.raises(Invalid) as refusal:
        submit(draft)

    assert list(refusal.value.errors) == ["q_pics"]


@pytest.mark.parametrize("change", ["owner", "form", "question_id"])
def test_a_file_of_another_person_form_or_question_is_not_sent(draft, change):
    kept = add_file(draft)
    values = {"owner": UserFactory(), "form": FormFactory(), "question_id": "q_none"}
    Upload.objects.filter(pk=kept.pk).update(**{change: values[change]})
    save(draft, {**ANSWERS, "q_pics": [str(kept.uid)]})

    with pytest.raises(Invalid) as refusal:
        submit(draft)

    assert list(refusal.value.errors) == ["q_pics"]


def test_a_file_goes_with_one_submission_only(draft):
    kept = add_file(draft)
    second = submissions.start(version=draft.version, respondent=draft.respondent, language="en")
    for one in (draft, second):
        save(one, {**ANSWERS, "q_pics": [str(kept.uid)]})
    submit(draft)

    with pytest.raises((Invalid, FileTaken)):
        submit(second)


def test_a_person_has_so_much_room_and_no_more(draft, settings):
    settings.UPLOAD_USER_QUOTA_BYTES = 2 * len(photo()) - 1
    add_file(draft)

    with pytest.raises(TooLarge):
        add_file(draft)


def test_unclaimed_files_go_after_two_days_unless_a_draft_names_them(draft):
    loose, named, young = add_file(draft), add_file(draft), add_file(draft)
    save(draft, {"q_pics": [str(named.uid)]})
    long_ago = timezone.now() - timedelta(hours=49)
    Upload.objects.filter(pk__in=[loose.pk, named.pk]).update(created_at=long_ago)

    count = uploads.reap_unclaimed(timezone.now())

    assert (count, set(Upload.objects.values_list("pk", flat=True))) == (1, {named.pk, young.pk})


def test_files_of_long_drafts_do_not_hide_the_loose_ones_behind_them(draft, monkeypatch):
    monkeypatch.setattr(uploads, "REAPED_AT_ONCE", 1)
    named, _loose = add_file(draft), add_file(draft)
    save(draft, {"q_pics": [str(named.uid)]})

    count = uploads.reap_unclaimed(timezone.now() + timedelta(hours=49))

    assert (count, list(Upload.objects.all())) == (1, [named])
