"""What happened, in order: events are written with each move and never changed."""

from django.contrib import admin

from adoption.models import ApplicationEvent, PostEvent
from petbuddy.back_office import ReadOnlyAdmin


@admin.register(PostEvent)
class PostEventAdmin(ReadOnlyAdmin):
    view_right = "adoption.review_post"
    list_display = ("at", "post", "actor", "from_state", "to_state", "note")
    list_select_related = ("post", "actor")
    search_fields = ("=post__uid", "post__name")
    ordering = ("-pk",)
    fields = ("at", ("post", "actor"), ("from_state", "to_state"), "note")


@admin.register(ApplicationEvent)
class ApplicationEventAdmin(ReadOnlyAdmin):
    view_right = "adoption.oversee_application"
    list_display = ("at", "application", "actor", "from_state", "to_state")
    list_select_related = ("application", "actor")
    search_fields = ("=application__uid",)
    ordering = ("-pk",)
    fields = ("at", ("application", "actor"), ("from_state", "to_state"), "note")
