"""Holding rows until the decision is made. One order everywhere: User, Post, Slot, Application, Booking."""

from accounts.models import User
from adoption.models import Application, Booking, Post, Slot


def person(pk):
    """One decision about what a person may have in all: before any post, and only where posts cannot say it."""
    return User.objects.select_for_update().get(pk=pk)


def post(pk):
    """One decision about a pet at a time."""
    return Post.objects.select_for_update().get(pk=pk)


def posts(*pks):
    """Several pets, always in the same order."""
    return {post.pk: post for post in Post.objects.select_for_update().filter(pk__in=pks).order_by("pk")}


def slots(*pks):
    """The slots by key, always locked in the same order; those that are gone are missing."""
    return {slot.pk: slot for slot in Slot.objects.select_for_update().filter(pk__in=pks).order_by("pk")}


def application(pk):
    return Application.objects.select_for_update().get(pk=pk)


def booking(pk):
    return Booking.objects.select_for_update().get(pk=pk)
