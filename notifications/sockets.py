"""One socket per page."""

from channels.routing import URLRouter

websocket_application = URLRouter([])
