from celery import shared_task

from forms_builder.models import Picture
from petbuddy import pipeline


@shared_task(acks_late=True)
def render_picture(picture_id):
    pipeline.process(Picture, picture_id, private=True)
