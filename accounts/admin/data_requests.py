"""Wishes about personal data, for operators to read: what waits too long is seen here."""

from django.contrib import admin

from accounts.models import DataRequest
from petbuddy.back_office import ReadOnlyAdmin


@admin.register(DataRequest)
class DataRequestAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "kind", "user", "state", "due_at", "attempts", "next_try_at", "done_at")
    list_select_related = ("user",)
    list_filter = ("kind", "state")
    ordering = ("-created_at", "-pk")
    fields = ("uid", *list_display, "ends_at", "fetched_at")
