"""Filling in a form in every way that makes a difference, before anybody has to."""

from .report import Branch, Finding, Report, test

__all__ = ["Branch", "Finding", "Report", "test"]
