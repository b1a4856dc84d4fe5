"""People. Signing in: `sign_in(client, user)` for pages, `api(user)` for the API."""

import factory
from django.conf import settings
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice
from rest_framework.test import APIClient

from accounts import models
from accounts.services import sessions

PASSWORD = "correct-horse-9"


class UserFactory(factory.django.DjangoModelFactory):
    """A verified account with the password `PASSWORD`. Traits: unverified, disabled, suspended, staff, superuser."""

    class Meta:
        model = models.User
        skip_postgeneration_save = True

    class Params:
        unverified = factory.Trait(email_verified_at=None)
        disabled = factory.Trait(is_active=False)
        suspended = factory.Trait(suspended_until=factory.LazyFunction(lambda: timezone.now().replace(year=9999)))
        staff = factory.Trait(is_staff=True)
        superuser = factory.Trait(is_staff=True, is_superuser=True)

    email = factory.Sequence(lambda n: f"person{n}@example.com")
    name = factory.Sequence(lambda n: f"陳怡君{n}")
    email_verified_at = factory.LazyFunction(timezone.now)
    password = factory.django.Password(PASSWORD)
    profile = factory.RelatedFactory("tests.factories.accounts.ProfileFactory", "user")


class ProfileFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Profile

    user = factory.SubFactory(UserFactory, profile=None)


def with_app(user, *, at=None):
    """Set up an authenticator app and one recovery code, `at` some time. Returns the app."""
    app = TOTPDevice.objects.create(user=user, name="app", confirmed=True)
    TOTPDevice.objects.filter(pk=app.pk).update(created_at=at or timezone.now())
    StaticDevice.objects.create(user=user, name="recovery").token_set.create(token="abcdefgh")
    return app


def sign_in(client, user, *, device=""):
    """Give a Django test client the cookies of a signed-in browser. Returns its tokens."""
    pair = sessions.start(user=user, device=device)
    client.cookies[settings.ACCESS_COOKIE] = pair.access
    client.cookies[settings.REFRESH_COOKIE] = pair.refresh
    return pair


def api(user=None, **kwargs):
    """A client of the API with a Bearer token of `user`; without one it is a stranger."""
    client = APIClient(**kwargs)
    if user is not None:
        client.credentials(HTTP_AUTHORIZATION=f"Bearer {sessions.start(user=user).access}")
    return client
