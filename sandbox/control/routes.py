"""The control API's addresses; every answer is JSON, every error one sentence."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from sandbox.control import joining, looking, paying, sending, setting, talking
from sandbox.errors import ControlError
from sandbox.hub import Hub
from sandbox.world import World

Deed = Callable[[World, Any, dict[str, Any]], Any]
WorldAnswer = Callable[[World, web.Request, dict[str, Any]], Any]

_DEEDS: dict[str, Deed] = {
    "start": talking.start,
    "say": talking.say,
    "send": sending.send,
    "react": sending.react,
    "vote": sending.vote,
    "pay": paying.pay,
    "join": joining.join,
    "leave": joining.leave,
    "edit": talking.edit,
    "tap": talking.tap,
    "block": talking.block,
    "unblock": talking.unblock,
    "contact": talking.share_contact,
    "raw": talking.raw,
    "inline": talking.inline,
}

_WORLD: list[tuple[str, str, WorldAnswer]] = [
    ("GET", "/state", looking.state),
    ("GET", "/chats/{chat_id}/messages", looking.messages),
    ("GET", "/callbacks/{callback_id}", looking.callback),
    ("GET", "/changes", looking.changes),
    ("GET", "/log", looking.log),
    ("GET", "/limits", looking.limits),
    ("POST", "/people", setting.add_person),
    ("POST", "/crowd", setting.add_crowd),
    ("POST", "/limits", setting.set_limits),
    ("PATCH", "/people/{person_id}", setting.change_person),
    ("POST", "/chats", setting.add_chat),
    ("POST", "/chats/{chat_id}/migrate", setting.migrate),
    ("POST", "/chats/{chat_id}/kick", setting.kick),
    ("POST", "/chats/{chat_id}/topics", setting.add_topic),
    ("GET", "/faults", setting.list_faults),
    ("POST", "/faults", setting.add_fault),
    ("DELETE", "/faults", setting.remove_faults),
    ("DELETE", "/faults/{fault_id}", setting.remove_faults),
    ("POST", "/delivery", setting.set_delivery),
    ("POST", "/revoke", setting.revoke),
]


def add_routes(app: web.Application, hub: Hub) -> None:
    for verb, path, answer in _WORLD:
        app.router.add_route(verb, "/sandbox/{bot_id:\\d+}" + path, _in_world(hub, answer))
    for name, deed in _DEEDS.items():
        path = "/sandbox/{bot_id:\\d+}/people/{person_id:\\d+}/" + name
        app.router.add_route("POST", path, _in_world(hub, _by_person(deed)))

    async def worlds(_request: web.Request, _wanted: dict[str, Any]) -> Any:
        views = [world.profile.view() for world in hub.all()]
        return {"worlds": [{"bot_id": v["id"], "username": v["username"], "name": v["name"]} for v in views]}

    async def clock(_request: web.Request, wanted: dict[str, Any]) -> Any:
        if "set_offset" in wanted:
            hub.clock.set_offset(float(wanted["set_offset"]))
        hub.clock.forward(float(wanted.get("forward", 0.0)))
        if wanted:
            for world in hub.all():
                world.changes.touch()
        return hub.clock.view()

    async def reset(request: web.Request, _wanted: dict[str, Any]) -> Any:
        world = hub.forget(int(request.match_info["bot_id"]))
        if world is not None:
            world.updates.abort_poll("terminated by reset")
            await world.webhook.remove()
        return {"ok": True}

    app.router.add_get("/sandbox/worlds", _json(worlds))
    app.router.add_route("*", "/sandbox/clock", _json(clock))
    app.router.add_post("/sandbox/{bot_id:\\d+}/reset", _json(reset))
    app.router.add_get("/sandbox/{bot_id:\\d+}/files/{file_id}", looking.file_of(hub))


def _by_person(deed: Deed) -> WorldAnswer:
    def answer(world: World, request: web.Request, wanted: dict[str, Any]) -> Any:
        return deed(world, world.people.get(int(request.match_info["person_id"])), wanted)

    return answer


def _in_world(hub: Hub, answer: WorldAnswer) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def respond(request: web.Request, wanted: dict[str, Any]) -> Any:
        result = answer(hub.by_bot_id(int(request.match_info["bot_id"])), request, wanted)
        return await result if isinstance(result, Awaitable) else result

    return _json(respond)


def _json(
    respond: Callable[[web.Request, dict[str, Any]], Awaitable[Any]],
) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def handle(request: web.Request) -> web.Response:
        try:
            payload = await respond(request, await _body(request))
        except ControlError as refused:
            return web.json_response({"error": str(refused)}, status=refused.status)
        except (KeyError, TypeError, ValueError, AttributeError) as wrong:
            return web.json_response({"error": f"a field is missing or wrong: {wrong}"}, status=400)
        return web.json_response(payload)

    return handle


async def _body(request: web.Request) -> dict[str, Any]:
    if not request.can_read_body:
        return {}
    wanted = json.loads(await request.read() or b"{}")
    if not isinstance(wanted, dict):
        raise ControlError("a request's body is a JSON object")
    return wanted
