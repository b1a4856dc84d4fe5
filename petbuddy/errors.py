"""What the domain says when it refuses: each refusal is a sentence for the person and a stable code for the machine."""

from django.utils.translation import gettext_lazy as _


class DomainError(Exception):
    """The domain refused. `message` is shown to the person as it is; `code` never changes; `errors` names fields."""

    code = "refused"
    message = _("That is not possible.")

    def __init__(self, message=None, *, code=None, errors=None, **extra):
        self.message = message if message is not None else type(self).message
        self.code = code or type(self).code
        self.errors = errors or {}
        self.extra = extra
        super().__init__(str(self.code))

    def __str__(self):
        return str(self.message)


class Invalid(DomainError):
    """What was given can not be used; `errors` = {field: [sentence, …]}."""

    code = "invalid"
    message = _("Please check what you entered.")


class Conflict(DomainError):
    """It was possible a moment ago, or for somebody else: the state no longer allows it."""

    code = "conflict"
    message = _("This has changed in the meantime.")


class Forbidden(DomainError):
    """The person may see it but not do this to it."""

    code = "forbidden"
    message = _("You are not allowed to do this.")


class Missing(DomainError):
    """It does not exist, or not for this person: the two look the same."""

    code = "missing"
    message = _("This page does not exist.")


class TooMany(DomainError):
    """A limit was reached; `retry_after` in seconds where waiting helps."""

    code = "too_many"
    message = _("Too many tries. Please wait a moment.")

    def __init__(self, message=None, *, retry_after=None, **kwargs):
        super().__init__(message, **kwargs)
        self.retry_after = retry_after


class TooLarge(DomainError):
    """More bytes than we take."""

    code = "too_large"
    message = _("This file is too large.")


class Unsupported(DomainError):
    """A kind of file that we do not take."""

    code = "unsupported"
    message = _("We cannot read this kind of file.")


class Gone(DomainError):
    """It was there; its link has been used or has run out."""

    code = "gone"
    message = _("This link has been used or has run out.")


class Unavailable(DomainError):
    """Something of ours is away; trying again later helps."""

    code = "unavailable"
    message = _("Something of ours is not reachable at the moment. Please try again shortly.")


class SignedOut(DomainError):
    """Who asks is not known (any more): wrong password, or a session that is over."""

    code = "signed_out"
    message = _("Please sign in again.")


class Mismatch(DomainError):
    """Understood, but it contradicts what was sent before."""

    code = "mismatch"
    message = _("This does not fit what was sent before.")
