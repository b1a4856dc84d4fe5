"""Addresses of the pages that this app brings."""

urlpatterns = []
