"""The socket as a browser meets it: a real server, a real client, the real layer between them."""

import asyncio
import contextlib
import json
import socket
import threading
import time

import pytest
import uvicorn
from asgiref.sync import sync_to_async
from channels_redis.pubsub import RedisPubSubLoopLayer
from django.conf import settings as django_settings
from django.db import OperationalError
from django.utils import timezone
from redis.exceptions import ConnectionError as RedisConnectionError
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from accounts import tokens
from accounts.models import User
from accounts.selectors.sessions import session_of_access
from accounts.services import one_time, passwords, sessions, users
from notifications import consumer, identity, sockets, topics
from petbuddy.serving import parts
from tests.factories.accounts import PASSWORD, UserFactory

PATH = "/ws/events/"
ORIGIN = django_settings.SOCKET_ORIGINS[0]
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="module")
def address():
    """uvicorn with the product's own options, in a thread."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(parts.socket_config())
    server.install_signal_handlers = lambda: None
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"ws://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join(5)


@pytest.fixture
def person():
    return UserFactory()


@pytest.fixture
def line(address, person):
    """`async with line() as ws`: the open socket of a signed-in page."""
    pair = sessions.start(user=person, device="")

    def open_line(*, origin=ORIGIN, cookie=pair.access, path="/ws/events/", **options):
        headers = {"Cookie": f"{django_settings.ACCESS_COOKIE}={cookie}"}
        headers |= {"Origin": origin} if origin is not None else {}
        return connect(address + path, additional_headers=headers, **options)

    open_line.session = pair.session
    return open_line


async def ask(ws, **message):
    await ws.send(json.dumps(message))
    return await hear(ws)


async def hear(ws, seconds=5):
    return json.loads(await asyncio.wait_for(ws.recv(), seconds))


async def closed_with(ws):
    with pytest.raises(ConnectionClosed) as closed:
        await asyncio.wait_for(ws.recv(), 10)
    return closed.value.rcvd.code


@pytest.mark.parametrize(
    "origin",
    [None, "null", "http://evil.example", "http://[", "http://127.0.0.1:1", "https://127.0.0.1:8000", ORIGIN + "/", ""],
)
def test_a_foreign_or_broken_origin_is_refused(line, origin):
    async def talk():
        with pytest.raises(InvalidStatus) as refused:
            async with line(origin=origin):
                pass
        return refused.value.response.status_code

    assert asyncio.run(talk()) == 403


def test_an_unknown_address_is_refused(line):
    async def talk():
        with pytest.raises(InvalidStatus) as refused:
            async with line(path="/ws/other/"):
                pass
        return refused.value.response.status_code

    assert asyncio.run(talk()) == 403


def test_a_stranger_is_told_to_sign_in(line):
    async def talk():
        async with line(cookie="nonsense") as ws:
            return await closed_with(ws)

    assert asyncio.run(talk()) == 4401


def test_own_news_arrive_also_after_a_long_silence(line, person):
    async def talk():
        async with line() as ws:
            assert await ask(ws, type="ping") == {"type": "pong"}
            await asyncio.sleep(11)  # other layers die after five idle seconds: only waiting shows it
            await sync_to_async(sockets.push)(topics.of_user(person), {"type": "like", "like_count": 3})
            return await hear(ws)

    assert asyncio.run(talk()) == {"topic": topics.of_user(person), "type": "like", "like_count": 3}


def test_topics_open_to_those_who_may_and_look_alike_to_those_who_may_not(line, monkeypatch):
    monkeypatch.setitem(topics._topics, "test", lambda user, keys: {"open"})

    async def talk():
        async with line() as ws:
            answers = [await ask(ws, type="subscribe", topic=topic) for topic in ("test:open", "test:shut", "no:such")]
            await sync_to_async(sockets.push)("test:shut", {"type": "secret"})
            await sync_to_async(sockets.push)("test:open", {"type": "slots", "free": 1})
            heard = await hear(ws)
            await ws.send(json.dumps({"type": "unsubscribe", "topic": "test:open"}))
            await ask(ws, type="ping")
            await sync_to_async(sockets.push)("test:open", {"type": "slots", "free": 0})
            return answers, heard, await ask(ws, type="ping")

    answers, heard, last = asyncio.run(talk())

    assert answers == [
        {"type": "subscribed", "topic": "test:open"},
        {"type": "refused", "topic": "test:shut"},
        {"type": "refused", "topic": "no:such"},
    ]
    assert heard == {"topic": "test:open", "type": "slots", "free": 1}
    assert last == {"type": "pong"}


def test_another_persons_news_are_refused(line):
    other = UserFactory()

    async def talk():
        async with line() as ws:
            return await ask(ws, type="subscribe", topic=topics.of_user(other))

    assert asyncio.run(talk())["type"] == "refused"


STRANGE = [
    "{",
    "[]",
    "1",
    "{}",
    "NaN",
    "[" * 50_000,
    '{"type": "x"}',
    '{"type": ["x"]}',
    '{"type": "subscribe"}',
    '{"type": "subscribe", "topic": {}}',
    '{"type": "subscribe", "topic": "post:\\ud800"}',
    '{"type": "subscribe", "topic": "post:\\u0000"}',
    '{"type": "unsubscribe", "topic": "post:\\udfff"}',
]


@pytest.mark.parametrize("text", STRANGE)
def test_what_is_not_understood_is_ignored(line, text):
    async def talk():
        async with line() as ws:
            await ws.send(text)
            return await ask(ws, type="ping")

    assert asyncio.run(talk()) == {"type": "pong"}


def test_too_much_at_once_and_too_often_ends_the_line(line):
    async def big():
        async with line() as ws:
            await ws.send("x" * (consumer.LONGEST_MESSAGE + 1))
            return await closed_with(ws)

    async def often():
        async with line() as ws:
            for _ in range(django_settings.SOCKET_MESSAGES_PER_SECOND + 1):
                await ws.send("{}")
            return await closed_with(ws)

    assert asyncio.run(big()) == 1009
    assert asyncio.run(often()) == 1008


def test_a_sixth_page_of_one_person_waits(line):
    async def talk():
        async with line() as a, line() as b, line() as c, line() as d, line() as e:
            for ws in (a, b, c, d, e):
                await ask(ws, type="ping")
            async with line() as ws:
                return await closed_with(ws)

    assert asyncio.run(talk()) == 1013


def test_a_session_that_ends_takes_its_sockets_along(line, person):
    async def talk():
        async with line() as ws:
            await ask(ws, type="ping")
            await sync_to_async(sessions.end)(session=line.session, by=person)
            await sync_to_async(sockets.push)(topics.of_user(person), {"type": "session_ended"})
            return await closed_with(ws)

    assert asyncio.run(talk()) == 4401


def test_a_session_that_ended_unheard_is_found_within_seconds(line, person, monkeypatch):
    monkeypatch.setattr(consumer, "RECHECK_SECONDS", 0.2)

    async def talk():
        async with line() as ws:
            await ask(ws, type="ping")
            await sync_to_async(sessions.end)(session=line.session, by=person)
            return await closed_with(ws)

    assert asyncio.run(talk()) == 4401


def test_nobody_waits_for_a_reader_who_does_not_read(line, person, monkeypatch):
    monkeypatch.setattr(consumer, "SLOWEST_SEND", 2.0)

    async def talk():
        async with line(max_queue=1) as silent, line() as reader:
            await ask(reader, type="ping")
            for number in range(1500):
                await sync_to_async(sockets.push)(
                    topics.of_user(person), {"type": "n", "n": number, "fill": "x" * 8000}
                )
                await hear(reader, 2)
            heard = 0
            with contextlib.suppress(ConnectionClosed):
                async for _ in silent:
                    heard += 1
            return heard

    assert asyncio.run(talk()) < 1500


ENDINGS = {
    "signed out": lambda user, pair: sessions.end(session=pair.session, by=user),
    "signed out everywhere": lambda user, pair: sessions.end_all(user=user, by=user, reason="logout_all"),
    "password changed": lambda user, pair: passwords.change(user=user, current=PASSWORD, new="another-horse-7"),
    "password reset": lambda user, pair: passwords.reset(
        secret=one_time.link_secret(passwords.reset_token(email=user.email)), password="another-horse-7"
    ),
    "deactivated": lambda user, pair: users.deactivate(user=user, by=None),
    "deactivated by hand": lambda user, pair: User.objects.filter(pk=user.pk).update(is_active=False),
    "erased": lambda user, pair: User.objects.filter(pk=user.pk).update(erased_at=timezone.now()),
    "deleted": lambda user, pair: user.delete(),
    "token used twice": lambda user, pair: [
        suppress_over(sessions.rotate, refresh=pair.refresh, device=device) for device in ("", "somebody else's")
    ],
}


def suppress_over(act, **given):
    with contextlib.suppress(sessions.SessionOver):
        act(**given)


def test_whatever_ends_a_session_ends_page_api_and_socket_within_five_seconds(address):
    """No hint is sent here (nobody runs the queue): the socket has to find out by itself."""
    people = {ending: UserFactory() for ending in ENDINGS}
    pairs = {ending: sessions.start(user=user, device="") for ending, user in people.items()}

    async def end(ending):
        cookie = f"{django_settings.ACCESS_COOKIE}={pairs[ending].access}"
        async with connect(address + PATH, additional_headers={"Cookie": cookie, "Origin": ORIGIN}) as ws:
            await ask(ws, type="ping")
            await sync_to_async(ENDINGS[ending])(people[ending], pairs[ending])
            begun = time.monotonic()
            return await closed_with(ws), time.monotonic() - begun < 5

    async def all_at_once():
        return await asyncio.gather(*[end(ending) for ending in ENDINGS])

    assert dict(zip(ENDINGS, asyncio.run(all_at_once()), strict=True)) == dict.fromkeys(ENDINGS, (4401, True))
    for pair in pairs.values():
        with pytest.raises(tokens.TokenRefused):
            session_of_access(pair.access)
        with pytest.raises(sessions.SessionOver):
            sessions.rotate(refresh=pair.refresh)


def test_a_right_that_is_taken_back_closes_its_topic_within_five_seconds(line, monkeypatch):
    opened = {"shut later", "stays"}
    monkeypatch.setitem(topics._topics, "test", lambda user, keys: opened)

    async def talk():
        async with line() as ws:
            for key in ("shut later", "stays"):
                await ask(ws, type="subscribe", topic=f"test:{key}")
            opened.discard("shut later")
            told = await hear(ws)
            await sync_to_async(sockets.push)("test:shut later", {"type": "secret"})
            await sync_to_async(sockets.push)("test:stays", {"type": "news"})
            return told, await hear(ws)

    told, heard = asyncio.run(talk())

    assert told == {"type": "refused", "topic": "test:shut later"}
    assert heard == {"topic": "test:stays", "type": "news"}


def test_a_socket_that_nobody_can_vouch_for_is_closed(line, monkeypatch):
    monkeypatch.setattr(consumer, "RECHECK_SECONDS", 0.1)

    def away(scope):
        raise OperationalError(2006, "gone away")

    async def talk():
        async with line() as ws:
            await ask(ws, type="ping")
            monkeypatch.setattr(identity, "_recheck", away)
            return await closed_with(ws)

    assert asyncio.run(talk()) == 1013


def test_a_socket_that_cannot_leave_a_topic_is_closed_and_not_forgotten(line, monkeypatch):
    monkeypatch.setattr(consumer, "RECHECK_SECONDS", 0.1)
    opened = {"shut later"}
    monkeypatch.setitem(topics._topics, "test", lambda user, keys: opened)

    async def away(layer, group, channel):
        raise RedisConnectionError

    async def talk():
        async with line() as ws:
            await ask(ws, type="subscribe", topic="test:shut later")
            monkeypatch.setattr(RedisPubSubLoopLayer, "group_discard", away)
            opened.clear()
            return await closed_with(ws)

    assert asyncio.run(talk()) == 1013


@pytest.mark.redis
def test_after_a_dead_redis_the_line_works_again(line, person, redis_server):
    async def talk():
        async with line() as ws:
            await ask(ws, type="ping")
            redis_server.stop(9)
            sockets_push = sync_to_async(sockets.push)
            await sockets_push(topics.of_user(person), {"type": "lost"})
            redis_server.start()
            for _ in range(60):
                await sockets_push(topics.of_user(person), {"type": "back"})
                try:
                    return await hear(ws, 0.2)
                except TimeoutError:
                    continue
        return None

    assert asyncio.run(talk()) == {"topic": topics.of_user(person), "type": "back"}


@pytest.mark.redis
def test_a_frozen_redis_does_not_hold_the_worker(person, redis_server):
    redis_server.freeze()
    begun = time.monotonic()

    sockets.push(topics.of_user(person), {"type": "lost"})

    assert time.monotonic() - begun < 3


# -- Behind a proxy ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("proxies", "forwarded", "codes"),
    [
        (1, ["203.0.113.9", "203.0.113.10"], ["open", "open"]),
        (1, ["203.0.113.9", "203.0.113.9"], ["open", 1013]),
        (1, ["10.0.0.1, 203.0.113.9", "10.0.0.2, 203.0.113.9"], ["open", 1013]),
        (2, ["203.0.113.9, 192.0.2.7", "203.0.113.10, 192.0.2.7"], ["open", "open"]),
        (1, ["2001:db8:1:2::1", "2001:db8:1:2::2"], ["open", 1013]),
        (0, ["203.0.113.9", "203.0.113.10"], ["open", 1013]),
    ],
    ids=[
        "two readers",
        "one reader",
        "a forged part changes nothing",
        "two proxies",
        "one network",
        "no proxy of ours",
    ],
)
def test_sockets_are_counted_by_the_readers_address_not_the_proxys(address, settings, proxies, forwarded, codes):
    settings.REST_FRAMEWORK = django_settings.REST_FRAMEWORK | {"NUM_PROXIES": proxies}
    settings.SOCKETS_PER_ADDRESS = 1
    pairs = [sessions.start(user=UserFactory(), device="") for _reader in forwarded]

    async def outcome(ws):
        try:
            await ask(ws, type="ping")
        except ConnectionClosed as closed:
            return closed.rcvd.code
        return "open"

    async def talk():
        found = []
        async with contextlib.AsyncExitStack() as doors:
            for pair, chain in zip(pairs, forwarded, strict=True):
                headers = {"Cookie": f"{django_settings.ACCESS_COOKIE}={pair.access}", "Origin": ORIGIN}
                headers["X-Forwarded-For"] = chain
                ws = await doors.enter_async_context(connect(address + PATH, additional_headers=headers))
                found.append(await outcome(ws))
        return found

    assert asyncio.run(talk()) == codes
