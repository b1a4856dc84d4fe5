"""Another file for one that could not be read: it stands in exactly that place, and no other answer changes.

Whether she may send one at all is asked by the app that calls.
"""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.services import file_removals, limits
from forms_builder import definition, evaluation
from forms_builder.models import Submission, Upload
from forms_builder.services.uploads import keep, look_at
from petbuddy import uploads
from petbuddy.errors import Conflict, Invalid, Missing
from petbuddy.images import PDF_MIME


class AlreadyReplaced(Conflict):
    """Another file stands in its place; that one may be replaced only when it can not be read either."""

    code = "already_replaced"
    message = _("You have already sent another file for this one.")


@dataclass(frozen=True)
class Received:
    """A file that was taken and put aside, and has no row yet."""

    accepted: uploads.Accepted
    key: str


@limits.limited("upload")
def receive(*, upload, by, file):
    """Take another file by the rules that held for the first, and put it aside: no lock waits for the storage."""
    item = definition.question(upload.submission.version.definition, upload.question_id)
    if item is None:
        raise Missing
    accepted = look_at(item=item, owner=by, file=file)
    kind = "pdf" if accepted.mime == PDF_MIME else "image"
    fault = evaluation.of_file(item, {"kind": kind, "bytes": accepted.size})
    if fault is not None:
        raise Invalid(errors={"file": [evaluation.describe(fault)]})
    return Received(accepted, uploads.store_incoming(accepted))


@transaction.atomic
def put(*, upload, received, by):
    """Let the other file stand where the one stood. Returns (Upload, is it new): the same file sent again is the same.

    Raises AlreadyReplaced when she sent something else meanwhile, Missing when the answers hold the old one no longer.
    """
    submission = Submission.objects.select_for_update().get(pk=upload.submission_id)
    other = Upload.objects.filter(replaces=upload).first()
    if other is not None:
        if other.sha256 != received.accepted.sha256:
            raise AlreadyReplaced
        let_go(received)
        return other, False
    stood = [str(uid).lower() for uid in submission.answers.get(upload.question_id) or []]
    if not submission.is_readable or str(upload.uid) not in stood:
        raise Missing
    kept = keep(
        upload.form, upload.question_id, by, received.accepted, received.key, submission=submission, replaces=upload
    )
    stands = [str(kept.uid) if uid == str(upload.uid) else uid for uid in stood]
    Submission.objects.filter(pk=submission.pk).update(answers={**submission.answers, upload.question_id: stands})
    return kept, True


def let_go(received):
    """It was refused after all, or is there already: what was put aside goes."""
    file_removals.promise([received.key])
