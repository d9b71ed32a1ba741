"""What every staff scenario begins with: an admin, salespeople who came by invitation, customers who became leads."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from tests.support.house import Running, until
from tests.support.telegram import Group, Json, Person


@dataclass
class Floor:
    """A running bot with one admin, and the staff group where there is one."""

    bot: Running
    olga: Person
    group: Group | None = None


async def admin_arrives(bot: Running, olga: Person) -> Person:
    await bot.handled(await olga.starts())
    await olga.sees("рабочий стол")
    return olga


async def invitation(olga: Person) -> str:
    """The payload of a fresh invitation link."""
    await olga.says("/team")
    await olga.taps("Пригласить", within=5)
    message = await olga.sees("Ссылка для нового продавца")
    found = re.search(r"start=(join_[\w-]+)", message["text"])
    assert found is not None
    return found.group(1)


async def hire(bot: Running, olga: Person, name: str, **fields: object) -> Person:
    """A salesperson who joined by an invitation link, on duty."""
    code = await invitation(olga)
    newcomer = await bot.world.person(name, **fields)
    await bot.handled(await newcomer.starts(code))
    await newcomer.sees("вы в команде")
    return newcomer


async def becomes_lead(bot: Running, name: str, *, phone: bool = False, **fields: object) -> Person:
    """A customer who wants to talk about the first product, in the chat or by phone."""
    anna = await bot.world.person(name, **fields)
    await bot.handled(await anna.starts())
    await bot.handled(await anna.says("/products"))
    await anna.taps("Разработчик на Python", within=5)
    await anna.taps("Поговорить с человеком", within=5)
    if phone:
        await anna.taps("Позвоните мне", within=5)
        await anna.taps("Да, разрешаю", within=5)
        await anna.sees("номер")
        await bot.handled(await anna.shares_contact())
    else:
        await anna.taps("Напишите мне здесь", within=5)
    await rows_become(bot, "SELECT * FROM leads", 1, at_least=True)
    return anna


async def rows_become(bot: Running, sql: str, count: int, *, at_least: bool = False, within: float = 5) -> None:
    async def differ() -> bool:
        found = len(await bot.rows(sql))
        return found < count if at_least else found != count

    await until(differ, within=within)


async def eventually(found: Callable[[], Awaitable[bool]], *, within: float = 5) -> None:
    async def missing() -> bool:
        return not await found()

    await until(missing, within=within)


async def settled(bot: Running) -> None:
    """Nothing waits to be handled, rung or said."""

    async def busy() -> bool:
        (row,) = await bot.rows(
            "SELECT (SELECT COUNT(*) FROM inbox WHERE state IN ('pending', 'working'))"
            " + (SELECT COUNT(*) FROM outbox WHERE state IN ('pending', 'calling')) AS waiting"
        )
        return bool(row["waiting"])

    await until(busy, within=10)


async def time_passes(bot: Running, *, minutes: float = 0, hours: float = 0, days: float = 0) -> None:
    """Time moves, whatever is due rings, whatever was to be said is said."""
    await settled(bot)
    await bot.world.forward(minutes=minutes, hours=hours, days=days)
    clock = bot.app.house.clock
    wanted = (await bot.world.sandbox.ask("GET", "/clock"))["now"]

    async def behind() -> bool:
        if clock.now().timestamp() < wanted - 5:
            return True
        now = int(clock.now().timestamp() * 1000)
        return bool(await bot.rows("SELECT id FROM timers WHERE state = 'open' AND due_at <= :now", now=now))

    await until(behind, within=10)
    await asyncio.sleep(0.05)
    await settled(bot)


async def texts(person: Person, **where: object) -> list[str]:
    """What the bot's messages say now, oldest first."""
    dialogue: list[Json] = await person.dialogue(**where)  # type: ignore[arg-type]
    return [message.get("text") or message.get("caption") or "" for message in dialogue if message["from_bot"]]
