"""What "who am I" tells beside the person: higher apps add their part (likes) in AppConfig.ready()."""

_parts = {}


def register(name, function):
    """`function(user)` gives the value under `name` in GET /api/v1/session/; [] is what a visitor gets."""
    _parts[name] = function


def parts_of(user):
    return {name: function(user) for name, function in _parts.items()}


def parts_of_nobody():
    return {name: [] for name in _parts}
