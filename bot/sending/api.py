"""The Bot API over raw JSON: one POST a call. The token never leaves this file, not even inside an exception."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import aiohttp
import orjson
from yarl import URL

CONNECT_SECONDS = 8.0
_KEPT_BYTES = 400
_JSON = {"Content-Type": "application/json"}


class TelegramRefused(Exception):
    """Telegram said no. `code` is its error code, `description` its sentence."""

    def __init__(self, code: int, description: str) -> None:
        super().__init__(f"{code}: {description}")
        self.code = code
        self.description = description


class TelegramUnreachable(Exception):
    """No readable answer came. The text carries neither address nor token."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, as far as it came.

    `status` is None when no answer began. `body` is the parsed JSON, or None when it could not be read; then `raw` has
    its beginning. `kinds` are the exception's type and the types of its causes, outermost first.
    """

    status: int | None = None
    body: Any = None
    raw: bytes = field(default=b"", repr=False)
    retry_header: str | None = None
    kinds: tuple[type[BaseException], ...] = ()

    @property
    def error(self) -> str | None:
        """What broke on the way, in names of exceptions only; None when an answer came whole."""
        return " from ".join(kind.__name__ for kind in self.kinds) or None


class TelegramApi:
    """One pool of connections to one Bot API server. Made anywhere, used inside a running event loop."""

    def __init__(self, base_url: str, token: str, *, connections: int = 500) -> None:
        self._base = f"{base_url.rstrip('/')}/bot{token}/"
        self._connections = connections
        self._urls: dict[str, URL] = {}
        self._session: aiohttp.ClientSession | None = None

    def __repr__(self) -> str:
        return f"TelegramApi(connections={self._connections})"

    async def call(
        self,
        method: str,
        payload: Mapping[str, Any] | None = None,
        *,
        files: Mapping[str, tuple[str, bytes]] | None = None,
        timeout: float = 30.0,  # noqa: ASYNC109 - aiohttp tells connecting from waiting, asyncio.timeout cannot
    ) -> Answer:
        """Never raises for what the network or Telegram does; `files` maps a field to (file name, content).

        `timeout` is seconds for the whole call; connecting has its own shorter limit. Raises TypeError or ValueError
        for a payload that is not JSON: nothing was sent then.
        """
        data: Any = _form(payload or {}, files) if files else orjson.dumps(payload or {})
        status, header = None, None
        try:
            async with self._opened().post(
                self._url(method),
                data=data,
                headers=None if files else _JSON,
                timeout=aiohttp.ClientTimeout(total=timeout, connect=min(CONNECT_SECONDS, timeout / 2)),
                allow_redirects=False,
            ) as response:
                status, header = response.status, response.headers.get("Retry-After")
                raw = await response.read()
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            return Answer(status=status, retry_header=header, kinds=_kinds(error))
        try:
            return Answer(status=status, body=orjson.loads(raw), retry_header=header)
        except orjson.JSONDecodeError:
            return Answer(status=status, raw=raw[:_KEPT_BYTES], retry_header=header)

    async def ask(
        self,
        method: str,
        payload: Mapping[str, Any] | None = None,
        *,
        files: Mapping[str, tuple[str, bytes]] | None = None,
        timeout: float = 30.0,  # noqa: ASYNC109
    ) -> Any:
        """The call's `result`. Raises TelegramRefused, or TelegramUnreachable when no readable answer came."""
        answer = await self.call(method, payload, files=files, timeout=timeout)
        if isinstance(answer.body, dict) and answer.body.get("ok") is True:
            return answer.body.get("result")
        raise _refusal(method, answer)

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections, limit_per_host=0, ttl_dns_cache=60),
                cookie_jar=aiohttp.DummyCookieJar(),
                auto_decompress=True,
            )
        return self._session

    def _url(self, method: str) -> URL:
        url = self._urls.get(method)
        if url is None:
            url = self._urls[method] = URL(self._base + method)
        return url


def _refusal(method: str, answer: Answer) -> Exception:
    body = answer.body
    if isinstance(body, dict) and isinstance(body.get("error_code"), int):
        return TelegramRefused(body["error_code"], str(body.get("description", "")))
    if answer.status is not None:
        return TelegramUnreachable(f"{method}: HTTP {answer.status} without a Bot API answer")
    return TelegramUnreachable(f"{method}: {answer.error}")


def _kinds(error: BaseException) -> tuple[type[BaseException], ...]:
    kinds: list[type[BaseException]] = []
    cause: BaseException | None = error
    while cause is not None and len(kinds) < 8:
        kinds.append(type(cause))
        cause = cause.__cause__
    return tuple(kinds)


def _form(payload: Mapping[str, Any], files: Mapping[str, tuple[str, bytes]]) -> aiohttp.FormData:
    form = aiohttp.FormData(quote_fields=False)  # quoted, a Russian file name would arrive as %D0%…
    for name, value in payload.items():
        form.add_field(name, value if isinstance(value, str) else orjson.dumps(value).decode())
    for name, (file_name, content) in files.items():
        form.add_field(name, BytesIO(content), filename=file_name, content_type="application/octet-stream")
    return form
