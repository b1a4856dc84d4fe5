"""Phone and mail, opened by hand in a conversation: to the other side alone, until taken back or the end."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.selectors.profiles import profile_of
from accounts.services import disclosures, limits
from adoption import permissions
from adoption.services import conversations, locks
from notifications.refs import of as ref_of
from petbuddy.errors import Conflict, Invalid
from petbuddy.retries import retry_deadlocks

BY_HAND = ("phone", "email")  # the address opens with a confirmed visit alone


@limits.limited("message")
@retry_deadlocks
@transaction.atomic
def show(*, conversation, by, what):
    """The other side may now see this person's phone or e-mail. Safe to repeat.

    Raises Conflict where the talk is over or blocked, and where the profile holds no phone.
    """
    _show(conversation, by, _known(what))


@retry_deadlocks
@transaction.atomic
def take_back(*, conversation, by, what):
    """The other side no longer sees it, whatever it was opened for. Possible at any time, also after the end."""
    permissions.require(by, "adoption.view_conversation", conversation)
    _take_back(conversation, by, _known(what))


@limits.limited("message")
@retry_deadlocks
@transaction.atomic
def choose(*, conversation, by, **wanted):
    """Open what is True and take back what is False of phone and email, in one step."""
    permissions.require(by, "adoption.view_conversation", conversation)
    for what, is_shown in wanted.items():
        act = _show if is_shown else _take_back
        act(conversation, by, _known(what))


def close_of(*, application):
    """The application ended: what was opened by hand in its conversation closes on both sides."""
    talk = getattr(application, "conversation", None)
    if talk is not None:
        giver, applicant = application.post.giver, application.applicant
        disclosures.close(subject=giver, viewer=applicant, ref=ref_of(talk))
        disclosures.close(subject=applicant, viewer=giver, ref=ref_of(talk))


def _show(conversation, by, what):
    locks.post(conversation.application.post_id)  # it may be ending at this moment
    conversations.require_may_write(conversation, by)
    if what == "phone" and not profile_of(by).phone:
        raise Conflict(_("There is no phone number in your profile yet."), code="no_phone")
    other = conversations.other_party(conversation, by)
    disclosures.open(subject=by, viewer=other, what=what, ref=ref_of(conversation))


def _take_back(conversation, by, what):
    disclosures.close(subject=by, viewer=conversations.other_party(conversation, by), what=what)


def _known(what):
    if what not in BY_HAND:
        raise Invalid(errors={"what": [_("Only phone and e-mail can be shown by hand.")]})
    return what
