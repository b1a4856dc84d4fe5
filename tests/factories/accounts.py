"""People. Signing in: `sign_in(client, user)` for pages, `api(user)` for the API."""

import factory
from django.utils import timezone

from accounts import models

PASSWORD = "correct-horse-9"


class UserFactory(factory.django.DjangoModelFactory):
    """A verified account with the password `PASSWORD`."""

    class Meta:
        model = models.User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.com")
    name = factory.Sequence(lambda n: f"陳怡君{n}")
    email_verified_at = factory.LazyFunction(timezone.now)
    password = factory.django.Password(PASSWORD)
