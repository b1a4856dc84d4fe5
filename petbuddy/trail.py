"""The audit trail for apps below the one that keeps it: accounts registers its `audit.record` in AppConfig.ready()."""

_recorders = []


def register(function):
    """`function(*, action, by, ref="", fields=(), note="")` writes one entry."""
    if function not in _recorders:
        _recorders.append(function)


def record(**entry):
    for function in _recorders:
        function(**entry)
