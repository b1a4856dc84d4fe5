"""Applications: the form of a post, answers, files, decisions, the talk."""

import uuid

from tests.permissions.photos import picture
from tests.permissions.rows import row, sees

BOTH = {"giver": 200, "suspended_giver": 200, "applicant": 200, "suspended_applicant": 200, "others": 404}
GIVERS = {"giver": 200, "suspended_giver": 403, "applicant": 403, "suspended_applicant": 403, "others": 404}
APPLICANTS = {"giver": 403, "suspended_giver": 403, "applicant": 200, "suspended_applicant": 403, "others": 404}
DRAFTERS = {"drafter": 200, "others": 404}  # a draft is hers alone; the giver does not know of it

SENT = sees("application", "promised_application", "home_application")
TYPED = {"client": "tab", "seq": 1, "changes": {"q_day1": "我在家工作"}}
OPENED = {"phone": False, "email": True}


def message(_scene):
    return {"text": "你好", "client_id": str(uuid.uuid4())}


def room_photo():
    return {"question": "q_pics", **picture()}


# fmt: off
ROWS = [
    row("GET", "posts/{public_post}/form/", "Read the questions: needs the like", liker=200, drafter=200, applicant=200,
        others=403),
    row("GET", "posts/{private_post}/form/", "The same at a private post", giver=403, suspended_giver=403, invited=403,
        others=404),
    row("POST", "posts/{public_post}/applications/", "Begin an application, or go on with it", liker=200, drafter=200,
        applicant=200, suspended_applicant=200, others=403),
    row("POST", "posts/{private_post}/applications/", "The same at a private post", giver=403, suspended_giver=403,
        invited=403, others=404),
    row("GET", "applications/", "Applications sent and received", giver=SENT, suspended_giver=SENT, applicant=SENT,
        suspended_applicant=SENT, drafter=sees("draft"), others=sees()),
    row("GET", "applications/{application}/", "Read an application", **BOTH),
    row("GET", "applications/{draft}/", "Read a draft", **DRAFTERS),
    row("PUT", "applications/{draft}/answers/", "Fill in a draft", body=TYPED, **DRAFTERS),
    row("PUT", "applications/{application}/answers/", "Answer again what was sent", body=TYPED,
        **APPLICANTS | {"applicant": 409}),
    row("POST", "applications/{draft}/uploads/", "Add a file to a draft", files=room_photo,
        **DRAFTERS | {"drafter": 201}),
    row("POST", "applications/{application}/uploads/", "Add a file to what was sent", files=room_photo,
        **APPLICANTS | {"applicant": 409}),
    row("PUT", "applications/{application}/uploads/{broken_upload}/", "Send another file for an unreadable one",
        files=picture, **APPLICANTS),
    row("PUT", "applications/{draft}/uploads/{draft_upload}/", "The same before it is sent", files=picture,
        **DRAFTERS | {"drafter": 409}),
    row("POST", "applications/{draft}/submit/", "Send a draft", **DRAFTERS),
    row("POST", "applications/{application}/submit/", "Send again what was sent", **APPLICANTS),
    row("POST", "applications/{application}/transitions/", "Shortlist", body={"to": "shortlisted"}, **GIVERS),
    row("POST", "applications/{application}/transitions/", "Decline", body={"to": "declined", "reason": "home"},
        **GIVERS),
    row("POST", "applications/{application}/transitions/", "Withdraw", body={"to": "withdrawn"}, **APPLICANTS),
    row("POST", "applications/{draft}/transitions/", "Withdraw a draft", body={"to": "withdrawn"}, **DRAFTERS),
    row("POST", "applications/{application}/invite/", "Invite to a visit", **GIVERS),
    row("POST", "applications/{draft}/invite/", "Invite whoever has not sent", drafter=403, others=404),
    row("GET", "applications/{application}/messages/", "Read the talk", **BOTH),
    row("GET", "applications/{draft}/messages/", "Before it is sent there is no talk", others=404),
    row("POST", "applications/{application}/messages/", "Say something", body=message,
        **BOTH | {"giver": 201, "applicant": 201, "suspended_giver": 403, "suspended_applicant": 403}),
    row("POST", "applications/{draft}/messages/", "Say something before it is sent", body=message, others=404),
    row("GET", "applications/{application}/contact/", "Read what the two opened to each other", **BOTH),
    row("GET", "applications/{draft}/contact/", "The same before it is sent", others=404),
    row("PUT", "applications/{application}/contact/", "Show one's e-mail to the other side", body=OPENED,
        **BOTH | {"suspended_giver": 403, "suspended_applicant": 403}),
    row("PUT", "applications/{draft}/contact/", "The same before it is sent", body=OPENED, others=404),
    row("GET", "uploads/{private_upload}/", "Open a file that answers a private question", **BOTH),
    row("GET", "uploads/{plain_upload}/", "Open a file that answers another question", reviewer=200, **BOTH),
    row("GET", "uploads/{draft_upload}/", "Open a file of a draft", **DRAFTERS),
    row("GET", "attachments/{attachment}/", "Open a photo of the talk", **BOTH),
    row("GET", "attachments/{homecoming}/", "Open a photo of a follow-up", **BOTH),
]
