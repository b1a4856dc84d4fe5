"""HTTP in production: granian petbuddy.wsgi:application."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "petbuddy.settings")
application = get_wsgi_application()

from petbuddy import statements  # noqa: E402  after Django is set up

statements.limit()
