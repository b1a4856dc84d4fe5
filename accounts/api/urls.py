"""Addresses of the API that this app brings."""

urlpatterns = []
