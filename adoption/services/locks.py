"""Holding rows until the decision is made. One order everywhere: Post, Slot, Application, Booking."""

from adoption.models import Application, Booking, Post, Slot


def post(pk):
    """One decision about a pet at a time."""
    return Post.objects.select_for_update().get(pk=pk)


def slots(*pks):
    """The slots by key, always locked in the same order; those that are gone are missing."""
    return {slot.pk: slot for slot in Slot.objects.select_for_update().filter(pk__in=pks).order_by("pk")}


def application(pk):
    return Application.objects.select_for_update().get(pk=pk)


def booking(pk):
    return Booking.objects.select_for_update().get(pk=pk)
