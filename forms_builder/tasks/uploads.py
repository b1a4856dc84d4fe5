from celery import shared_task

from forms_builder import upload_rendering


@shared_task(acks_late=True)
def render_upload(upload_id):
    upload_rendering.render(upload_id)
