"""What the page and the tests may look at."""

import time
from collections.abc import Awaitable, Callable
from itertools import islice
from typing import Any

from aiohttp import web

from sandbox.errors import ControlError
from sandbox.hub import Hub
from sandbox.world import World

Wanted = dict[str, Any]


def state(world: World, _request: web.Request, _wanted: Wanted) -> Any:
    return world.state()


def messages(world: World, request: web.Request, _wanted: Wanted) -> Any:
    """A chat as one person sees it; `as` defaults to the private chat's own person, `limit` to all messages."""
    chat_id = int(request.match_info["chat_id"])
    chat = world.find_chat(chat_id)
    if chat is None:
        raise ControlError(f"no chat {chat_id} in this world", 404)
    newest = list(islice(reversed(chat.messages.values()), int(request.query.get("limit", len(chat.messages)))))
    viewer = world.people.find(int(request.query.get("as", chat_id)))
    language = viewer.language_code if viewer else None
    return {
        "messages": [message.view() for message in reversed(newest)],
        "reply_keyboard": chat.keyboard,
        "pinned": chat.pinned[-1] if chat.pinned else None,
        "commands": world.commands.seen_by(chat, viewer.id, language) if viewer else [],
        "change": world.changes.count,
        "typing": chat.typing_until > time.monotonic(),
    }


def callback(world: World, request: web.Request, _wanted: Wanted) -> Any:
    return world.callbacks.get(request.match_info["callback_id"]).view()


async def changes(world: World, request: web.Request, _wanted: Wanted) -> Any:
    since = int(request.query.get("since", "0"))
    await world.changes.wait(since, min(float(request.query.get("timeout", "25")), 60.0))
    return {**world.changes.view(since), "clock": world.clock.view()}


def log(world: World, request: web.Request, _wanted: Wanted) -> Any:
    """Filters: since, limit, and any field of an entry by its value (method, chat_id, kind, accepted …)."""
    equal: dict[str, Any] = dict(request.query)
    since = int(equal.pop("since", "0"))
    limit = int(equal.pop("limit")) if "limit" in equal else None
    for name, value in equal.items():
        if value.lstrip("-").isdigit():
            equal[name] = int(value)
        elif value in ("true", "false", "null"):
            equal[name] = {"true": True, "false": False, "null": None}[value]
    return {"entries": world.log.read(since, limit, **equal)}


def limits(world: World, _request: web.Request, _wanted: Wanted) -> Any:
    return world.limits.view()


def file_of(hub: Hub) -> Callable[[web.Request], Awaitable[web.Response]]:
    """A file's bytes by its id, for the page; content by address is redirected to."""

    async def handle(request: web.Request) -> web.Response:
        file = hub.by_bot_id(int(request.match_info["bot_id"])).files.find(request.match_info["file_id"])
        if file is None:
            return web.json_response({"error": "no such file"}, status=404)
        if file.url is not None:
            raise web.HTTPFound(file.url)
        headers = {"Content-Security-Policy": "sandbox", "X-Content-Type-Options": "nosniff"}
        return web.Response(body=file.data, content_type=file.mime.partition(";")[0], headers=headers)

    return handle
