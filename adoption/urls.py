"""Addresses of the pages that this app brings, one section a noun."""

from django.urls import path

from adoption import applicant_urls, post_urls
from adoption.pages import agenda, board, dashboard, decisions, promises

app_name = "adoption"

BOARD = "me/posts/<str:uid>/applications/"
APPLICATION = f"{BOARD}<uuid:application>/"
RESERVATION = "me/posts/<str:uid>/reservation/"
VISIT = "me/visits/<uuid:uid>/"

# -- The giver's board and everybody's own page ------------------------------------------------------------------------
board_pages = [
    path("me/", dashboard.me, name="me"),
    path(BOARD, board.board, name="board"),
    path(f"{APPLICATION}read/", decisions.read, name="read"),
    path(f"{APPLICATION}shortlist/", decisions.shortlist, name="shortlist"),
    path(f"{APPLICATION}review/", decisions.review, name="review"),
    path(f"{APPLICATION}invite/", decisions.invite, name="invite"),
    path(f"{APPLICATION}decline/", decisions.decline, name="decline"),
    path(f"{APPLICATION}reserve/", decisions.reserve, name="reserve"),
    path(f"{APPLICATION}note/", decisions.note, name="note"),
    path(RESERVATION, promises.reservation, name="reservation"),
    path(f"{RESERVATION}sign/", promises.sign, name="sign"),
    path(f"{RESERVATION}undo/", promises.undo, name="undo"),
    path(f"{RESERVATION}complete/", promises.complete, name="complete"),
    path("me/posts/<str:uid>/return/", promises.take_back, name="return"),
]

# -- Visits ------------------------------------------------------------------------------------------------------------
visit_pages = [
    path("me/visits/", agenda.visits, name="visits"),
    path("me/visits/times/", agenda.open_time, name="time-open"),
    path("me/visits/times/<int:pk>/delete/", agenda.delete_time, name="time-delete"),
    path("me/visits/hours/", agenda.keep_hours, name="hours"),
    path(f"{VISIT}confirm/", agenda.confirm, name="visit-confirm"),
    path(f"{VISIT}cancel/", agenda.cancel, name="visit-cancel"),
    path(f"{VISIT}outcome/", agenda.outcome, name="visit-outcome"),
    path(f"{VISIT}move/", agenda.move, name="visit-move"),
    path(f"{VISIT}visit.ics", agenda.calendar_file, name="visit-ics"),
    path("calendar/<str:token>.ics", agenda.calendar_feed, name="calendar-feed"),
]

urlpatterns = board_pages + visit_pages + applicant_urls.urlpatterns + post_urls.urlpatterns
