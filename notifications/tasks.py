"""What the worker does for this app: each task takes ids and calls one function."""

import json

from celery import shared_task

from notifications import delivery, sockets
from notifications.selectors import notices


@shared_task(acks_late=True, soft_time_limit=60, time_limit=90)  # no autoretry: the row remembers its tries
def deliver_mail(mail_id):
    delivery.deliver(mail_id)


@shared_task(soft_time_limit=10, time_limit=20)
def push_notice(notification_id):
    hint = notices.hint_for(notification_id)
    if hint:
        sockets.push(*hint)


@shared_task(soft_time_limit=10, time_limit=20)
def push_topic(topic, payload):
    sockets.push(topic, json.loads(payload))
