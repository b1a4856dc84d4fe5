"""What the worker does for this app: each task takes ids and calls one function."""

from celery import shared_task

from accounts import data_delivery, file_removing


@shared_task(acks_late=True, soft_time_limit=120, time_limit=140)  # half a gigabyte of photos; the row remembers tries
def work_on_data_request(pk):
    data_delivery.work(pk)


@shared_task(acks_late=True, soft_time_limit=60, time_limit=90)
def remove_files():
    """Remove the files that no row names any more."""
    file_removing.remove_due()
