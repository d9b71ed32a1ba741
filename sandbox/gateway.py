"""The way of a Bot API call through the server: faults, limits, the method, the log, and only then the answer."""

import asyncio
import inspect
import sys
import traceback
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from sandbox.calls import Call, Upload
from sandbox.errors import ApiError, LimitExceeded, bad
from sandbox.faults import Fault, Reply, error_reply, json_reply
from sandbox.hub import Hub
from sandbox.log import body_hash
from sandbox.methods import METHODS
from sandbox.registry import Method
from sandbox.requests import read_request
from sandbox.world import World


@dataclass(slots=True)
class Outcome:
    result: Any = None
    error: ApiError | None = None

    def reply(self) -> Reply:
        if self.error is not None:
            return error_reply(self.error)
        return json_reply(200, {"ok": True, "result": self.result})


class Gateway:
    def __init__(self, hub: Hub) -> None:
        self._hub = hub

    async def handle(self, request: web.Request) -> web.StreamResponse:
        try:
            world = self._hub.by_token(request.match_info["token"])
        except ApiError as refused:
            return await _answer(request, error_reply(refused))
        try:
            params, uploads = await read_request(request)
        except ApiError as refused:
            reply = error_reply(refused)
            _log(Call(world, request.match_info["method"], {}), Outcome(error=refused), reply)
            return await _answer(request, reply)
        return await _answer(request, await perform(world, request.match_info["method"], params, uploads))


async def perform(world: World, name: str, params: dict[str, Any], uploads: dict[str, Upload]) -> Reply:
    """Runs one call and logs it; what it returns may leave at once."""
    method = METHODS.get(name.lower())
    if method is None:
        sys.stderr.write(f"sandbox: UNKNOWN METHOD {name!r} called by bot {world.bot_id}\n")
    body, unknown = params, sorted(params.keys() - method.params) if method else []
    if unknown:  # tolerated: told in the log, without effect
        params = {name: value for name, value in params.items() if name not in unknown}
    call = Call(world, method.name if method else name, params, uploads, body, unknown)
    fault = world.faults.strike(call.method, call.chat_hint())
    if fault is not None and fault.refuses:
        reply = fault.refusal()
        _log(call, Outcome(error=ApiError(reply.status, fault.action)), reply, fault=fault, method=method)
        if seconds := fault.announced_seconds():
            world.limits.announce(seconds)
        return reply
    outcome = await _run(call, method)
    reply = outcome.reply()
    if fault is not None:
        reply = fault.distorted(reply)
    _log(call, outcome, reply, fault=fault, method=method)
    return reply


async def _run(call: Call, method: Method | None) -> Outcome:
    if method is None:
        return Outcome(error=ApiError(404, "Not Found: method not found"))
    try:
        if method.counted is not None:
            chat = call.world.find_chat(call.params.get("chat_id"))
            call.world.limits.refuse_during_halt(chat, method.counted == "edit")
        result = method.handler(call)
        if inspect.isawaitable(result):
            result = await result
    except ApiError as refused:
        return Outcome(error=refused)
    except (TypeError, ValueError, KeyError, AttributeError):
        sys.stderr.write(f"sandbox: {call.method} of bot {call.world.bot_id}\n{traceback.format_exc()}")
        return Outcome(error=bad("can't parse parameters"))
    return Outcome(result=result)


def _log(
    call: Call, outcome: Outcome, reply: Reply, *, fault: Fault | None = None, method: Method | None = None
) -> None:
    world = call.world
    error = outcome.error
    limited = error if isinstance(error, LimitExceeded) else None
    counted = method is not None and method.counted is not None
    body = call.body
    if call.uploads:
        body = {**body, **{name: f"<file {u.name} {len(u.data)} bytes>" for name, u in call.uploads.items()}}
    first = outcome.result[0] if isinstance(outcome.result, list) and outcome.result else outcome.result
    world.log.write(
        "call",
        world.clock.now(),
        method=call.method,
        chat_id=call.chat_hint(),
        thread_id=call.integer("message_thread_id") or None,
        body_hash=body_hash(call.method, body),
        body=body,
        accepted=error is None,
        status=None if reply.drop or reply.hang else reply.status,
        error_code=(error.code or None) if error else None,
        description=error.description if error else None,
        retry_after=_retry_after(error, fault),
        message_id=first.get("message_id") if isinstance(first, dict) else None,
        fault=fault.name if fault else None,
        during_halt=(limited is not None and limited.during_halt) or (counted and world.limits.announced_halt()),
        violation=limited.scope if limited else None,
        unknown_params=call.unknown,
    )


def _retry_after(error: ApiError | None, fault: Fault | None) -> object:
    if fault is not None and fault.refuses:
        return fault.announced_seconds() or None
    return error.parameters.get("retry_after") if error else None


async def _until_closed(request: web.Request) -> None:
    while request.transport is not None and not request.transport.is_closing():  # noqa: ASYNC110 - has no event
        await asyncio.sleep(0.5)


async def _answer(request: web.Request, reply: Reply) -> web.StreamResponse:
    if reply.delay:
        await asyncio.sleep(reply.delay)
    if reply.hang:
        await _until_closed(request)
    if (reply.drop or reply.hang) and request.transport is not None:
        request.transport.abort()
    return web.Response(
        body=reply.body, status=reply.status or 200, content_type=reply.content_type, headers=reply.headers
    )
