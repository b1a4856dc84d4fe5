from .applications import Application, ApplicationEvent
from .conversations import Attachment, Conversation, Message
from .followups import Adoption, FollowUp
from .invitations import Invitation, InvitationLink, PostGroupPermission, PostUserPermission
from .likes import Like, SavedSearch
from .photos import Photo
from .places import District
from .posts import Post, PostEvent
from .reservations import Agreement, Reservation
from .shelters import ShelterAnimal
from .trust import Appeal, EvidencePhoto, Report, Sanction
from .visits import Booking, OpeningHours, Slot

__all__ = [
    "Adoption",
    "Agreement",
    "Appeal",
    "Application",
    "ApplicationEvent",
    "Attachment",
    "Booking",
    "Conversation",
    "District",
    "EvidencePhoto",
    "FollowUp",
    "Invitation",
    "InvitationLink",
    "Like",
    "Message",
    "OpeningHours",
    "Photo",
    "Post",
    "PostEvent",
    "PostGroupPermission",
    "PostUserPermission",
    "Report",
    "Reservation",
    "Sanction",
    "SavedSearch",
    "ShelterAnimal",
    "Slot",
]
