"""The API's general limit, behind DRF's interface: what changes something, for each person and each address.

DRF's own throttles check first and count later, so sixty calls at once pass a limit of five. Reading is not counted:
public answers come from caches, and the proxy limits whoever asks for them without end.
"""

from rest_framework.permissions import SAFE_METHODS
from rest_framework.throttling import BaseThrottle

from accounts.services import limits


class WriteThrottle(BaseThrottle):
    def allow_request(self, request, view):
        """Raises TooMany, which the API answers like every other refusal of the domain."""
        if request.method not in SAFE_METHODS:
            limits.take_all(*limits.of("api", request.user))
        return True
