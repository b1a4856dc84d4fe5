"""A respondent's answers: a draft that merges question by question, then sent and frozen.

What is decided about her, and whether she may fill in the form at all, is asked by the app that calls.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forms_builder import evaluation, lookup
from forms_builder.models import Form, Submission
from forms_builder.services import carrying, claims, deadlines
from petbuddy.errors import Conflict, Forbidden, Invalid

ZONE = "Asia/Taipei"
MAX_ANSWERS_BYTES = 512 * 1024
MAX_CLIENTS = 20  # tabs and devices whose last number we remember


NOT_NOW = _("This form takes no answers at the moment.")  # to somebody who has written nothing


class FormClosed(Conflict):
    """The form takes no answers now."""

    code = "form_closed"
    message = _("This form takes no answers at the moment. What you wrote is kept.")


class VersionEnded(Conflict):
    """The questions have changed since the draft was begun; `extra["answers"]` are those that fit the new ones."""

    code = "version_ended"
    message = _("The questions have changed. Your answers were carried over; please look at the new questions.")


class AlreadySent(Conflict):
    """What was sent stays as it is."""

    code = "already_sent"
    message = _("You have already sent this. It can no longer be changed.")


@transaction.atomic
def start(*, version, respondent, language):
    """Begin an empty draft on the version that is live. Raises FormClosed."""
    if not accepts(version):
        raise FormClosed(NOT_NOW)
    days = deadlines.days_kept(version.form)
    return Submission.objects.create(version=version, respondent=respondent, language=language, kept_days=days)


@transaction.atomic
def save(*, submission, client, seq, changes, by):
    """Keep what she typed: {question id: answer}, None takes an answer back. Returns the submission.

    An older write of the same tab is ignored; of two devices the later arrival wins, question by question.
    """
    submission = _locked(submission, by)
    evaluation.refuse_unknown(submission.version.definition, changes)
    evaluation.refuse_unknown_fields(submission.version.definition, changes)
    if submission.seqs.get(client, -1) >= seq:
        return submission
    answers = {**submission.answers, **changes}
    submission.answers = {key: value for key, value in answers.items() if value is not None}
    _refuse_bulk(submission.answers)
    others = {name: number for name, number in submission.seqs.items() if name != client}
    submission.seqs = dict([*others.items(), (client, seq)][-MAX_CLIENTS:])
    submission.kept_days = deadlines.days_promised(submission)
    submission.updated_at, submission.reminded_at = timezone.now(), None
    submission.save(update_fields=["answers", "seqs", "kept_days", "updated_at", "reminded_at"])
    return submission


@transaction.atomic
def submit(*, submission, by):
    """Send the answers: only the visible path is kept, the files become part of it, nothing changes afterwards.

    Raises Invalid with a sentence for each question, FormClosed, VersionEnded (with the answers carried over).
    """
    submission = _locked(submission, by)
    _require_accepting(submission)
    result = evaluate(submission)
    if result.errors:
        raise Invalid(errors=sentences(result.errors))
    claims.claim(submission=submission, answers=result.answers)
    submission.answers, submission.put_aside = result.answers, []
    submission.lookup = lookup.text_of(submission.version.definition, result.answers)
    submission.kept_days = deadlines.days_promised(submission)
    submission.submitted_at = submission.updated_at = timezone.now()
    submission.save(update_fields=["answers", "put_aside", "lookup", "kept_days", "submitted_at", "updated_at"])
    return submission


@transaction.atomic
def carry_over(*, submission, by, to=None):
    """Bring a draft to the questions that are live now (`to`: another form's), answer by answer.

    What does not fit is put aside in words, hers to read until she sends. Returns the submission.
    """
    submission = _locked(submission, by)
    version = to or submission.version.form.live_version
    if version is None or version.pk == submission.version_id:
        return submission
    carried = carrying.carried_to(submission, version)
    submission.put_aside = [*submission.put_aside, *carrying.put_aside(submission, carried)]
    if version.form_id != submission.version.form_id:
        carrying.bring_files(submission, carried, version)
        submission.kept_days = min(deadlines.days_promised(submission), deadlines.days_kept(version.form))
    submission.answers, submission.version = carried.answers, version
    submission.updated_at, submission.reminded_at = timezone.now(), None
    submission.save(update_fields=["answers", "put_aside", "version", "kept_days", "updated_at", "reminded_at"])
    return submission


@transaction.atomic
def empty(*, submission, by):
    """Begin anew: nothing that she wrote is left. Returns the submission."""
    submission = _locked(submission, by)
    submission.answers, submission.put_aside = {}, []
    submission.updated_at, submission.reminded_at = timezone.now(), None
    submission.save(update_fields=["answers", "put_aside", "updated_at", "reminded_at"])
    return submission


def withhold(*, submission):
    """From now on nobody but the respondent reads the answers and their files."""
    Submission.objects.filter(pk=submission.pk, withheld_at=None).update(withheld_at=timezone.now())


def set_purge(*, submission, days=None):
    """The matter has ended: say when the answers go for good, `days` from now at the latest."""
    deadlines.set_day(submission=submission, days=days)


def keep(*, submission):
    """The matter is open again: the answers no longer have an end."""
    Submission.objects.filter(pk=submission.pk).update(ended_on=None, purge_on=None)


def evaluate(submission):
    """What follows from the answers now: visible questions, faults, progress (`forms_builder.evaluation.Evaluated`)."""
    return evaluation.clean(
        submission.version.definition,
        submission.answers,
        evaluation.today_in(ZONE, timezone.now()),
        files=claims.facts(submission),
    )


def sentences(faults):
    """{question id: [what to tell the person]} of the faults of an evaluation."""
    return {key: [evaluation.describe(fault) for fault in said] for key, said in faults.items()}


def accepts(version):
    """Does the form take answers to this version now: the live one, or the one before within its grace?"""
    form = version.form
    if form.live_version_id is None or form.is_closed:
        return False
    if version.pk == form.live_version_id:
        return True
    return version.number == form.live_version.number - 1 and timezone.now() < ends_at(version)


def ends_at(version):
    """Until when answers to a version that was replaced may still be sent; None while it is the live one."""
    live = version.form.live_version
    if live is None or version.pk == live.pk:
        return None
    return live.published_at + timedelta(days=live.grace_days)


def ended(submission, version):
    """The refusal of a draft whose questions are no longer those that are asked: with what fits those of now."""
    carried = carrying.carried_to(submission, version)
    return VersionEnded(version=version.number, answers=carried.answers, dropped=carried.dropped)


def _require_accepting(submission):
    version = submission.version
    if version.form.is_closed or version.form.live_version_id is None:
        raise FormClosed(answers=submission.answers)
    if not accepts(version):
        raise ended(submission, version.form.live_version)


def _locked(submission, by):
    """The row as it is now, held until the end of the transaction; the form is read fresh, never locked."""
    row = Submission.objects.select_for_update().get(pk=submission.pk)
    if row.respondent_id != by.pk:
        raise Forbidden
    if row.submitted_at is not None:
        raise AlreadySent
    row.version.form = Form.objects.select_related("live_version").get(pk=row.version.form_id)
    return row


def _refuse_bulk(answers):
    """A draft holds words, not files; the limit is far above what a form can ask."""
    if len(str(answers).encode()) > MAX_ANSWERS_BYTES:
        raise Invalid(_("These answers are too long to be kept."), code="too_long")
