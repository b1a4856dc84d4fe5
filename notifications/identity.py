"""Who opened a socket: the accounts app, which stands above this one, tells us through two functions."""

_find = _recheck = None


def register(find, *, recheck):
    """`find(scope)` gives the signed-in user or None; `recheck(scope)` the same later, read anew."""
    global _find, _recheck
    _find, _recheck = find, recheck


def user_of(scope):
    return _find(scope) if _find else None


def user_still_there(scope):
    """The person as she is now, or None once her session has ended."""
    return _recheck(scope) if _recheck else None
