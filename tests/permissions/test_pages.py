"""The site's pages with a thing in their address: to a stranger it is not there, a visitor is asked to sign in."""

import re

import pytest

from tests.test_rights_of_urls import CLOSED

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

# (method, address): what belongs to the giver, or is between her and the applicant
FOREIGN = [
    ("get", "/pets/{draft_post}/edit/"),
    ("get", "/pets/{private_post}/edit/"),
    ("get", "/pets/{private_post}/apply/"),
    ("post", "/pets/{private_post}/like/"),
    ("get", "/pets/{private_post}/report/"),
    ("get", "/me/posts/{private_post}/end/"),
    ("post", "/me/posts/{private_post}/pause/"),
    ("post", "/me/posts/{private_post}/return/"),
    ("post", "/me/posts/{private_post}/invitations/"),
    ("post", "/me/posts/{private_post}/invitations/links/"),
    ("post", "/me/posts/{private_post}/invitations/links/{invitation_link}/end/"),
    ("get", "/me/posts/{private_post}/applications/"),
    ("get", "/me/posts/{draft_post}/applications/"),
    ("post", "/me/visits/times/{slot}/delete/"),
    *(("post", f"/me/visits/{{booking}}/{step}/") for step in ("confirm", "cancel", "outcome", "move")),
    ("get", "/me/visits/{booking}/visit.ics"),
    *(("get", f"/forms/{{form}}/{page}/") for page in ("edit", "preview", "settings", "test", "history", "share")),
    *(("get", f"/forms/{{form}}/results/{page}") for page in ("", "compare/", "print/", "export/")),
    ("post", "/forms/{form}/results/delete/"),
    ("get", "/forms/{form}/results/{application_sheet}/"),
    ("post", "/forms/{form}/results/{application_sheet}/review/"),
    *(("post", f"/forms/{{form}}/{step}/") for step in ("publish", "keep", "copy", "close", "reopen", "leave")),
    ("post", "/forms/{form}/history/1/restore/"),
    ("post", "/forms/{form}/share/{editor_share}/"),
    ("post", "/forms/{form}/share/{editor_share}/remove/"),
    ("get", "/forms/{form}/transfer/"),
    ("post", "/forms/{form}/transfer/withdraw/"),
    ("get", "/me/applications/{application}/"),
    ("get", "/me/applications/{application}/sent/"),
    ("get", "/me/applications/{application}/visit.ics"),
    ("post", "/me/applications/{application}/withdraw/"),
    ("post", "/me/applications/{application}/files/{broken_upload}/"),
    ("post", "/me/applications/{application}/visit/"),
    ("post", "/me/applications/{application}/visit/cancel/"),
    ("post", "/me/applications/{promised_application}/agreement/"),
    ("post", "/me/messages/{conversation}/"),
    ("get", "/me/messages/{conversation}/since/"),
    ("post", "/me/messages/{conversation}/read/"),
    ("post", "/me/messages/{conversation}/contact/show/"),
    ("post", "/me/messages/{conversation}/contact/take-back/"),
    ("get", "/attachments/{attachment}/"),
    ("get", "/uploads/{private_upload}/"),
    ("post", "/me/settings/devices/{device}/end/"),
    ("post", "/me/settings/data/export/{archive}/"),
]
# The post is there for everybody, so 403; whether there is such an application, nobody hears.
ON_A_PUBLIC_POST = [
    ("get", "/pets/{public_post}/edit/"),
    ("get", "/me/posts/{public_post}/end/"),
    *(("post", f"/me/posts/{{public_post}}/{step}/") for step in ("pause", "withdraw", "return", "invitations")),
    ("post", "/me/posts/{public_post}/invitations/links/"),
    ("get", "/me/posts/{public_post}/applications/"),
    *(
        ("post", f"/me/posts/{{public_post}}/applications/{{application}}/{step}/")
        for step in ("read", "shortlist", "review", "invite", "decline", "reserve", "note")
    ),
    ("get", "/me/posts/{promised_post}/reservation/"),
    *(("post", f"/me/posts/{{promised_post}}/reservation/{step}/") for step in ("sign", "undo", "complete")),
]
# Addresses with a thing in them that stand in no line above, and why.
OTHERWISE = {
    "me/notifications/<int:pk>/": "own notifications: tests/notifications",
    "invitations/<str:token>/": "the mailed secret is the right: tests/adoption",
    "me/posts/<slug:uid>/<slug:act>/": "stands above as pause",
    "forms/templates/<slug:slug>/rename/": "own templates by their slug: tests/forms_builder",
    "forms/templates/<slug:slug>/remove/": "own templates by their slug: tests/forms_builder",
    "forms/pictures/<uuid:uid>/": "whoever may read the form: tests/forms_builder",
    "forms/transfers/<int:pk>/": "the one to whom a form is offered: tests/forms_builder",
    "me/settings/privacy/<int:pk>/take-back/": "own disclosures: tests/accounts",
    "people/<uuid:uid>/avatar/": "those who deal with a person: tests/accounts",
    "people/<uuid:uid>/block/": "those who deal with a person: tests/accounts",
    "people/<uuid:uid>/unblock/": "those who deal with a person: tests/accounts",
}
STAFF = ["moderator", "operator"]  # they review posts, and so may know of each
STRANGERS = ["stranger", "other_giver", "blocked", *STAFF]


def name_of(pair):
    return " ".join(pair)


@pytest.mark.parametrize("role", STRANGERS)
def test_a_strangers_answer_is_that_for_what_is_not_there(visit, role):
    pages = [(method, page) for method, page in FOREIGN if role not in STAFF or "_post}" not in page]

    telling = []
    for method, page in pages:
        foreign, missing = (visit(page, role, method=method, missing=gone) for gone in (False, True))
        if (foreign.status_code, body(foreign)) != (404, body(missing)):
            telling.append(f"{method} {page}: {foreign.status_code}, {missing.status_code} for a missing id")

    assert not telling, "\n".join(["", *telling])


@pytest.mark.parametrize("role", STRANGERS)
def test_on_a_public_post_a_stranger_hears_no_more_than_that_it_is_not_hers(visit, role):
    telling = []
    for method, page in ON_A_PUBLIC_POST:
        foreign, missing = (visit(page, role, method=method, missing=gone) for gone in ((), ("application",)))
        if (foreign.status_code, body(foreign)) != (403, body(missing)):
            telling.append(f"{method} {page}: {foreign.status_code}, {missing.status_code} for a missing application")

    assert not telling, "\n".join(["", *telling])


@pytest.mark.parametrize("role", STAFF)
def test_staff_act_for_nobody_on_the_site(visit, role):
    answers = {
        name_of((method, page)): visit(page, role, method=method).status_code
        for method, page in FOREIGN
        if "_post}" in page and not page.endswith("/report/")
    }

    assert {page: status for page, status in answers.items() if status not in (403, 404)} == {}


def test_a_visitor_is_asked_to_sign_in(visit):
    answers = {name_of(pair): visit(pair[1], "anonymous", method=pair[0]) for pair in FOREIGN + ON_A_PUBLIC_POST}

    wrong = {
        page: answer.status_code
        for page, answer in answers.items()
        if not (answer.status_code == 302 and answer["Location"].startswith("/accounts/login/"))
    }
    assert wrong == {}


def test_the_addresses_are_ones_that_exist(visit):
    """Whoever it belongs to gets another answer than a stranger: else the table would be about nothing."""
    answers = {
        name_of((method, page)): {visit(page, role, method=method).status_code for role in ("giver", "applicant")}
        for method, page in FOREIGN + ON_A_PUBLIC_POST
        if not page.endswith(("/move/", "/results/delete/"))  # 404 without a time to move to, without answers to delete
    }

    assert [page for page, statuses in answers.items() if statuses == {404}] == []


def test_no_address_of_a_thing_is_forgotten():
    named = {re.sub(r"{\w+}|(?<=/)\d+(?=/)", "<>", page).lstrip("/") for _method, page in FOREIGN + ON_A_PUBLIC_POST}
    closed = [route for route in CLOSED if "<" in route and not route.startswith(("api/", "admin/", "people/"))]

    missing = [route for route in closed if re.sub(r"<[^>]+>", "<>", route) not in named and route not in OTHERWISE]

    assert missing == [], "add it to FOREIGN, or to OTHERWISE with the tests that hold it"


def body(response):
    """The page without what is different each time."""
    text = response.content.decode(errors="replace")
    text = text.replace(response.headers.get("X-Request-ID", "-"), "")
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)
    return re.sub(r'nonce="[^"]+"|next=[^"&]*|name="next" value="[^"]*"', "", text)
