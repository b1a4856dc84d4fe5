"""Shelter animals as the open data has them: read-only, the import writes them."""

from django.contrib import admin

from adoption.models import ShelterAnimal
from petbuddy.back_office import ReadOnlyAdmin


@admin.register(ShelterAnimal)
class ShelterAnimalAdmin(ReadOnlyAdmin):
    list_display = ("animal_id", "post", "shelter", "open_on", "seen_at", "gone_at")
    list_select_related = ("post",)
    list_filter = ("shelter",)
    search_fields = ("=animal_id", "shelter", "found_place")
    ordering = ("-seen_at", "-pk")
    fields = (
        ("animal_id", "sub_id"),
        ("post", "open_on"),
        ("shelter", "shelter_phone"),
        "shelter_address",
        "found_place",
        "remark",
        ("seen_at", "gone_at"),
    )
