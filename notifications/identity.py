"""Who opened a socket: the accounts app, which stands above this one, tells us through two functions."""

_find = _recheck = None


def register(find, *, recheck):
    """`find(scope)` gives the signed-in user or None, `recheck(scope)` whether that session still holds."""
    global _find, _recheck
    _find, _recheck = find, recheck


def user_of(scope):
    return _find(scope) if _find else None


def still_holds(scope):
    return bool(_recheck and _recheck(scope))
