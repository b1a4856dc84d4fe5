"""The open data of the public shelters: where it comes from and how old it is."""

from datetime import timedelta

from django.db.models import Max
from django.utils import timezone

from adoption.models import ShelterAnimal

OLD_AFTER = timedelta(days=2)


def data_state():
    """When the data was last seen, and whether that is too long ago."""
    seen_at = ShelterAnimal.objects.aggregate(at=Max("seen_at"))["at"]
    return {"seen_at": seen_at, "is_old": seen_at is not None and timezone.now() - seen_at > OLD_AFTER}
