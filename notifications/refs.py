"""References to objects of apps that this one does not know: "app.model:pk"."""

from collections import defaultdict

from django.apps import apps


def of(instance):
    """The reference of a saved object; an empty one for None."""
    return f"{instance._meta.label_lower}:{instance.pk}" if instance is not None else ""


def resolve(ref, related=()):
    """The object again, or None when it is gone or was never named."""
    return resolve_many([ref], related).get(ref)


def resolve_many(refs, related=()):
    """{ref: object} in one query a model; those that are gone are missing."""
    keys = defaultdict(set)
    for ref in refs:
        label, _, key = ref.partition(":")
        if key.isdecimal():
            keys[label].add(int(key))
    found = {}
    for label, wanted in keys.items():
        model = _model(label)
        if model is None:
            continue
        rows = model._base_manager.select_related(*related) if related else model._base_manager
        found |= {of(row): row for row in rows.filter(pk__in=wanted)}
    return found


def _model(label):
    try:
        return apps.get_model(label)
    except (LookupError, ValueError):  # a model that a later release removed
        return None
