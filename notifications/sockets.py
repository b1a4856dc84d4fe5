"""The one door to open pages: push() from the worker, and the endpoint /ws/events/ for signed-in people."""

import asyncio
import logging

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.conf import settings
from django.db import InterfaceError, OperationalError
from redis.exceptions import RedisError

from notifications import topics
from notifications.consumer import EventsConsumer

logger = logging.getLogger("petbuddy.sockets")

PATH = "/ws/events/"
PUSH_SECONDS = 2.0
TRY_LATER = 1013


def push(topic, payload):
    """Send `payload` to every page that listens to `topic`. Called by the worker, never inside a transaction.

    A hint: when Redis is away nothing happens, and the pages ask the API after they are back.
    """
    message = {"type": "topic.message", "topic": topic, "payload": payload}
    try:
        async_to_sync(_send)(topics.group_of(topic), message)
    except (RedisError, OSError) as error:  # a time-out is an OSError
        logger.warning("hint not sent", extra={"error": type(error).__name__})


async def _send(group, message):
    await asyncio.wait_for(get_channel_layer().group_send(group, message), PUSH_SECONDS)


async def websocket_application(scope, receive, send):
    """Strangers' pages and unknown addresses are refused before anything is asked of the database."""
    if scope["path"] != PATH or not comes_from_us(scope):
        await send({"type": "websocket.close"})  # before the handshake ends: the server answers 403
        return
    try:
        await EventsConsumer.as_asgi()(scope, receive, send)
    except (RedisError, OperationalError, InterfaceError) as error:
        logger.warning("socket without Redis or database", extra={"error": type(error).__name__})
        await send({"type": "websocket.close", "code": TRY_LATER})


def comes_from_us(scope):
    """One Origin, and one of ours: scheme, host and port. Compared as text, so that none can be malformed."""
    origins = [value for name, value in scope["headers"] if name == b"origin"]
    return len(origins) == 1 and origins[0].decode("latin-1") in settings.SOCKET_ORIGINS
