from celery import shared_task

from adoption.models import Attachment
from petbuddy import pipeline


@shared_task(acks_late=True)
def render_attachment(attachment_id):
    pipeline.process(Attachment, attachment_id, private=True)
