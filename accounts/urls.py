"""Addresses of the pages that this app brings."""

from django.urls import path

from accounts.pages import doors, passwords, second_factor, settings, verification

app_name = "accounts"
urlpatterns = [
    path("accounts/register/", doors.register, name="register"),
    path("accounts/login/", doors.login, name="login"),
    path("accounts/logout/", doors.logout, name="logout"),
    path("accounts/verify/", verification.verify, name="verify"),
    path("accounts/verify/again/", verification.send_again, name="verify-again"),
    path("accounts/verify/<str:token>/", verification.verify_link, name="verify-link"),
    path("accounts/password/reset/", passwords.reset, name="password-reset"),
    path("accounts/password/reset/<str:token>/", passwords.reset_link, name="password-reset-link"),
    path("accounts/second-factor/", second_factor.second_factor_page, name="second-factor"),
    path("me/settings/", settings.edit, name="settings"),
    path("me/settings/password/", settings.change_password, name="change-password"),
    path("me/settings/devices/end/", settings.end_devices, name="end-devices"),
    path("me/settings/devices/<uuid:uid>/end/", settings.end_device, name="end-device"),
]
