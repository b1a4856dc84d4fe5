"""What every answer says to the browser: who may frame it."""

import re

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/", "/pets/", "/accounts/login/", "/healthz", "/no-such-page/"])
def test_nobody_may_frame_a_page(client, path):
    answer = client.get(path)

    policy = answer["Content-Security-Policy"].split("; ")
    assert (answer["X-Frame-Options"], "frame-ancestors 'none'" in policy) == ("DENY", True)


def test_the_reader_of_the_api_s_document_runs_under_our_policy(client):
    page = client.get("/api/v1/docs/")
    script = client.get("/api/v1/docs/?script=")

    inline = re.findall(r"<script>|<style>", page.content.decode())
    assert (page.status_code, inline) == (200, [])
    assert (script.status_code, script["Content-Type"]) == (200, "application/javascript")
