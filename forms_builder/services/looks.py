"""Somebody who reviews a form opens answer sheets: whoever started the submissions may want to know.

A look is a whole answer sheet opened to be read: one, some side by side, or on paper. Tables, sums and files to take
along are none (docs/adr/0012-what-counts-as-a-look.md). Higher apps register in AppConfig.ready(): this app knows no
state of an application.
"""

_listeners = []


def register(listener):
    """`listener(submissions=…, by=…)` runs whenever a reviewer looks; it decides which of them are first looks."""
    _listeners.append(listener)


def look(*, form, submissions, by):
    """Tell that this person reads these answers, if she reviews them. Whoever only reads along leaves no trace."""
    if not is_told_of(form=form, by=by):
        return
    readable = [submission for submission in submissions if submission.is_readable]
    for listener in _listeners:
        listener(submissions=readable, by=by)


def is_told_of(*, form, by):
    """Is a first look of this person a read receipt?"""
    return not by.is_suspended and by.has_perm("forms_builder.review_results", form)
