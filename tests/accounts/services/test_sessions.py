"""Tokens: one successor under any concurrency, reuse ends the family, ended is ended at once."""

import threading
from datetime import timedelta

import jwt
import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.utils import timezone

from accounts import tokens
from accounts.models import AuditEntry, RefreshToken, Session
from accounts.selectors.sessions import session_of_access
from accounts.services import sessions
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_rotation_gives_a_new_pair_of_the_same_session():
    first = sessions.start(user=UserFactory())

    second = sessions.rotate(refresh=first.refresh)

    assert second.refresh != first.refresh
    assert second.session == first.session
    assert session_of_access(second.access) == first.session


def test_the_same_client_may_repeat_the_request_and_gets_the_identical_successor():
    first = sessions.start(user=UserFactory(), device="phone")
    second = sessions.rotate(refresh=first.refresh, device="phone")

    again = sessions.rotate(refresh=first.refresh, device="phone")

    assert again.refresh == second.refresh
    assert RefreshToken.objects.filter(session=first.session).count() == 2


@pytest.mark.parametrize(
    ("device", "seconds"), [("phone", 11), ("somebody else's", 1)], ids=["too late", "another client"]
)
def test_a_spent_token_in_other_hands_ends_the_family_and_is_logged(device, seconds):
    user = UserFactory()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        first = sessions.start(user=user, device="phone")
        second = sessions.rotate(refresh=first.refresh, device="phone")
        clock.shift(seconds)

        with pytest.raises(sessions.SessionOver):
            sessions.rotate(refresh=first.refresh, device=device)

        with pytest.raises(sessions.SessionOver):
            sessions.rotate(refresh=second.refresh, device="phone")
        with pytest.raises(tokens.TokenRefused):
            session_of_access(second.access)
    assert AuditEntry.objects.filter(action="session.reuse", actor=user).count() == 1
    assert Session.objects.get().end_reason == "reuse"


def test_a_successor_that_was_already_used_is_not_handed_out_again():
    first = sessions.start(user=UserFactory())
    second = sessions.rotate(refresh=first.refresh)
    sessions.rotate(refresh=second.refresh)

    with pytest.raises(sessions.SessionOver):
        sessions.rotate(refresh=first.refresh)


def test_a_device_unused_for_seven_days_is_signed_out():
    pair = sessions.start(user=UserFactory())

    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1)), pytest.raises(sessions.SessionOver):
        sessions.rotate(refresh=pair.refresh)


def test_a_device_in_daily_use_is_signed_out_after_thirty_days():
    pair = sessions.start(user=UserFactory())
    started = timezone.now()

    for day in range(1, 30):
        with time_machine.travel(started + timedelta(days=day)):
            pair = sessions.rotate(refresh=pair.refresh)

    with time_machine.travel(started + timedelta(days=30, minutes=1)), pytest.raises(sessions.SessionOver):
        sessions.rotate(refresh=pair.refresh)


@pytest.mark.parametrize("change", [{"is_active": False}, {"erased_at": timezone.now()}], ids=["disabled", "erased"])
def test_a_disabled_or_erased_person_has_no_session(change):
    user = UserFactory()
    pair = sessions.start(user=user)

    type(user).objects.filter(pk=user.pk).update(**change)

    with pytest.raises(tokens.TokenRefused):
        session_of_access(pair.access)
    with pytest.raises(sessions.SessionOver):
        sessions.rotate(refresh=pair.refresh)


def test_a_deleted_person_has_no_session():
    user = UserFactory()
    pair = sessions.start(user=user)

    user.delete()

    with pytest.raises(tokens.TokenRefused):
        session_of_access(pair.access)
    with pytest.raises(sessions.SessionOver):
        sessions.rotate(refresh=pair.refresh)


def test_signing_out_everywhere_keeps_the_named_device():
    user, other = UserFactory(), UserFactory()
    here, there, theirs = (sessions.start(user=person) for person in (user, user, other))

    count = sessions.end_all(user=user, by=user, reason="logout_all", keep=here.session)

    assert count == 1
    assert session_of_access(here.access) == here.session
    assert session_of_access(theirs.access) == theirs.session
    with pytest.raises(tokens.TokenRefused):
        session_of_access(there.access)


def test_no_refresh_token_stands_in_the_database():
    pair = sessions.start(user=UserFactory())

    claims = tokens.read_refresh(pair.refresh)

    assert RefreshToken.objects.get().jti_hash not in (claims.jti, pair.refresh)
    assert len(RefreshToken.objects.get().jti_hash) == 64


def forged(pair, *, key=settings.JWT_KEY, algorithm="HS256", headers=None, **changes):
    claims = jwt.decode(pair.access, options={"verify_signature": False}) | changes
    return jwt.encode({k: v for k, v in claims.items() if v is not None}, key, algorithm=algorithm, headers=headers)


FORGERIES = {
    "no algorithm": {"key": None, "algorithm": "none"},
    "another algorithm": {"algorithm": "HS512"},
    "another key": {"key": "x" * 64},
    "the key of Django": {"key": settings.SECRET_KEY},
    "another key, named in the token": {
        "key": "x" * 64,
        "headers": {"kid": "/dev/null", "jku": "https://evil.example"},
    },
    "another audience": {"aud": "elsewhere"},
    "another issuer": {"iss": "elsewhere"},
    "no audience": {"aud": None},
    "run out": {"exp": 1},
    "no end": {"exp": None},
    "a refresh token": {"token_type": "refresh"},
    "no kind": {"token_type": None},
    "no session": {"sid": None},
    "a session that is no id": {"sid": "1 or 1=1"},
    "another's session": {"sub": "00000000-0000-4000-8000-000000000000"},
    "issued far in the future": {"iat": 4_000_000_000},
}


@pytest.mark.parametrize("changes", FORGERIES.values(), ids=FORGERIES.keys())
def test_a_forged_access_token_opens_nothing(changes):
    pair = sessions.start(user=UserFactory())

    with pytest.raises(tokens.TokenRefused):
        session_of_access(forged(pair, **changes))


def test_the_same_token_signed_by_us_opens():
    pair = sessions.start(user=UserFactory())

    assert session_of_access(forged(pair)) == pair.session


def test_two_nodes_may_differ_by_ten_seconds():
    pair = sessions.start(user=UserFactory())

    with time_machine.travel(timezone.now() - timedelta(seconds=10)):
        session = session_of_access(pair.access)

    assert session == pair.session


@pytest.mark.parametrize("raw", ["", "x", "a.b.c", "é" * 100, "." * 5000, "\x00"])
def test_nonsense_is_refused(raw):
    with pytest.raises(tokens.TokenRefused):
        tokens.read_access(raw)


def race(refresh, count=40):
    """Everybody shows the same refresh token at once. Returns what they got."""
    barrier, answers = threading.Barrier(count), []

    def run():
        barrier.wait()
        try:
            answers.append(sessions.rotate(refresh=refresh).refresh)
        except Exception as error:  # noqa: BLE001  the race wants every outcome
            answers.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@pytest.mark.mariadb
@pytest.mark.django_db(transaction=True)
def test_forty_refreshes_at_once_have_exactly_one_child():
    first = sessions.start(user=UserFactory())

    answers = race(first.refresh)

    assert len(answers) == 40
    assert len(set(answers)) == 1
    assert RefreshToken.objects.filter(session=first.session).count() == 2


@pytest.mark.mariadb
@pytest.mark.django_db(transaction=True)
def test_without_the_guards_the_same_race_has_more_than_one_child(monkeypatch):
    monkeypatch.setattr(sessions, "_locked", lambda uid: Session.objects.filter(uid=uid).first())
    monkeypatch.setattr(tokens, "successor_jti", lambda jti: tokens.new_jti())
    first = sessions.start(user=UserFactory())

    race(first.refresh)

    assert RefreshToken.objects.filter(session=first.session).count() > 2
