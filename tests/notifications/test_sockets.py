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
from django.conf import settings as django_settings
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from accounts.services import sessions
from notifications import consumer, sockets, topics
from petbuddy.serving import parts
from tests.factories.accounts import UserFactory

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
    monkeypatch.setitem(topics._topics, "test", lambda user, key: key == "open")

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


@pytest.mark.parametrize("text", ["{", "[]", "1", '{"type": "x"}', '{"type": "subscribe"}', "[" * 50_000, "{}"])
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
