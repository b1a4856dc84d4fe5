"""Evaluation of answers against a definition: one law, the same vectors as the browser's convenience."""

from forms_builder.dates import today_in

from .bounds import of_file
from .conditions import holds
from .evaluate import clean, minutes, minutes_ahead, readings, refuse_unknown, refuse_unknown_fields
from .messages import client_messages, describe
from .outcome import Evaluated, Fault, PageProgress, Progress, UnknownQuestions

__all__ = [
    "Evaluated", "Fault", "PageProgress", "Progress", "UnknownQuestions",
    "clean", "client_messages", "describe", "holds", "minutes", "minutes_ahead", "of_file", "readings",
    "refuse_unknown", "refuse_unknown_fields", "today_in",
]  # fmt: skip
