"""Files that answer a question become part of what is sent: only one's own, of this form and question, and once."""

import uuid

from django.utils.translation import gettext_lazy as _

from forms_builder import definition
from forms_builder.models import Upload
from petbuddy.errors import Conflict
from petbuddy.images import PDF_MIME


class FileTaken(Conflict):
    """The file went with something else in the meantime."""

    code = "file_taken"
    message = _("A file was used elsewhere. Please add it again.")


def facts(submission):
    """What the rules ask about each of the respondent's files: {uid: {state, kind, bytes, width, height, question}}."""
    named = {uid: question for question, uids in file_answers(submission) for uid in uids}
    rows = Upload.objects.filter(
        uid__in=[uid for uid in named if _is_uid(uid)],
        owner=submission.respondent_id,
        form=submission.version.form_id,
    )
    free = [row for row in rows if row.submission_id in (None, submission.pk)]
    return {
        str(row.uid): {
            "state": row.state,
            "kind": "pdf" if row.mime == PDF_MIME else "image",
            "bytes": row.bytes,
            "width": row.width,
            "height": row.height,
        }
        for row in free
        if row.question_id == named[str(row.uid)]
    }


def claim(*, submission, answers):
    """Tie the files to what is sent, pending ones too: their bytes are in, and a slow worker blocks nobody."""
    wanted = {uid for _question, uids in _of_answers(submission, answers) for uid in uids}
    if not wanted:
        return
    free = Upload.objects.filter(
        uid__in=wanted, owner=submission.respondent_id, form=submission.version.form_id, submission=None
    )
    mine = Upload.objects.filter(uid__in=wanted, submission=submission).count()
    if free.update(submission=submission) + mine != len(wanted):
        raise FileTaken


def file_answers(submission):
    """(question id, [upload uid, …]) of every file question that has an answer."""
    return _of_answers(submission, submission.answers)


def _of_answers(submission, answers):
    return [
        (item["id"], [uid.lower() for uid in answers[item["id"]] if isinstance(uid, str)])
        for item in definition.questions(submission.version.definition)
        if item["type"] in ("photo", "file") and isinstance(answers.get(item["id"]), list)
    ]


def _is_uid(text):
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True
