"""What this app knows of a person: her forms, her answers with their files, what she noted about others' answers."""

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from accounts.services import file_removals
from forms_builder.definition import blank_draft
from forms_builder.models import (
    DraftOp,
    Form,
    FormUserPermission,
    FormVersion,
    Picture,
    Review,
    Share,
    Submission,
    Template,
    Transfer,
    Upload,
)
from forms_builder.services import pictures, retention
from petbuddy import personal_data


def register():
    """Called from AppConfig.ready()."""
    personal_data.register(personal_data.Part("forms", export=export, files=files, erase=erase))


def export(user):
    forms = Form.objects.filter(owner=user)
    sent = Submission.objects.filter(respondent=user).select_related("version").order_by("pk")
    return {
        "forms": personal_data.rows(
            forms, "title", "draft", "created_at", "updated_at", "closed_at", "accepts_from", "accepts_until"
        ),
        "versions": personal_data.rows(
            FormVersion.objects.filter(form__owner=user), "form_id", "number", "definition", "published_at"
        ),
        "edits": personal_data.rows(DraftOp.objects.filter(actor=user), "form_id", "rev", "op", "at"),
        "templates": personal_data.rows(Template.objects.filter(owner=user), "title", "language", "definition"),
        "shares": personal_data.rows(
            Share.objects.filter(_concerning(user)), "form_id", "email", "rights", "expires_at", "created_at"
        ),
        "transfers": personal_data.rows(_transfers(user), "form_id", "created_at", "expires_at"),
        "answers": [_answers(row) for row in sent],
        "files": personal_data.rows(
            Upload.objects.filter(owner=user), "question_id", "name", "state", "bytes", "created_at"
        ),
        "pictures": personal_data.rows(
            Picture.objects.filter(owner=user), "form_id", "name", "state", "bytes", "created_at"
        ),
        "reviews": personal_data.rows(
            Review.objects.filter(reviewer=user), "submission_id", "score", "note", "updated_at"
        ),
    }


def files(user):
    answers = Upload.objects.filter(owner=user, state=Upload.State.READY).order_by("pk")
    shown = Picture.objects.filter(owner=user, state=Picture.State.READY).order_by("pk")
    return [personal_data.File(row.key, name=row.name) for row in (*answers, *shown)]


def erase(user):
    _erase_answers(user)
    _erase_forms(user)
    Template.objects.filter(owner=user).delete()
    pictures.remove_unnamed_of(owner=user)
    Review.objects.filter(reviewer=user, submission__version__form__owner=user).delete()
    Review.objects.filter(reviewer=user).update(note="")  # the score counts among those of others' forms
    FormUserPermission.objects.filter(user=user).delete()
    Share.objects.filter(_concerning(user)).delete()
    _transfers(user).delete()


def _erase_answers(user):
    """That something was sent, and when, stays for whoever received it."""
    for upload in Upload.objects.filter(owner=user):
        file_removals.promise_all_of(upload)
    Upload.objects.filter(owner=user).delete()
    mine = Submission.objects.filter(respondent=user)
    Review.objects.filter(submission__in=mine).delete()
    now = timezone.now()
    mine.filter(withheld_at=None).update(withheld_at=now)
    for submission in mine.filter(purged_at=None).order_by("pk"):
        retention.forget(submission=submission, now=now, is_counted=False)


def _erase_forms(user):
    """Nobody fills them in any more. The questions stay for those who answered them, as long as their answers do."""
    forms, now = Form.objects.filter(owner=user), timezone.now()
    blank = blank_draft(title="", language=user.language)
    forms.filter(closed_at=None).update(closed_at=now)
    forms.update(title="", draft=blank, updated_at=now)
    DraftOp.objects.filter(form__owner=user).delete()
    FormUserPermission.objects.filter(content_object__in=forms).delete()
    FormVersion.objects.filter(form__owner=user).forget_unanswered(blank)


def purge_questions(now, dry_run=False):
    """Questions of erased owners go when the last answer to them has gone. Returns how many versions."""
    left = FormVersion.objects.filter(form__owner__erased_at__isnull=False).unanswered()
    return left.count() if dry_run else left.forget_unanswered(blank_draft(title="", language=settings.LANGUAGE_CODE))


def _concerning(user):
    """Shares of her forms, and those that let her into others'."""
    return Q(form__owner=user) | Q(user=user) | Q(email=user.email)


def _transfers(user):
    return Transfer.objects.filter(Q(to=user) | Q(offered_by=user) | Q(form__owner=user))


def _answers(row):
    names = ("uid", "answers", "put_aside", "language", "created_at", "submitted_at", "purge_on")
    return {name: getattr(row, name) for name in names} | {
        "form_id": row.version.form_id,
        "version": row.version.number,
        "questions": row.version.definition,
    }
