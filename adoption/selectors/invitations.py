"""Who was invited to a private post, who has come, and by which links more may come."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from adoption.models import Invitation, InvitationLink, Post
from adoption.services.invitation_links import open_links, token_of

# The ones that the giver waits for first, those that are over last.
ORDER = {state: place for place, state in enumerate(("accepted", "waiting", "expired", "revoked"))}
TONES = {
    "accepted": ("leaf", "check"),
    "waiting": ("mango", "clock"),
    "expired": ("grey", "clock"),
    "revoked": ("grey", "x"),
}


@dataclass(frozen=True)
class InvitedRow:
    """One line of the list: the person or the address, and how it stands."""

    invitation: Invitation
    name: str
    detail: str
    state: str

    @property
    def tone(self):
        return TONES[self.state][0]

    @property
    def icon(self):
        return TONES[self.state][1]

    @property
    def label(self):
        return Invitation.State(self.state).label

    @property
    def can_end(self):
        return self.state != Invitation.State.REVOKED


def invitations_of(post: Post) -> list[InvitedRow]:
    """Everybody who was invited or came by a link. Of these the giver sees the name, never an address of theirs."""
    rows = post.invitations.select_related("user").order_by("-created_at", "-pk")
    return sorted(map(_row, rows), key=lambda row: ORDER[row.state])


@dataclass(frozen=True)
class OpenLink:
    """A link that still lets somebody in, with its address to pass on."""

    link: InvitationLink
    url: str


def links_of(post: Post) -> list[OpenLink]:
    links = open_links(post).select_related("post").order_by("-created_at", "-pk")
    return [OpenLink(link, url_of(link)) for link in links]


def url_of(link: InvitationLink) -> str:
    """The whole address; LINE opens it in the real browser, where one is signed in."""
    return f"{settings.PUBLIC_URL}{reverse('adoption:invitation', args=[token_of(link)])}?openExternalBrowser=1"


def _row(invitation):
    name = invitation.user.shown_name if invitation.user else ""
    return InvitedRow(
        invitation=invitation,
        name=name or invitation.email or "",
        detail=(invitation.email or "") if name else "",
        state=str(invitation.state),
    )
