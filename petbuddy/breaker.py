"""A rest for what does not answer: after some failures in a row nobody in this process asks it for a few seconds."""

import threading
import time

FAILURES = 3
REST_SECONDS = 5.0


class Breaker:
    """One for each thing that may be away. `is_resting` is asked first, `went_well` or `failed` is told after."""

    def __init__(self):
        self._lock = threading.Lock()
        self._failures = 0
        self._resting_until = 0.0

    def is_resting(self):
        """Answer at once that it is away? When the rest is over one caller may try, the others wait for her."""
        with self._lock:
            if self._failures < FAILURES:
                return False
            now = time.monotonic()
            if now < self._resting_until:
                return True
            self._resting_until = now + REST_SECONDS
            return False

    def went_well(self):
        with self._lock:
            self._failures = 0

    def failed(self):
        with self._lock:
            self._failures += 1
            self._resting_until = time.monotonic() + REST_SECONDS
