"""The promise, visits, follow-ups and reports."""

from tests.permissions.posts import ADMITTED, NOT_HERS
from tests.permissions.rows import row, sees

PARTIES = {"giver": 200, "applicant": 200, "suspended_giver": 403, "suspended_applicant": 403, "others": 404}
MUTE = dict.fromkeys(("suspended", "suspended_applicant", "suspended_giver"), 403)  # they read, and wait
TOLD = sees("follow_up")


def promise(scene):
    return {"application": scene.id_of("application"), "alternates": []}


def time(scene):
    return {"starts_at": scene.later(9), "ends_at": scene.later(10), "place": "文山區"}


def another_time(scene):
    return {"slot": int(scene.id_of("free_slot"))}


def report(kind, name):
    return lambda scene: {"kind": kind, "id": scene.id_of(name), "reason": "money"}


# fmt: off
ROWS = [
    row("PUT", "posts/{public_post}/reservation/", "Promise the pet", body=promise, giver=200, **NOT_HERS),
    row("PUT", "posts/{private_post}/reservation/", "Promise it to whoever applied elsewhere", body=promise, giver=404,
        suspended_giver=404, **ADMITTED),
    row("DELETE", "posts/{promised_post}/reservation/", "Take the promise back", giver=204, **NOT_HERS),
    row("POST", "posts/{promised_post}/reservation/complete/", "Hand the pet over", giver=200, **NOT_HERS),
    row("POST", "posts/{private_post}/reservation/complete/", "Hand over what is not promised", giver=409,
        suspended_giver=403, **ADMITTED),
    row("GET", "posts/{public_post}/slots/", "Read the times for visits", others=sees("slot", "free_slot")),
    row("GET", "posts/{private_post}/slots/", "The same of a private post", giver=sees("private_slot"),
        suspended_giver=sees("private_slot"), invited=sees("private_slot"), moderator=sees("private_slot"),
        operator=sees("private_slot"), others=404),
    row("POST", "posts/{public_post}/slots/", "Offer a time", body=time, giver=201, **NOT_HERS),
    row("POST", "posts/{private_post}/slots/", "Offer a time at a private post", body=time, giver=201,
        suspended_giver=403, **ADMITTED),
    row("DELETE", "slots/{slot}/", "Take a time back", giver=204, **NOT_HERS),
    row("DELETE", "slots/{private_slot}/", "The same at a private post", giver=204, suspended_giver=403, invited=403,
        others=404),
    row("POST", "slots/{promised_slot}/bookings/", "Ask for a time: needs an open application", applicant=201,
        others=403),
    row("POST", "slots/{private_slot}/bookings/", "The same at a private post", giver=403, suspended_giver=403,
        invited=403, others=404),
    row("PATCH", "bookings/{booking}/", "Confirm a visit", body={"state": "confirmed"}, **PARTIES | {"applicant": 403}),
    row("PATCH", "bookings/{booking}/", "Move a visit", body=another_time, **PARTIES),
    row("DELETE", "bookings/{booking}/", "Call a visit off", **PARTIES | {"giver": 204, "applicant": 204}),
    row("GET", "me/calendar.ics", "Own visits as a calendar", others=200),
    row("GET", "follow-ups/", "Follow-ups of pets given and adopted", giver=TOLD, suspended_giver=TOLD, applicant=TOLD,
        suspended_applicant=TOLD, others=sees()),
    row("POST", "follow-ups/{follow_up}/answer/", "Tell how it is going", body={"mood": "great"},
        **PARTIES | {"giver": 403, "suspended_applicant": 200}),  # how the animal fares we hear from anybody
    row("POST", "reports/", "Report a public post", body=report("post", "public_post"), **MUTE, others=201),
    row("POST", "reports/", "Report a private post", body=report("post", "private_post"), giver=201,
        suspended_giver=403, invited=201, moderator=201, operator=201, others=404),
    row("POST", "reports/", "Report a message", body=report("message", "message"), giver=201, suspended_giver=403,
        applicant=201, suspended_applicant=403, others=404),
    row("POST", "reports/", "Report a person", body=report("person", "bystander"), **MUTE, others=201),
]
