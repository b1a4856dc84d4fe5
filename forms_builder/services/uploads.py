"""Files that people add to a form: taken at once, made presentable by the worker, reaped when nobody claims them."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from accounts.services import file_removals, limits
from forms_builder import definition
from forms_builder.models import Submission, Upload
from forms_builder.services import claims
from forms_builder.tasks.uploads import render_upload
from petbuddy import pipeline, uploads
from petbuddy.errors import Invalid, TooLarge
from petbuddy.tasks import after_commit

UNCLAIMED_FOR = timedelta(hours=48)
REAPED_AT_ONCE = 200


@limits.limited("upload", who="owner")
def accept(*, version, question_id, owner, file):
    """Take a photo (or, for a file question, a PDF) as an answer to one question. Returns the pending Upload.

    The file is written before the row, so that no lock waits for the storage.
    """
    accepted = look_at(item=definition.question(version.definition, question_id), owner=owner, file=file)
    return keep(version.form, question_id, owner, accepted, uploads.store_incoming(accepted))


def look_at(*, item, owner, file):
    """What the file is, by its content. Raises the sentence for whoever sent something else, or has no room for it."""
    if item is None or item["type"] not in ("photo", "file"):
        raise Invalid(_("This question takes no files."), code="no_file_question")
    takes_pdf = item["type"] == "file" and "pdf" in (item.get("accept") or ["pdf", "image"])
    accepted = (uploads.accept_pdf_or_image if takes_pdf else uploads.accept_image)(file)
    _require_room(owner, accepted.size)
    return accepted


@transaction.atomic
def keep(form, question_id, owner, accepted, key, **fields):
    """The row of a file that was put aside under `key`; the worker is asked to look at it."""
    upload = Upload.objects.create(
        form=form,
        question_id=question_id,
        owner=owner,
        name=accepted.clean_name,
        incoming_key=key,
        sha256=accepted.sha256,
        mime=accepted.mime,
        bytes=accepted.size,
        **fields,
    )
    after_commit(render_upload, upload.pk)
    return upload


@transaction.atomic
def discard(*, upload):
    """Take back a file that was not sent yet; its bytes go with it."""
    upload.delete()
    file_removals.promise_all_of(upload)


def restart_pending():
    """Sweep: ask the worker again for what was left. Returns how many."""
    keys = pipeline.due(Upload)
    for pk in keys:
        after_commit(render_upload, pk)
    return len(keys)


def reap_unclaimed(now):
    """Due work: files that nobody sent within 48 hours go, unless a living draft points to them. Returns how many."""
    old = Upload.objects.filter(submission=None, created_at__lt=now - UNCLAIMED_FOR).order_by("pk")
    count = last = 0
    while count < REAPED_AT_ONCE and (files := list(old.filter(pk__gt=last)[:REAPED_AT_ONCE])):
        last, kept = files[-1].pk, _kept_by_drafts(files)  # those of long drafts must not hide the ones behind
        for upload in files:
            if count < REAPED_AT_ONCE and str(upload.uid) not in kept:
                discard(upload=upload)
                count += 1
    return count


def _kept_by_drafts(files):
    """What the living drafts of these files' owners name, in one query."""
    drafts = Submission.objects.filter(
        respondent__in={file.owner_id for file in files},
        version__form__in={file.form_id for file in files},
        submitted_at=None,
        purged_at=None,
        withheld_at=None,
    ).select_related("version")
    return {uid for draft in drafts for _question, uids in claims.file_answers(draft) for uid in uids}


def _require_room(owner, size):
    used = Upload.objects.filter(owner=owner).aggregate(total=Sum("bytes"))["total"] or 0
    if used + size > settings.UPLOAD_USER_QUOTA_BYTES:
        limit = settings.UPLOAD_USER_QUOTA_BYTES // uploads.MEGABYTE
        raise TooLarge(_("Your files would take more than %(limit)s MB. Remove some first.") % {"limit": limit})
