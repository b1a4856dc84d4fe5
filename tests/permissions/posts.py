"""Posts: the public list and pages, and what their givers do with them."""

from tests.permissions.rows import row, sees

LISTED = sees("public_post", "promised_post", "other_post")
NOT_HERS = {"others": 403}  # everybody may see a public post
# Whom a private post is open to; staff who review posts read it too.
ADMITTED = {"invited": 403, "moderator": 403, "operator": 403, "others": 404}

# fmt: off
ROWS = [
    row("GET", "posts/", "Read the list", anonymous=LISTED, deactivated_giver=LISTED, others=LISTED),
    row("GET", "posts/facets/", "Count the list", anonymous=200, deactivated_giver=200, others=200),
    row("POST", "posts/", "Begin a post", body={"name": "橘子"}, unverified=403, suspended=403,
        suspended_applicant=403, suspended_giver=403, others=201),
    row("GET", "posts/{public_post}/", "Read a public post", anonymous=200, deactivated_giver=200, others=200),
    row("GET", "posts/{private_post}/", "Read a private post", anonymous=404, giver=200, suspended_giver=200,
        invited=200, moderator=200, operator=200, others=404),
    row("GET", "posts/{draft_post}/", "Read a draft of a post", anonymous=404, giver=200, suspended_giver=200,
        moderator=200, operator=200, others=404),
    row("PATCH", "posts/{public_post}/", "Change a public post", body={"name": "小橘"}, giver=200, **NOT_HERS),
    row("PATCH", "posts/{private_post}/", "Change a private post", body={"name": "小橘"}, giver=200,
        suspended_giver=403, **ADMITTED),
    row("DELETE", "posts/{public_post}/", "Delete what was shown: it is withdrawn instead", giver=409, **NOT_HERS),
    row("DELETE", "posts/{draft_post}/", "Delete a draft", giver=204, suspended_giver=403, moderator=403, operator=403,
        others=404),
    row("POST", "posts/{draft_post}/publish/", "Publish", giver=200, suspended_giver=403, moderator=403, operator=403,
        others=404),
    row("POST", "posts/{public_post}/pause/", "Pause", giver=200, **NOT_HERS),
    row("POST", "posts/{private_post}/pause/", "Pause a private post", giver=200, suspended_giver=403, **ADMITTED),
    row("POST", "posts/{paused_post}/resume/", "End the pause", giver=200, **NOT_HERS),
    row("POST", "posts/{public_post}/confirm/", "Say that the pet still waits", giver=200, **NOT_HERS),
    row("POST", "posts/{public_post}/withdraw/", "Withdraw the post", giver=200, **NOT_HERS),
    row("POST", "posts/{private_post}/withdraw/", "Withdraw a private post", giver=200, suspended_giver=403,
        **ADMITTED),
]
