"""The one door to open pages: push() from the worker, and the endpoint /ws/events/."""

import hashlib

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from channels.routing import URLRouter


def group_of(topic):
    """The layer's name for a topic; it takes few characters, a topic may have any."""
    return f"t.{hashlib.sha256(topic.encode()).hexdigest()[:40]}"


def push(topic, payload):
    """Send `payload` to every page that listens to `topic`. Called by the worker, never inside a transaction."""
    message = {"type": "topic.message", "topic": topic, "payload": payload}
    async_to_sync(get_channel_layer().group_send)(group_of(topic), message)


websocket_application = URLRouter([])
