"""What this app tells people. All of it belongs to the account itself, so none of it can be switched off."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import OneTimeToken
from accounts.selectors.users import by_email
from accounts.services import one_time, passwords
from notifications import kinds, refs


def register():
    """Declare the kinds; called from AppConfig.ready()."""
    for name, label, render, mail in (
        ("verify_email", gettext_lazy("Your mail address is to be confirmed"), None, _verification),
        ("password_reset", gettext_lazy("You asked for a new password"), None, _reset),
        ("email_change", gettext_lazy("A new mail address is to be confirmed"), None, _new_address),
        ("credential_changed", gettext_lazy("Your password or second factor changed"), _changed_note, _changed),
        ("export_ready", gettext_lazy("Your data is ready to be fetched"), _export_note, _export),
        ("export_failed", gettext_lazy("Your data could not be put together"), _failed_note, _failed),
        ("erasure_scheduled", gettext_lazy("Your account is about to be deleted"), _erasure_note, _erasure),
    ):
        kinds.register(kinds.Kind(name, label=label, essential=True, render=render, mail=mail, template_app="accounts"))


def _verification(mail):
    """A code and a link; or, for an address that has an account already, the way back into it."""
    found = refs.resolve(mail.ref, related=("user",) if mail.ref.startswith(OneTimeToken._meta.label_lower) else ())
    if not isinstance(found, OneTimeToken):
        if found is None:
            return None
        return {"is_known": True, "url": reverse("accounts:login"), "action": _("Sign in")}
    if not one_time.holds(found):
        return None
    code = one_time.code_of(found)
    return {
        "code": f"{code[:3]} {code[3:]}",
        "url": reverse("accounts:verify-link", args=[one_time.link_secret(found)]),
        "action": _("Confirm my address"),
    }


def _reset(mail):
    token = passwords.reset_token(email=mail.to)
    if token is None:
        return None
    return {
        "url": reverse("accounts:password-reset-link", args=[one_time.link_secret(token)]),
        "action": _("Set a new password"),
    }


def _new_address(mail):
    """Code and link for the new address; whoever has an account with it hears that somebody tried."""
    found = refs.resolve(mail.ref, related=("user",))
    if found is None or not one_time.holds(found):
        return None
    if by_email(found.email) is not None:
        return {"is_known": True, "url": reverse("accounts:login"), "action": _("Sign in")}
    code = one_time.code_of(found)
    return {
        "code": f"{code[:3]} {code[3:]}",
        "url": reverse("accounts:email-link", args=[one_time.link_secret(found)]),
        "action": _("Confirm my new address"),
    }


# What changed: the sentence, and what to do if it was somebody else.
CHANGES = {
    "password": gettext_lazy("Your password was changed"),
    "email": gettext_lazy("Your mail address was changed"),
    "second_factor": gettext_lazy("A second step was added to signing in"),
    "second_factor_off": gettext_lazy("The second step for signing in was switched off"),
    "recovery_renewed": gettext_lazy("You have new recovery codes"),
    "recovery_used": gettext_lazy("A recovery code was used to sign in"),
}


def _what(row):
    return row.data.get("what") if row.data.get("what") in CHANGES else "password"


def _changed(mail):
    what = _what(mail)
    url = _undo_url(mail) if what == "email" else reverse("accounts:password-reset")
    if url is None:
        return None
    return {
        "what": CHANGES[what],
        "is_password": what == "password",
        "is_email": what == "email",
        "is_factor": what == "second_factor",
        "at": mail.created_at,
        "url": url,
        "action": _("It was not me"),
    }


def _undo_url(mail):
    """To the old address: the way to take the change back, as long as it can be."""
    user = refs.resolve(mail.ref)
    token = user and one_time.latest(user=user, purpose=one_time.Purpose.EMAIL_UNDO, email=mail.to)
    if token is None or not one_time.holds(token):
        return None
    return reverse("accounts:email-undo", args=[one_time.link_secret(token)])


def _changed_note(notification):
    return {
        "title": str(CHANGES[_what(notification)]),
        "body": _("If this was not you, set a new password now."),
        "url": reverse("accounts:security"),
        "icon": "lock",
    }


def _export(mail):
    return {"url": reverse("accounts:data"), "action": _("Fetch my data")}


def _export_note(notification):
    return {
        "title": _("Your data is ready to be fetched"),
        "body": _("The link works once, for a week."),
        "url": reverse("accounts:data"),
        "icon": "download",
    }


def _failed(mail):
    return {"url": reverse("accounts:data"), "action": _("Try again")}


def _failed_note(notification):
    return {
        "title": _("Your data could not be put together"),
        "body": _("We know of it and look into it. You can try again."),
        "url": reverse("accounts:data"),
        "icon": "alert",
    }


def _erasure(mail):
    user = refs.resolve(mail.ref)
    if user is None or user.erase_after is None:
        return None
    return {"at": user.erase_after, "url": reverse("accounts:data"), "action": _("Keep my account")}


def _erasure_note(notification):
    user = refs.resolve(notification.ref)
    if user is None or user.erase_after is None:
        return None
    return {
        "title": _("Your account is about to be deleted"),
        "body": _("Until then you can keep it with one tap."),
        "url": reverse("accounts:data"),
        "icon": "trash",
    }
