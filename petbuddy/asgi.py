"""Sockets in production, and everything on the embedded default: uvicorn petbuddy.asgi:application."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "petbuddy.settings")
http = get_asgi_application()

from channels.routing import ProtocolTypeRouter  # noqa: E402  after Django is set up
from django.db import connections  # noqa: E402

from notifications.sockets import websocket_application  # noqa: E402
from petbuddy import statements  # noqa: E402

# Each request has a thread of its own here: a connection kept for the next one would only be left open.
connections.settings["default"]["CONN_MAX_AGE"] = 0
statements.limit()
application = ProtocolTypeRouter({"http": http, "websocket": websocket_application})
