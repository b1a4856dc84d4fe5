"""Sockets in production, and everything on the embedded default: uvicorn petbuddy.asgi:application."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "petbuddy.settings")
http = get_asgi_application()

from channels.routing import ProtocolTypeRouter  # noqa: E402  after Django is set up

from notifications.sockets import websocket_application  # noqa: E402

application = ProtocolTypeRouter({"http": http, "websocket": websocket_application})
