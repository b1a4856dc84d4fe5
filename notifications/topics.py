"""What a page may listen to: each app registers its topics with the right that opens them."""

import hashlib
from collections import defaultdict

_topics = {}


def register(prefix, may_hear):
    """Topics `<prefix>:<key>`: `may_hear(user, keys)` gives those of the keys that are open to this person.

    It takes many at once, so that an open page is asked about all of its topics in one query, again and again.
    """
    _topics[prefix] = may_hear


def register_each(prefix, may):
    """The same for a right that is asked for one key at a time: `may(user, key)`."""
    register(prefix, lambda user, keys: {key for key in keys if may(user, key)})


def may(user, topic):
    """May this person listen? No also where there is no such topic: the two look the same."""
    return topic in open_to(user, [topic])


def open_to(user, topics):
    """Those of the topics to which this person may listen."""
    keys = defaultdict(set)
    for topic in topics:
        prefix, _, key = topic.partition(":")
        if key and prefix in _topics:
            keys[prefix].add(key)
    # A database may find `ABC` where `abc` was asked for: only what was asked for counts.
    return {f"{prefix}:{key}" for prefix, wanted in keys.items() for key in _topics[prefix](user, wanted) & wanted}


def of_user(user):
    """The topic of a person's own news."""
    return f"user:{user.uid}"


def own_of(user, keys):
    return {str(user.uid)} & set(keys)


def group_of(topic):
    """The channel layer's name for a topic: it takes few characters, a topic may have any."""
    return f"t.{hashlib.sha256(topic.encode()).hexdigest()[:40]}"
