"""Hints to open pages. What they say is always to be had from the API too: a page that missed one asks again."""

import json

from notifications.tasks import push_topic
from petbuddy.tasks import after_commit


def tell(topic, payload):
    """Tell every page that listens to `topic` after the commit. `payload`: {"type": …} and open facts."""
    after_commit(push_topic, topic, json.dumps(payload, ensure_ascii=False, sort_keys=True, default=str))
