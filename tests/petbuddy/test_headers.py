"""What every answer says to the browser: who may frame it."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/", "/pets/", "/accounts/login/", "/healthz", "/no-such-page/"])
def test_nobody_may_frame_a_page(client, path):
    answer = client.get(path)

    policy = answer["Content-Security-Policy"].split("; ")
    assert (answer["X-Frame-Options"], "frame-ancestors 'none'" in policy) == ("DENY", True)
