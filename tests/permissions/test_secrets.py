"""Words planted in answers, talks, reviewers' and forms' notes come out nowhere but where they may be read."""

import pytest

from tests.permissions.rows import ROLES
from tests.permissions.scene import ANSWER, CHECK, HINT, NOTE, PRIVATE_ANSWER, SAID
from tests.permissions.table import ROWS

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

READS = [row for row in ROWS if row.method == "GET"]
GIVERS = {"giver", "suspended_giver"}
APPLICANTS = {"applicant", "suspended_applicant"}
# Who may read each; the draft's owner has typed the same answer as the applicant.
MAY_READ = {
    ANSWER: GIVERS | APPLICANTS | {"drafter", "reviewer"},
    PRIVATE_ANSWER: GIVERS | APPLICANTS,
    NOTE: {"reviewer", "giver", "suspended_giver"},
    SAID: GIVERS | APPLICANTS,
    HINT: GIVERS | {"editor", "publisher"},
    CHECK: GIVERS | {"editor", "publisher"},
}
PAGES = [
    "/",
    "/pets/",
    "/pets/{public_post}/",
    "/forms/",
    "/forms/{form}/results/",
    "/forms/{form}/results/?view=summary",
    "/forms/{form}/results/{application_sheet}/",
    "/forms/{form}/results/compare/?who={application_sheet}&who={home_application_sheet}",
    "/forms/{form}/results/print/",
    "/forms/{form}/edit/",
    "/forms/{form}/preview/",
    "/forms/{form}/preview/?version=1",
    "/forms/{form}/history/",
    "/forms/{form}/test/",
    "/forms/{form}/publish/",
    "/me/",
    "/me/posts/",
    "/me/posts/{public_post}/applications/",
    "/me/posts/{public_post}/applications/?application={application}",
    "/me/applications/",
    "/me/applications/{application}/",
    "/me/messages/",
    "/me/messages/{conversation}/since/",
    "/me/notifications/",
    "/me/visits/",
]


def text_of(response):
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode(errors="replace")


def found_in(text, role):
    return [secret for secret, readers in MAY_READ.items() if secret in text and role not in readers]


@pytest.mark.parametrize("role", ROLES)
def test_no_reading_operation_says_them_to_whoever_may_not_know(ask, role):
    answers = [(row, text_of(ask(row, role))) for row in READS]

    told = [f"{row} says {secret}" for row, text in answers for secret in found_in(text, role)]

    assert not told, "\n".join(["", *told])


@pytest.mark.parametrize("role", ROLES)
def test_no_page_says_them_to_whoever_may_not_know(visit, role):
    answers = [(page, text_of(visit(page, role))) for page in PAGES]

    told = [f"{page} says {secret}" for page, text in answers for secret in found_in(text, role)]

    assert not told, "\n".join(["", *told])


def test_they_are_there_to_be_found(ask, visit):
    giver, applicant = (" ".join(text_of(ask(row, role)) for row in READS) for role in ("giver", "applicant"))
    pages = " ".join(text_of(visit(page, role)) for page in PAGES for role in ("giver", "reviewer"))

    assert [secret in giver for secret in (ANSWER, PRIVATE_ANSWER, SAID)] == [True] * 3
    assert [secret in applicant for secret in (ANSWER, PRIVATE_ANSWER, SAID)] == [True] * 3
    assert [secret in pages for secret in MAY_READ] == [True] * len(MAY_READ)
