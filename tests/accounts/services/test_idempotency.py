"""A creating request that is sent twice makes one thing."""

from datetime import timedelta

import pytest
import time_machine
from django.test import RequestFactory
from django.utils import timezone
from rest_framework.decorators import api_view
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response
from rest_framework.test import force_authenticate

from accounts.api.idempotency import idempotent
from accounts.models import Block, IdempotencyKey
from accounts.services import blocks, idempotency
from tests.factories.accounts import UserFactory, api

pytestmark = pytest.mark.django_db


@api_view(["POST"])
@idempotent
def create(request):
    """Makes a row each time that it really runs."""
    if request.data.get("fail"):
        blocks.block(blocker=request.user, blocked=UserFactory())
        raise ValidationError("no")
    blocks.block(blocker=request.user, blocked=UserFactory())
    return Response({"count": Block.objects.count()}, status=201)


def send(user, key="key-1", body=None, path="/things/"):
    headers = {"HTTP_IDEMPOTENCY_KEY": key} if key else {}
    request = RequestFactory().post(path, body or {"a": 1}, content_type="application/json", **headers)
    force_authenticate(request, user)
    return create(request)


def test_the_second_answer_is_the_first_one_and_nothing_new_is_made():
    user = UserFactory()

    answers = [send(user) for _ in range(3)]

    assert [(answer.status_code, answer.data) for answer in answers] == [(201, {"count": 1})] * 3
    assert [answer.get("Idempotency-Replayed") for answer in answers] == [None, "true", "true"]


def test_without_a_key_each_request_counts():
    user = UserFactory()

    assert [send(user, key="").data["count"] for _ in range(2)] == [1, 2]


@pytest.mark.parametrize("other", ["user", "path", "key", "case"])
def test_a_key_belongs_to_its_user_and_route(other):
    user = UserFactory()
    send(user)
    changed = {
        "user": {"user": UserFactory()},
        "path": {"path": "/others/"},
        "key": {"key": "key-2"},
        "case": {"key": "KEY-1"},
    }[other]

    assert send(**{"user": user, **changed}).data["count"] == 2


def test_another_body_under_the_same_key_is_refused():
    user = UserFactory()
    send(user)

    answer = send(user, body={"a": 2})

    assert (answer.status_code, answer.data["code"]) == (422, "idempotency_key_reused")


def test_a_refused_request_made_nothing_and_may_be_sent_again():
    user = UserFactory()

    answers = [send(user, body={"fail": 1}).status_code for _ in range(2)]

    assert answers == [400, 400]
    assert Block.objects.count() == 0


def test_while_the_first_runs_the_second_is_told_to_wait():
    user = UserFactory()
    claim = {"user": user, "route": "r", "key": "k", "fingerprint": "f"}
    idempotency.claim(**claim)

    with pytest.raises(idempotency.StillRunning):
        idempotency.claim(**claim)


def test_a_claim_whose_owner_died_is_taken_over_and_the_dead_one_can_store_nothing():
    user = UserFactory()
    claim = {"user": user, "route": "r", "key": "k", "fingerprint": "f"}
    first = idempotency.claim(**claim)

    with time_machine.travel(timezone.now() + timedelta(seconds=61)):
        second = idempotency.claim(**claim)

    with pytest.raises(idempotency.StillRunning):
        idempotency.store(row=first, status=201, response={})
    idempotency.store(row=second, status=201, response={})
    assert IdempotencyKey.objects.get().status == 201


def test_after_a_day_the_key_is_free():
    user = UserFactory()
    send(user)

    with time_machine.travel(timezone.now() + timedelta(hours=24, seconds=1)):
        answer = send(user, body={"a": 2})

    assert answer.data["count"] == 2


@pytest.mark.parametrize("body", ["[]", "[1]", '"text"', "7", "null"])
def test_a_body_that_is_no_object_is_refused_like_without_a_key(body):
    client = api(UserFactory())

    answers = [
        client.generic("POST", "/api/v1/reports/", body, content_type="application/json", **headers)
        for headers in ({}, {"HTTP_IDEMPOTENCY_KEY": "key-1"})
    ]

    assert [answer.status_code for answer in answers] == [400, 400]
