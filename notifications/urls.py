"""Addresses of the pages that this app brings."""

from django.urls import path

from notifications.pages import notices, preferences, unsubscribe

app_name = "notifications"
urlpatterns = [
    path("me/notifications/", notices.bell, name="bell"),
    path("me/notifications/read/", notices.read_all, name="read-all"),
    path("me/notifications/<int:pk>/", notices.follow, name="follow"),
    path("me/notifications/preferences/", preferences.edit, name="preferences"),
    path("unsubscribe/<str:token>/", unsubscribe.unsubscribe, name="unsubscribe"),
]
