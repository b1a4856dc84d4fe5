"""Photos of posts, likes and invitations."""

import io

from PIL import Image

from tests.permissions.posts import ADMITTED, NOT_HERS
from tests.permissions.rows import row


def picture():
    file = io.BytesIO()
    Image.new("RGB", (64, 64), "orange").save(file, "JPEG")
    file.seek(0)
    file.name = "cat.jpg"
    return {"file": file}


PRIVATE = {"giver": 200, "suspended_giver": 200, **ADMITTED}
ADDRESS = {"email": "aunt@example.org"}
# Staff who review a post are no guests of it.
MAY_LIKE = {"giver": 403, "unverified": 403, "suspended": 403, "suspended_applicant": 403, "suspended_giver": 403}

# fmt: off
ROWS = [
    row("GET", "posts/{public_post}/photos/", "All photos of a post, rejected ones too", giver=200, suspended_giver=200,
        **NOT_HERS),
    row("GET", "posts/{private_post}/photos/", "The same of a private post", **PRIVATE),
    row("POST", "posts/{public_post}/photos/", "Add a photo", files=picture, giver=201, **NOT_HERS),
    row("POST", "posts/{private_post}/photos/", "Add a photo to a private post", files=picture,
        **PRIVATE | {"giver": 201, "suspended_giver": 403}),
    row("PATCH", "photos/{photo}/", "Describe a photo", body={"alt": "橘子在睡覺"}, giver=200, **NOT_HERS),
    row("PATCH", "photos/{private_photo}/", "Describe a photo of a private post", body={"alt": "在睡覺"}, giver=200,
        suspended_giver=403, invited=403, others=404),
    row("DELETE", "photos/{photo}/", "Remove a photo", giver=204, **NOT_HERS),
    row("DELETE", "photos/{private_photo}/", "Remove a photo of a private post", giver=204, suspended_giver=403,
        invited=403, others=404),
    row("PUT", "posts/{public_post}/like/", "Like a pet", blocked=403, **MAY_LIKE, others=200),
    row("PUT", "posts/{private_post}/like/", "Like a pet of a private post", giver=403, suspended_giver=403,
        invited=200, others=404),
    row("DELETE", "posts/{public_post}/like/", "Take the like back", suspended=403, suspended_applicant=403,
        suspended_giver=403, others=200),
    row("DELETE", "posts/{private_post}/like/", "The same at a private post", giver=200, suspended_giver=403,
        invited=200, moderator=200, operator=200, others=404),
    row("GET", "posts/{private_post}/invitations/", "Who was invited", **PRIVATE),
    row("POST", "posts/{private_post}/invitations/", "Invite", body=ADDRESS,
        **PRIVATE | {"giver": 201, "suspended_giver": 403}),
    row("DELETE", "posts/{private_post}/invitations/?id={invitation}", "Take an invitation back",
        **PRIVATE | {"giver": 204, "suspended_giver": 403}),
    row("GET", "posts/{private_post}/invitation-links/", "Links that let somebody in", **PRIVATE),
    row("POST", "posts/{private_post}/invitation-links/", "Make such a link", body={},
        **PRIVATE | {"giver": 201, "suspended_giver": 403}),
    row("DELETE", "posts/{private_post}/invitation-links/?id={invitation_link}", "End such a link",
        **PRIVATE | {"giver": 204, "suspended_giver": 403}),
    row("GET", "photos/{private_photo}/480/", "Look at a photo of a private post", anonymous=404, giver=302,
        suspended_giver=302, invited=302, moderator=302, operator=302, others=404),
]
