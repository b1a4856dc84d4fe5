"""The API as a program meets it: one shape of errors everywhere, and a document that is true."""

import json

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["nothing/", "posts/no such id/", "posts/a%0Ab/like/", "applications/1/", ""])
def test_where_nothing_is_the_answer_is_a_problem_not_a_page(path):
    response = Client().get(f"/api/v1/{path}")

    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")
    assert response.json()["code"] == "not_found"


def test_every_operation_names_its_common_refusals():
    answer = Client(HTTP_ACCEPT="application/vnd.oai.openapi+json").get("/api/v1/schema/")
    document = json.loads(answer.content)

    operations = [
        (path, method, each) for path, methods in document["paths"].items() for method, each in methods.items()
    ]
    silent = [
        (path, method)
        for path, method, each in operations
        if (each.get("security") and "401" not in each["responses"]) or ("{" in path and "404" not in each["responses"])
    ]
    assert operations != []
    assert silent == []


def test_a_forgotten_slash_leads_on():
    response = Client().get("/api/v1/docs")

    assert (response.status_code, response["Location"]) == (301, "/api/v1/docs/")
