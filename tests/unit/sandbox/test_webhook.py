"""Delivery by webhook: the secret, the order within a chat, repeats and what getWebhookInfo tells."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from aiohttp import web

from tests.support.telegram import Person, World

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@asynccontextmanager
async def bot_at(handler: Handler) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_post("/hook", handler)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    finally:
        await runner.cleanup()


async def until(condition: Callable[[], bool], within: float = 5) -> None:
    async with asyncio.timeout(within):
        while not condition():  # noqa: ASYNC110 - what is awaited is in another process
            await asyncio.sleep(0.01)


async def texts_of(request: web.Request) -> str:
    return (await request.json())["message"]["text"]


async def test_update_is_posted_with_the_secret(world: World, anna: Person) -> None:
    seen: list[tuple[str, str]] = []

    async def hook(request: web.Request) -> web.Response:
        seen.append((await texts_of(request), request.headers["X-Telegram-Bot-Api-Secret-Token"]))
        return web.Response()

    async with bot_at(hook) as url:
        await anna.says("before")
        await world.api("setWebhook", url=url, secret_token="s" * 40)
        await anna.says("after")
        await until(lambda: len(seen) == 2)
        assert seen == [("before", "s" * 40), ("after", "s" * 40)]
        info = (await world.api("getWebhookInfo"))["result"]
        assert (info["url"], info["pending_update_count"], info["max_connections"]) == (url, 0, 40)
        await world.api("deleteWebhook")


async def test_a_chat_waits_for_its_first_update_while_others_go_on(world: World, anna: Person) -> None:
    boris = await world.person("Boris")
    seen: list[str] = []
    release = asyncio.Event()

    async def hook(request: web.Request) -> web.Response:
        text = await texts_of(request)
        seen.append(text)
        if text == "slow":
            await release.wait()
        return web.Response()

    async with bot_at(hook) as url:
        await world.api("setWebhook", url=url)
        await anna.says("slow")
        await anna.says("queued")
        await boris.says("other")
        await until(lambda: "other" in seen)
        assert seen == ["slow", "other"]
        release.set()
        await until(lambda: len(seen) == 3)
        await world.api("deleteWebhook")


async def test_failed_update_is_repeated_at_once_and_then_later(world: World, anna: Person) -> None:
    times: list[float] = []

    async def hook(_request: web.Request) -> web.Response:
        times.append(asyncio.get_running_loop().time())
        return web.Response(status=500 if len(times) < 3 else 200)

    async with bot_at(hook) as url:
        await world.api("setWebhook", url=url)
        await anna.says("x")
        await until(lambda: len(times) == 2, within=1)
        info = (await world.api("getWebhookInfo"))["result"]
        assert info["pending_update_count"] == 1
        assert info["last_error_message"] == "Wrong response from the webhook: 500"
        await until(lambda: len(times) == 3)
        assert 1.8 < times[2] - times[1] < 3
        entries = await world.log(kind="webhook")
        assert [entry["status"] for entry in entries] == [500, 500, 200]
        await world.api("deleteWebhook")


async def test_retry_after_of_the_bot_is_honoured(world: World, anna: Person) -> None:
    times: list[float] = []

    async def hook(_request: web.Request) -> web.Response:
        times.append(asyncio.get_running_loop().time())
        return web.Response(status=503, headers={"Retry-After": "1"}) if len(times) == 1 else web.Response()

    async with bot_at(hook) as url:
        await world.api("setWebhook", url=url)
        await anna.says("x")
        await until(lambda: len(times) == 2)
        assert times[1] - times[0] > 0.95
        await world.api("deleteWebhook")


async def test_copies_are_posted_concurrently(world: World, anna: Person) -> None:
    ids: list[int] = []
    together = asyncio.Event()

    async def hook(request: web.Request) -> web.Response:
        ids.append((await request.json())["update_id"])
        if len(ids) == 4:
            together.set()
        await together.wait()
        return web.Response()

    async with bot_at(hook) as url:
        await world.delivery(copies=[4, 4], concurrent=True)
        await world.api("setWebhook", url=url)
        await anna.says("x")
        await asyncio.wait_for(together.wait(), 5)
        assert len(set(ids)) == 1
        await world.api("deleteWebhook")


async def test_at_most_max_connections_at_once(world: World) -> None:
    running, most, served = 0, 0, 0

    async def hook(_request: web.Request) -> web.Response:
        nonlocal running, most, served
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.02)
        running -= 1
        served += 1
        return web.Response()

    async with bot_at(hook) as url:
        await world.api("setWebhook", url=url, max_connections=2)
        for number in range(6):
            await (await world.person(f"P{number}")).says("x")
        await until(lambda: served == 6 and running == 0)
        assert most == 2
        await world.api("deleteWebhook")


async def test_answer_of_a_webhook_may_be_a_call(world: World, anna: Person) -> None:
    async def hook(_request: web.Request) -> web.Response:
        return web.json_response({"method": "sendMessage", "chat_id": anna.id, "text": "from the answer"})

    async with bot_at(hook) as url:
        await world.api("setWebhook", url=url)
        await anna.says("x")
        await anna.sees("from the answer")
        await world.api("deleteWebhook")


async def test_wrong_webhook_settings_are_refused(world: World) -> None:
    answer = await world.api("setWebhook", url="ftp://example.org")
    assert answer["description"] == "Bad Request: bad webhook: invalid webhook URL specified"
    answer = await world.api("setWebhook", url="https://example.org/", secret_token="a b")
    assert answer["description"] == "Bad Request: secret token contains unallowed characters"
