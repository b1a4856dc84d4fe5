"""Addresses of what an applicant sees: the form, her applications, conversations, follow-ups."""

from django.urls import path

from adoption.pages import answer_files, apply, contacts, followups, home_facts, my_applications, talks

APPLICATION = "me/applications/<uuid:uid>/"
TALK = "me/messages/<uuid:uid>/"

urlpatterns = [
    path("pets/<slug:uid>/apply/", apply.apply, name="apply"),
    path("me/applications/", my_applications.my_applications_list, name="my-applications"),
    path(APPLICATION, my_applications.my_application, name="my-application"),
    path(f"{APPLICATION}sent/", my_applications.sent, name="my-application-sent"),
    path(f"{APPLICATION}withdraw/", my_applications.withdraw, name="my-application-withdraw"),
    path(f"{APPLICATION}visit/", my_applications.book, name="my-application-book"),
    path(f"{APPLICATION}visit/cancel/", my_applications.cancel_visit, name="my-application-visit-cancel"),
    path(f"{APPLICATION}visit.ics", my_applications.visit_file, name="my-application-visit-ics"),
    path(f"{APPLICATION}files/<uuid:upload>/", answer_files.replace, name="my-application-file"),
    path(f"{APPLICATION}agreement/", my_applications.agreement, name="my-application-agreement"),
    path("me/settings/home/", home_facts.edit, name="home-facts"),
    path("me/messages/", talks.talks_list, name="talks"),
    path(TALK, talks.say, name="talk-say"),
    path(f"{TALK}since/", talks.since, name="talk-since"),
    path(f"{TALK}read/", talks.read, name="talk-read"),
    path(f"{TALK}contact/show/", contacts.show, name="contact-show"),
    path(f"{TALK}contact/take-back/", contacts.take_back, name="contact-take-back"),
    path("attachments/<uuid:uid>/", talks.attachment_read, name="attachment"),
    path("follow-ups/<str:token>/", followups.follow_up, name="follow-up"),
]
