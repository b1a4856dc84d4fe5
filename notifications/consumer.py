"""One open page: what it may hear, how much it may say, and when it must go.

From the browser: {"type": "subscribe" | "unsubscribe", "topic": …}, {"type": "ping"}; anything else is ignored.
To the browser: {"topic", "type", …}, {"type": "subscribed" | "refused", "topic"}, {"type": "pong"}.
"""

import asyncio
import contextlib
import json

from channels.db import database_sync_to_async
from channels.exceptions import StopConsumer
from channels.generic.websocket import AsyncWebsocketConsumer
from django.conf import settings
from django.db import Error
from redis.exceptions import RedisError

from notifications import identity, socket_limits, topics

SIGNED_OUT, POLICY, TOO_BIG, TRY_LATER = 4401, 1008, 1009, 1013
LONGEST_MESSAGE = 64 * 1024
LONGEST_TOPIC = 120
MOST_TOPICS = 50
LAYER_SECONDS = 2.0  # a frozen Redis must not hold a page
RECHECK_SECONDS = 4.0  # so long a session that ended elsewhere, or a right that was taken back, may still hear
SLOWEST_SEND = 20.0  # a reader who takes longer for one message is dropped,
LONGEST_QUEUE = 100  # and so is one for whom this many wait


class EventsConsumer(AsyncWebsocketConsumer):
    async def __call__(self, scope, receive, send):
        self.user, self.topics, self.owners, self.watch, self.is_over = None, set(), {}, None, False
        try:
            await super().__call__(scope, receive, send)
        finally:
            await self._leave()

    # --- The browser

    async def connect(self):
        self.user = await database_sync_to_async(identity.user_of)(self.scope)
        await self.accept()
        if self.user is None:
            await self.close(SIGNED_OUT)
            return
        owners = socket_limits.owners_of(self.scope, self.user)
        if not socket_limits.doors.enter(owners):
            await self.close(TRY_LATER)
            return
        self.owners = owners
        self.pace = socket_limits.Pace(settings.SOCKET_MESSAGES_PER_SECOND)
        await self._join(topics.of_user(self.user))
        self.watch = asyncio.create_task(self._watch())

    async def receive(self, text_data=None, bytes_data=None):
        if self.is_over or not self.owners:
            return
        if len(text_data or bytes_data or "") > LONGEST_MESSAGE:
            await self.close(TOO_BIG)
        elif not self.pace.is_kept():
            await self.close(POLICY)
        elif text_data is not None:
            await self._obey(_parsed(text_data))

    # --- The worker

    async def topic_message(self, event):
        if self.is_over or event["topic"] not in self.topics:
            return
        if event["payload"].get("type") == "session_ended":
            await self._recheck()
            return
        await self._tell({"topic": event["topic"]} | event["payload"])

    # --- Private

    async def _obey(self, message):
        kind, topic = message.get("type"), message.get("topic")
        if kind == "ping":
            await self._tell({"type": "pong"})
        elif not _is_topic(topic):
            return
        elif kind == "subscribe":
            is_open = len(self.topics) < MOST_TOPICS and await self._may(topic)
            if is_open:
                await self._join(topic)
            await self._tell({"type": "subscribed" if is_open else "refused", "topic": topic})
        elif kind == "unsubscribe" and topic in self.topics and topic != topics.of_user(self.user):
            await self._part(topic)

    async def _may(self, topic):
        return await database_sync_to_async(topics.may)(self.user, topic)

    async def _join(self, topic):
        if topic not in self.topics:
            await self._layer(self.channel_layer.group_add(topics.group_of(topic), self.channel_name))
            self.topics.add(topic)

    async def _part(self, topic):
        self.topics.discard(topic)
        await self._layer(self.channel_layer.group_discard(topics.group_of(topic), self.channel_name))

    async def _layer(self, call):
        try:
            await asyncio.wait_for(call, LAYER_SECONDS)
        except TimeoutError:
            await self.close(TRY_LATER)
            raise StopConsumer from None

    async def _tell(self, message):
        """Send one message; the line of a reader who does not read is cut before it costs much."""
        sending = asyncio.ensure_future(self.send(text_data=json.dumps(message, ensure_ascii=False)))
        for _ in range(int(SLOWEST_SEND * 2)):
            done, _pending = await asyncio.wait({sending}, timeout=0.5)
            if done:
                await sending
                return
            if self._backlog() > LONGEST_QUEUE:
                break
        sending.cancel()
        raise StopConsumer

    def _backlog(self):
        queue = self.channel_layer.channels.get(self.channel_name)
        return queue.qsize() if queue is not None else 0

    async def _watch(self):
        """Asks now and then whether the page may still listen."""
        try:
            await asyncio.sleep(RECHECK_SECONDS)
            while await self._recheck():
                await asyncio.sleep(RECHECK_SECONDS)
        except (Error, RedisError, OSError, StopConsumer):  # nobody can say whether it may: then it may not
            self.is_over = True
            await self.close(TRY_LATER)

    async def _recheck(self):
        """Go when the session has ended; leave the topics whose right is gone."""
        others = self.topics - {topics.of_user(self.user)}
        user, still_open = await database_sync_to_async(self._allowed)(others)
        if user is None:
            self.is_over = True  # from now on it hears nothing, whether or not it takes the goodbye
            await self.close(SIGNED_OUT)
            return False
        self.user = user
        for topic in others - still_open:
            await self._part(topic)
            await self._tell({"type": "refused", "topic": topic})
        return True

    def _allowed(self, others):
        """The person read anew (her old self remembers her old rights), and the topics that are still open to her."""
        user = identity.user_still_there(self.scope)
        return user, topics.open_to(user, others) if user and others else set()

    async def _leave(self):
        if self.watch:
            self.watch.cancel()
        socket_limits.doors.leave(self.owners)
        for topic in list(self.topics):
            with contextlib.suppress(RedisError, OSError, TimeoutError):
                group = topics.group_of(topic)
                await asyncio.wait_for(self.channel_layer.group_discard(group, self.channel_name), LAYER_SECONDS)


def _is_topic(topic):
    """Short and plain: what else somebody may send (halves of characters, NUL) reaches no database and no log."""
    return isinstance(topic, str) and 0 < len(topic) <= LONGEST_TOPIC and topic.isascii() and topic.isprintable()


def _parsed(text):
    """The message as a dict; an empty one for anything that is not."""
    try:
        message = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return message if isinstance(message, dict) else {}
