"""What every decision asks first: may this person do it, and may anybody at the moment?"""

from django.utils.translation import gettext as _

from accounts.standing import require_active
from adoption import permissions
from adoption.models import Post
from petbuddy.errors import Conflict, Forbidden


def require(by, right, thing):
    """Go on only for whoever has the right on the thing and may act at all; reading asks `permissions.require`.

    Raises Missing where she may not know of it, Forbidden where she may see it or is suspended.
    """
    permissions.require(by, right, thing)
    require_active(by)


def require_impartial(by, person):
    """Nobody judges her own case; and only operators judge operators."""
    if person is None or by.is_superuser:
        return
    if person.pk == by.pk:
        raise Forbidden(_("This concerns you: another moderator decides."), code="own_case")
    if person.is_superuser:
        raise Forbidden(_("Only operators decide about operators."), code="operator")


def require_not_frozen(post):
    """Nobody acts on what a moderator took down, until the appeal has ended."""
    if post.state == Post.State.REMOVED:
        raise Conflict(_("This post is closed for now. We will tell you how it goes on."), code="post_removed")
