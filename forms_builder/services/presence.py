"""Who has the editor open: told from page to page, kept nowhere."""

from django.utils.translation import gettext as _

from notifications.services import live
from petbuddy.errors import Forbidden


def greet(*, form, by, tab, state):
    """Tell the other open editors of this form that this one is here, or is leaving."""
    if not by.has_perm("forms_builder.edit_form", form):
        raise Forbidden(_("You may look at this form, but not edit it."))
    live.tell(
        f"form:{form.pk}", {"type": "presence", "person": str(by.uid), "name": by.name, "tab": tab, "state": state}
    )
