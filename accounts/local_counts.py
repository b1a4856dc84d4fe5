"""Tries counted by this process alone, while Redis is away. Made-up names cannot crowd out those that matter.

When there are too many keys, those go first that are furthest from their limit, and of these the ones nobody has tried
for longest; a key that has reached its limit is the last to be forgotten.
"""

import threading
import time
from dataclasses import dataclass, field


@dataclass
class _Window:
    """The tries of one key: {mark: when}."""

    limit: int
    seconds: float
    tries: dict[str, float] = field(default_factory=dict)

    def drop_old(self, now):
        self.tries = {mark: at for mark, at in self.tries.items() if at > now - self.seconds}

    @property
    def worth(self):
        """How near the limit, then how lately tried."""
        return len(self.tries) / self.limit, max(self.tries.values(), default=0.0)


class LocalCounts:
    """`count` and `remove` as in Redis. Once there are `most` keys, a tenth of them makes room at a time."""

    def __init__(self, most=10_000):
        self._most = most
        self._lock = threading.Lock()
        self._windows: dict[str, _Window] = {}

    def count(self, taken, limit, seconds):
        """None when there was room, else the seconds until there is."""
        now = time.time()
        with self._lock:
            window = self._window_of(taken.key, limit, seconds, now)
            window.drop_old(now)
            if len(window.tries) >= limit:
                return max(1.0, min(window.tries.values(), default=now) + seconds - now)
            window.tries[taken.mark] = now
            return None

    def remove(self, taken):
        with self._lock:
            if window := self._windows.get(taken.key):
                window.tries.pop(taken.mark, None)

    def clear(self):
        with self._lock:
            self._windows.clear()

    def _window_of(self, key, limit, seconds, now):
        if key not in self._windows and len(self._windows) >= self._most:
            self._make_room(now)
        window = self._windows.setdefault(key, _Window(limit, seconds))
        window.limit, window.seconds = limit, seconds
        return window

    def _make_room(self, now):
        for window in self._windows.values():
            window.drop_old(now)
        kept = {key: window for key, window in self._windows.items() if window.tries}
        room = self._most - self._most // 10
        if len(kept) > room:
            by_worth = sorted(kept.items(), key=lambda entry: entry[1].worth, reverse=True)
            kept = dict(by_worth[:room])
        self._windows = kept
