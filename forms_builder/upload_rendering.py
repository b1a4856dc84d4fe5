"""What the worker does with a file that answers a question. Safe to run twice and at once."""

from forms_builder.models import Upload
from forms_builder.services import unreadable_files
from petbuddy import pipeline


def render(pk):
    """Make it presentable, or ask for another where it was sent already; what dies in between is asked by the sweep."""
    upload = pipeline.process(Upload, pk, private=True)
    if upload is not None and upload.state == Upload.State.REJECTED and upload.submission_id is not None:
        unreadable_files.ask(submission_id=upload.submission_id)
