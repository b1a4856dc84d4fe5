"""Addresses under /api/v1/ that this app brings."""

from django.urls import path

from accounts.api import auth, me, personal_data

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
    path("me/keep/", personal_data.keep),
    path("me/export/", personal_data.ExportView.as_view()),
    path("me/export/<uuid:uid>/", personal_data.fetch_export),
    path("me/sessions/", me.DevicesView.as_view()),
    path("me/sessions/<uuid:uid>/", me.device),
    path("blocks/<uuid:uid>/", me.BlockView.as_view()),
]
