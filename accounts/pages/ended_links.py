"""A mailed link that opens nothing any more: said kindly, with the way to the next one."""

import functools

from django.shortcuts import render
from django.urls import reverse

from petbuddy.errors import Gone


def leads_on(route, text, action):
    """A decorator for pages behind a mailed link; `text` and `action` lead from a dead one to `route`."""

    def decorated(view):
        @functools.wraps(view)
        def answer(request, *args, **kwargs):
            try:
                return view(request, *args, **kwargs)
            except Gone as gone:
                context = {"gone": gone, "text": text, "url": reverse(route), "action": action}
                return render(request, "accounts/link_over.html", context, status=410)

        return answer

    return decorated
