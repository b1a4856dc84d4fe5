from celery import shared_task

from forms_builder.models import Upload
from petbuddy import pipeline


@shared_task(acks_late=True)
def render_upload(upload_id):
    pipeline.process(Upload, upload_id, private=True)
