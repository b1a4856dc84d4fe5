"""Addresses under /api/v1/ that this app brings."""

from django.urls import path

from accounts.api import auth, me

urlpatterns = [
    path("session/", me.SessionView.as_view()),
    path("auth/register/", auth.register),
    path("auth/verify-email/", auth.verify_email),
    path("auth/token/", auth.token),
    path("auth/token/refresh/", auth.refresh),
    path("auth/logout/", auth.logout),
    path("auth/password/reset/", auth.password_reset),
    path("auth/password/reset/confirm/", auth.password_reset_confirm),
    path("me/", me.MeView.as_view()),
    path("me/sessions/", me.DevicesView.as_view()),
    path("me/sessions/<uuid:uid>/", me.device),
    path("blocks/<uuid:uid>/", me.BlockView.as_view()),
]
