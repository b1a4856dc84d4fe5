"""Addresses of the API that this app brings."""

from django.urls import path

from adoption.api import (
    applications,
    conversations,
    followups,
    invitations,
    likes,
    photos,
    posts,
    reservations,
    trust,
    visits,
)

urlpatterns = [
    # posts, photos, likes, invitations
    path("posts/", posts.PostList.as_view()),
    path("posts/facets/", posts.Facets.as_view()),
    path("posts/<slug:uid>/", posts.PostDetail.as_view()),
    path("posts/<slug:uid>/publish/", posts.Publish.as_view()),
    path("posts/<slug:uid>/pause/", posts.Pause.as_view()),
    path("posts/<slug:uid>/resume/", posts.Resume.as_view()),
    path("posts/<slug:uid>/withdraw/", posts.Withdraw.as_view()),
    path("posts/<slug:uid>/confirm/", posts.Confirm.as_view()),
    path("posts/<slug:uid>/like/", likes.PostLike.as_view()),
    path("posts/<slug:uid>/photos/", photos.PostPhotos.as_view()),
    path("photos/<uuid:uid>/", photos.PhotoDetail.as_view()),
    path("photos/<uuid:uid>/<int:width>/", photos.PhotoFile.as_view()),
    path("posts/<slug:uid>/invitations/", invitations.PostInvitations.as_view()),
    path("posts/<slug:uid>/invitation-links/", invitations.PostInvitationLinks.as_view()),
    # applications, talks, files
    path("posts/<slug:uid>/form/", applications.PostForm.as_view()),
    path("posts/<slug:uid>/applications/", applications.PostApplications.as_view()),
    path("applications/", applications.ApplicationList.as_view()),
    path("applications/<uuid:uid>/", applications.ApplicationDetail.as_view()),
    path("applications/<uuid:uid>/answers/", applications.Answers.as_view()),
    path("applications/<uuid:uid>/uploads/", applications.Uploads.as_view()),
    path("applications/<uuid:uid>/uploads/<uuid:upload>/", applications.Replacement.as_view()),
    path("applications/<uuid:uid>/submit/", applications.Submit.as_view()),
    path("applications/<uuid:uid>/transitions/", applications.Transitions.as_view()),
    path("applications/<uuid:uid>/invite/", applications.Invite.as_view()),
    path("applications/<uuid:uid>/messages/", conversations.Messages.as_view()),
    path("applications/<uuid:uid>/contact/", conversations.Contact.as_view()),
    path("uploads/<uuid:uid>/", applications.UploadDetail.as_view()),
    path("attachments/<uuid:uid>/", conversations.AttachmentDetail.as_view()),
    # the promise
    path("posts/<slug:uid>/reservation/", reservations.PostReservation.as_view()),
    path("posts/<slug:uid>/reservation/complete/", reservations.Complete.as_view()),
    # visits
    path("posts/<slug:uid>/slots/", visits.PostSlots.as_view()),
    path("slots/<int:pk>/", visits.SlotDetail.as_view()),
    path("slots/<int:pk>/bookings/", visits.SlotBookings.as_view()),
    path("bookings/<uuid:uid>/", visits.BookingDetail.as_view()),
    path("me/calendar.ics", visits.Calendar.as_view()),
    # follow-ups, reports
    path("follow-ups/", followups.FollowUpList.as_view()),
    path("follow-ups/<uuid:uid>/answer/", followups.FollowUpAnswer.as_view()),
    path("reports/", trust.Reports.as_view()),
]
