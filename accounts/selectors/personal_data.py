"""How far a person's wishes about her own data are."""

from accounts.models import DataRequest


def latest_export(user):
    """The export that she asked for last, or None."""
    return DataRequest.objects.filter(user=user, kind=DataRequest.Kind.EXPORT).order_by("-pk").first()
