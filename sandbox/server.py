"""The HTTP server: the Bot API, its files, the control API and the page."""

import sys
from pathlib import Path
from typing import Any

from aiohttp import web

from sandbox.control import add_routes
from sandbox.errors import ApiError
from sandbox.faults import error_reply
from sandbox.gateway import Gateway, perform
from sandbox.hub import Hub
from sandbox.world import World

PAGE = Path(__file__).parent / "page"
_LARGEST_REQUEST = 64 << 20


async def _perform(world: World, method: str, params: dict[str, Any]) -> object:
    return await perform(world, method, params, {})


def build(hub: Hub) -> web.Application:
    app = web.Application(client_max_size=_LARGEST_REQUEST)
    gateway = Gateway(hub)
    hub.perform = _perform
    app.router.add_route("*", "/bot{token:[^/]+}/{method}", gateway.handle)
    app.router.add_get("/file/bot{token:[^/]+}/{path:.+}", _file(hub))
    add_routes(app, hub)
    app.router.add_get("/", _index)
    if PAGE.is_dir():
        app.router.add_static("/page/", PAGE)

    async def close_webhooks(_app: web.Application) -> None:
        for world in hub.all():
            world.updates.abort_poll("terminated by shutdown")
            await world.webhook.remove()

    app.on_shutdown.append(close_webhooks)
    return app


def _file(hub: Hub) -> Any:
    """Bot API downloads: by the path getFile gave."""

    async def handle(request: web.Request) -> web.Response:
        try:
            file = hub.by_token(request.match_info["token"]).files.by_path(request.match_info["path"])
            if file is None:
                raise ApiError(404, "Not Found")
        except ApiError as refused:
            reply = error_reply(refused)
            return web.Response(body=reply.body, status=reply.status, content_type=reply.content_type)
        if file.url is not None:
            raise web.HTTPFound(file.url)
        return web.Response(body=file.data, content_type="application/octet-stream")

    return handle


async def _index(_request: web.Request) -> web.StreamResponse:
    index = PAGE / "index.html"
    if not index.is_file():
        return web.Response(text="The sandbox is running; its page is not installed.\n", status=404)
    return web.FileResponse(index, headers={"Cache-Control": "no-cache"})


async def serve(hub: Hub, host: str, port: int) -> tuple[web.AppRunner, int]:
    """Starts listening; the runner to clean up and the port really taken."""
    runner = web.AppRunner(build(hub), access_log=None, shutdown_timeout=0.5, keepalive_timeout=600)
    await runner.setup()
    site = web.TCPSite(runner, host, port, backlog=1024)
    try:
        await site.start()
    except OSError as busy:
        await runner.cleanup()
        sys.stderr.write(f"sandbox: cannot listen on {host}:{port}: {busy.strerror}\n")
        raise SystemExit(1) from None
    return runner, int(runner.addresses[0][1])
