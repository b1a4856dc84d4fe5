"""An address was confirmed: higher apps hear of it, and give the account what waited for that address."""

_listeners = []


def register(listener):
    """A higher app's `listener(user=…)` runs in the transaction in which `user.email` became hers."""
    _listeners.append(listener)


def tell(user):
    """The address that stands in the account now is confirmed; also after a change of address."""
    for listener in _listeners:
        listener(user=user)
