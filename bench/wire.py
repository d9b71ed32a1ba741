"""HTTP/1.1 with as little work as possible: the Bot API the bots call, and the posts to their webhooks."""

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl

import orjson

Json = dict[str, Any]
Answer = Callable[[str, Json], object]
"""Takes a Bot API method and its parameters, gives the `result`."""


class BotApi(asyncio.Protocol):
    """Every call is answered at once, on a connection that stays open."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self._kept = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        kept = self._kept + data if self._kept else data
        while (end := kept.find(b"\r\n\r\n")) >= 0:
            head = kept[:end]
            lower = head.lower()
            total = end + 4 + _length(lower)
            if len(kept) < total:
                break
            body, kept = kept[end + 4 : total], kept[total:]
            method = head[: head.index(b"\r\n")].split(b" ", 2)[1].rsplit(b"/", 1)[1].decode()
            result = orjson.dumps({"ok": True, "result": self._answer(method, _parameters(lower, body))})
            self._transport.write(  # type: ignore[attr-defined]
                b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b"
                % (len(result), result)
            )
        self._kept = kept


def _length(head: bytes) -> int:
    at = head.find(b"content-length:")
    return 0 if at < 0 else int(head[at + 15 : head.find(b"\r\n", at) if b"\r\n" in head[at:] else len(head)])


def _parameters(head: bytes, body: bytes) -> Json:
    if not body:
        return {}
    if b"application/json" in head:
        given: Json = orjson.loads(body)
        return given
    assert b"urlencoded" in head, "the stub reads JSON and urlencoded forms"
    return dict(parse_qsl(body.decode()))


class Hook(asyncio.Protocol):
    """One connection to a bot's webhook; posts one after another."""

    def __init__(self, free: Callable[["Hook"], None]) -> None:
        self._free = free
        self._kept = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self._kept += data
        end = self._kept.find(b"\r\n\r\n")
        if end < 0:
            return
        lower = self._kept[:end].lower()
        total = end + 4 + _length(lower)
        if len(self._kept) < total:
            return
        assert lower.startswith(b"http/1.1 200"), lower
        self._kept = self._kept[total:]
        self._free(self)

    def connection_lost(self, exc: Exception | None) -> None:
        self._kept = b""


class Hooks:
    """As many connections to the webhook as needed, up to `most`; the rest of the posts wait."""

    def __init__(self, port: int, path: str, secret: str, most: int = 100) -> None:
        self._port = port
        self._head = (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\n"
            f"X-Telegram-Bot-Api-Secret-Token: {secret}\r\nContent-Length: "
        ).encode()
        self._most = most
        self._idle: list[Hook] = []
        self._waiting: deque[bytes] = deque()
        self._all: list[Hook] = []

    async def open(self) -> None:
        loop = asyncio.get_running_loop()
        for _ in range(self._most):
            _, hook = await loop.create_connection(lambda: Hook(self._freed), "127.0.0.1", self._port)
            self._all.append(hook)
        self._idle = list(self._all)

    def close(self) -> None:
        for hook in self._all:
            hook.transport.close()
        self._all, self._idle = [], []

    def post(self, body: bytes) -> None:
        if self._idle:
            self._write(self._idle.pop(), body)
        else:
            self._waiting.append(body)

    def _write(self, hook: Hook, body: bytes) -> None:
        hook.transport.write(self._head + b"%d\r\n\r\n%b" % (len(body), body))  # type: ignore[attr-defined]

    def _freed(self, hook: Hook) -> None:
        if self._waiting:
            self._write(hook, self._waiting.popleft())
        else:
            self._idle.append(hook)
