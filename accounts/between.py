"""What the apps above know about two people, or about why one opened something to the other."""

_reasons, _open_matters = {}, []


def register_reason(label, describe):
    """`describe(refs)` gives {ref: {"text", "url"}} for what was opened because of an "app.model", in one query."""
    _reasons[label] = describe


def register_open_matters(function):
    """`function(one, other)` gives [{"text", "url", "action"}] that `one` may still want to end with `other`."""
    _open_matters.append(function)


def reasons_of(refs):
    """{ref: {"text", "url"}}; what is gone or nobody knows is missing."""
    by_label = {}
    for ref in refs:
        by_label.setdefault(ref.partition(":")[0], set()).add(ref)
    found = {}
    for label, wanted in by_label.items():
        if label in _reasons:
            found |= _reasons[label](sorted(wanted))
    return found


def open_matters(one, other):
    """What `one` may still want to end with `other`, such as an application."""
    return [matter for function in _open_matters for matter in function(one, other)]
