"""Somebody who reviews a form opens an answer sheet: whoever started the submission may want to know.

Higher apps register in AppConfig.ready(): this app knows no state of an application.
"""

_listeners = []


def register(listener):
    """`listener(submission=…, by=…)` runs whenever a reviewer looks; it decides whether that is the first look."""
    _listeners.append(listener)


def look(*, form, submissions, by):
    """Tell that this person reads these answers, if she reviews them. Whoever only reads along leaves no trace."""
    if by.is_suspended or not by.has_perm("forms_builder.review_results", form):
        return
    for submission in submissions:
        if submission.is_readable:
            for listener in _listeners:
                listener(submission=submission, by=by)
