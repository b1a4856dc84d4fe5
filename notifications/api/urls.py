"""Addresses of the API that this app brings."""

from django.urls import path

from notifications.api.notices import NotificationList, NotificationRead
from notifications.api.preferences import PreferencesView

urlpatterns = [
    path("notifications/", NotificationList.as_view(), name="notifications"),
    path("notifications/read/", NotificationRead.as_view(), name="notifications-read"),
    path("notifications/preferences/", PreferencesView.as_view(), name="notification-preferences"),
]
