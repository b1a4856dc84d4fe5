"""When a button's service says no: the sentence stands on the page that the person comes back to."""

import functools

from django.contrib import messages
from django.shortcuts import redirect

from petbuddy.errors import DomainError, Forbidden, Missing


def said_on(page):
    """A decorator for views behind one button: a refusal becomes a message on `page(request, **kwargs)`."""

    def decorated(view):
        @functools.wraps(view)
        def answer(request, *args, **kwargs):
            try:
                return view(request, *args, **kwargs)
            except (Missing, Forbidden):
                raise
            except DomainError as error:
                messages.error(request, sentence(error))
                return redirect(page(request, *args, **kwargs))

        return answer

    return decorated


def sentence(error):
    """What is said of a refusal: of a wrong field, the field's own sentence."""
    return str(next((texts[0] for texts in error.errors.values() if texts), error))


def into(form, error):
    """Put a refusal into the form that caused it: at its field where it has one, above it otherwise."""
    for name, texts in error.errors.items():
        for text in texts:
            form.add_error(name if name in form.fields else None, str(text))
    if not error.errors:
        form.add_error(None, str(error))


def tried(form, act):
    """Do what the form asks for. False when the domain refused; its words then stand in the form."""
    try:
        act()
    except (Missing, Forbidden):
        raise
    except DomainError as error:
        into(form, error)
        return False
    return True
