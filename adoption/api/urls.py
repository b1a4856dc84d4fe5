"""Addresses of the API that this app brings."""

from django.urls import path

from adoption.api import invitations, likes, photos, posts

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
    path("posts/<slug:uid>/invitations/", invitations.PostInvitations.as_view()),
]
