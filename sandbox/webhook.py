"""Delivery by webhook: in sequence within a chat, many chats at once, repeated until the bot says 2xx.

The first repeat comes at once, then after 2, 4, 8 … 60 seconds; a Retry-After header is honoured up to an hour.
"""

import asyncio
import json
import time
from collections import deque
from typing import TYPE_CHECKING, Any

import aiohttp

from sandbox.updates import DAY, Update

if TYPE_CHECKING:
    from sandbox.world import World

ANSWER_WITHIN = 60.0
LONGEST_PAUSE = 60.0
LONGEST_RETRY_AFTER = 3600.0


class Webhook:
    def __init__(self, world: "World") -> None:
        self._world = world
        self._session: aiohttp.ClientSession | None = None
        self._queues: dict[int, deque[Update]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._slots = asyncio.Semaphore(40)
        self._secret = ""
        self._connections = 40
        self._address = ""
        self._last_error: tuple[int, str] | None = None
        self.url = ""

    async def install(self, url: str, secret: str, connections: int, address: str) -> None:
        await self.remove()
        self.url, self._secret, self._connections, self._address = url, secret, connections, address
        self._slots = asyncio.Semaphore(connections)
        self._last_error = None
        connector = aiohttp.TCPConnector(limit=0, ssl=False)
        timeout = aiohttp.ClientTimeout(total=ANSWER_WITHIN)
        self._session = aiohttp.ClientSession(connector=connector, timeout=timeout)
        self._world.updates.on_new = self._enqueue
        for update in list(self._world.updates.pending.values()):
            self._enqueue(update)

    async def remove(self) -> None:
        self.url = ""
        self._world.updates.on_new = None
        tasks, self._tasks = self._tasks, set()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._queues.clear()
        if self._session is not None:
            await self._session.close()
            self._session = None

    def info(self) -> dict[str, Any]:
        info: dict[str, Any] = {"url": self.url, "has_custom_certificate": False}
        if self.url:
            info["max_connections"] = self._connections
        if self._address:
            info["ip_address"] = self._address
        if self._last_error is not None:
            info["last_error_date"], info["last_error_message"] = self._last_error
        return info

    def _enqueue(self, update: Update) -> None:
        key = update.chat_id if update.chat_id is not None else -update.id
        queue = self._queues.get(key)
        if queue is not None:
            queue.append(update)
            return
        self._queues[key] = deque([update])
        task = asyncio.create_task(self._serve(key))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self, key: int) -> None:
        """Delivers one chat's updates until none is left."""
        queue = self._queues[key]
        while queue:
            await self._deliver(queue[0])
            self._world.updates.drop(queue.popleft())
        self._queues.pop(key, None)

    async def _deliver(self, update: Update) -> None:
        attempt = 0
        while time.monotonic() - update.born < DAY and update.serial in self._world.updates.pending:
            accepted, retry_after = await self._post_copies(update)
            if accepted:
                await self._post_again(update)
                return
            attempt += 1
            pause = 0.0 if attempt == 1 else min(2.0 ** (attempt - 1), LONGEST_PAUSE)
            await asyncio.sleep(max(pause, retry_after))

    async def _post_copies(self, update: Update) -> tuple[bool, float]:
        """All the copies the delivery programme asks for; accepted when one of them was."""
        copies = max(update.copies - update.delivered, 1)
        if self._world.updates.delivery.concurrent:
            answers = await asyncio.gather(*(self._post(update) for _ in range(copies)))
        else:
            answers = [await self._post(update) for _ in range(copies)]
        return any(accepted for accepted, _ in answers), max(after for _, after in answers)

    async def _post_again(self, update: Update) -> None:
        if self._world.dice.random() < self._world.updates.delivery.redeliver_acked:
            await self._post(update)

    async def _post(self, update: Update) -> tuple[bool, float]:
        if self._session is None:
            return False, 0.0
        headers = {"Content-Type": "application/json"}
        if self._secret:
            headers["X-Telegram-Bot-Api-Secret-Token"] = self._secret
        async with self._slots:
            self._world.updates.note_delivery(update)
            body = json.dumps(update.body).encode()
            try:
                async with self._session.post(self.url, data=body, headers=headers, allow_redirects=False) as answer:
                    content = await answer.read()
                    return self._judge(update, answer.status, answer.headers.get("Retry-After", ""), content)
            except TimeoutError:
                return self._failed(update, None, "Read timeout expired")
            except (aiohttp.ClientError, OSError) as error:
                refused = isinstance(error, aiohttp.ClientConnectorError)
                return self._failed(update, None, "Connection refused" if refused else "Connection closed")

    def _judge(self, update: Update, status: int, after: str, content: bytes) -> tuple[bool, float]:
        if not 200 <= status < 300:
            _, pause = self._failed(update, status, f"Wrong response from the webhook: {status}")
            return False, min(float(after), LONGEST_RETRY_AFTER) if after.isdigit() else pause
        self._log(update, status, None)
        self._answer_as_call(content)
        return True, 0.0

    def _failed(self, update: Update, status: int | None, words: str) -> tuple[bool, float]:
        self._last_error = (int(self._world.clock.now()), words)
        self._log(update, status, words)
        return False, 0.0

    def _log(self, update: Update, status: int | None, error: str | None) -> None:
        self._world.log.write(
            "webhook",
            self._world.clock.now(),
            method=None,
            update_id=update.id,
            delivery=update.delivered,
            chat_id=update.chat_id,
            status=status,
            description=error,
        )

    def _answer_as_call(self, content: bytes) -> None:
        """A webhook may be answered with a method call; its result is never told."""
        try:
            call = json.loads(content) if content else None
        except ValueError:
            return
        if isinstance(call, dict) and isinstance(call.get("method"), str):
            name = call.pop("method")
            task = asyncio.create_task(self._world.perform_quietly(name, call))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
