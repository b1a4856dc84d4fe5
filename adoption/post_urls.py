"""Addresses of posts: the public pages, the giver's own, and what mails link to."""

from django.urls import path

from adoption.pages import invitations, likes, own_posts, post_editor, posts, reports, still_there, texts

TEXTS = ("how-it-works", "help", "safety", "privacy", "terms", "stories")

# -- For everybody -----------------------------------------------------------------------------------------------------
public_pages = [
    path("", posts.home, name="home"),
    path("pets/", posts.pets, name="pets"),
    path("shelters/", posts.shelter_animals, name="shelters"),
    *(path(f"{name}/", texts.text, {"name": name}, name=name) for name in TEXTS),
]

# -- The giver's own ---------------------------------------------------------------------------------------------------
giver_pages = [
    path("pets/new/", post_editor.new, name="post-new"),
    path("pets/<slug:uid>/edit/", post_editor.edit, name="post-edit"),
    path("me/posts/", own_posts.own_posts, name="own-posts"),
    path("me/posts/<slug:uid>/end/", own_posts.end, name="own-post-end"),
    path("me/posts/<slug:uid>/invitations/", invitations.invite, name="invite"),
    path("me/posts/<slug:uid>/invitations/links/", invitations.make_link, name="invite-link"),
    path("me/posts/<slug:uid>/invitations/links/<int:number>/end/", invitations.end_link, name="invite-link-end"),
    path("me/posts/<slug:uid>/<slug:act>/", own_posts.act, name="own-post-act"),
]

# -- The adopter's, and links from mails -------------------------------------------------------------------------------
reader_pages = [
    path("me/likes/", likes.liked, name="likes"),
    path("pets/<slug:uid>/like/", likes.like, name="like"),
    path("pets/<slug:uid>/report/", reports.report, name="report"),
    path("invitations/<str:token>/", invitations.accept, name="invitation"),
    path("still-there/<str:token>/", still_there.answer, name="still-there"),
]

# Last: a pet's page takes whatever words stand behind its code.
pet_pages = [
    path("pets/<slug:uid>/", posts.pet, name="pet"),
    path("pets/<slug:uid>/<str:slug>/", posts.pet, name="pet-named"),
]

urlpatterns = public_pages + giver_pages + reader_pages + pet_pages
