"""When a service says no: its sentence stands in the form, and the answer says how long to wait."""

from petbuddy.problems import status_of


def refused(form, error, page):
    """`page(status)` draws the form again with what was refused; after too many tries it says when to come back."""
    form.refuse(error)
    response = page(status_of(error))
    if getattr(error, "retry_after", None):
        response["Retry-After"] = str(error.retry_after)
    return response
