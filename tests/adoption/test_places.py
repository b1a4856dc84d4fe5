"""Taiwan's districts are there from the first migration on."""

import pytest

from adoption.models import District


@pytest.mark.django_db
def test_every_district_of_every_county_is_there():
    assert District.objects.count() == 368
    assert District.objects.values("county_code").distinct().count() == 22
