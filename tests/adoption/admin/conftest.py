"""Staff as they are in life: a moderator has her group from the migrations, an operator is a superuser."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from accounts.roles import MODERATORS
from tests.factories.accounts import UserFactory, sign_in


@pytest.fixture
def moderator():
    return make_moderator()


@pytest.fixture
def operator():
    return UserFactory(superuser=True, name="站務")


@pytest.fixture
def desk(moderator):
    """A browser in which the moderator is signed in."""
    return browser_of(moderator)


@pytest.fixture
def console(operator):
    """A browser in which the operator is signed in."""
    return browser_of(operator)


def make_moderator(name="小周"):
    user = UserFactory(staff=True, name=name)
    user.groups.add(Group.objects.get(name=MODERATORS))
    return user


def browser_of(user):
    client = Client()
    sign_in(client, user)
    return client


def said(response):
    """The messages that this answer leaves for the next page."""
    return [str(message) for message in response.wsgi_request._messages._queued_messages]
