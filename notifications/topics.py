"""What a page may listen to: each app registers its topics with the right that opens them."""

import hashlib

_topics = {}


def register(prefix, may):
    """Topics `<prefix>:<key>` open to those for whom `may(user, key)` is true."""
    _topics[prefix] = may


def may(user, topic):
    """May this person listen? No also where there is no such topic: the two look the same."""
    prefix, _, key = topic.partition(":")
    rule = _topics.get(prefix)
    return bool(key) and rule is not None and bool(rule(user, key))


def of_user(user):
    """The topic of a person's own news."""
    return f"user:{user.uid}"


def is_own(user, key):
    return key == str(user.uid)


def group_of(topic):
    """The channel layer's name for a topic: it takes few characters, a topic may have any."""
    return f"t.{hashlib.sha256(topic.encode()).hexdigest()[:40]}"
