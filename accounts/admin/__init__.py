"""The back office's pages of this app. People stand in adoption.admin.people: what is decided about them is there."""

from . import records

__all__ = ["records"]
