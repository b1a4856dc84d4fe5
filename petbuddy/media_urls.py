"""Addresses of locally kept files; public photos and one-minute links."""

from django.urls import path

from petbuddy import media

urlpatterns = [
    path("media/<path:key>", media.public_file, name="public-file"),
    path("files/<str:token>/", media.private_file, name="private-file"),
]
