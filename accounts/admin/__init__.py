"""The back office's pages of this app. People stand in adoption.admin.people: what is decided about them is there."""

from . import data_requests, records

__all__ = ["data_requests", "records"]
