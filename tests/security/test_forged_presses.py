"""Buttons prove nothing: forged, foreign, replayed and broken presses have no effect and are always answered."""

import asyncio
import random
from collections.abc import Iterator
from typing import Any

from handlers.callbacks import ACTIONS
from tests.support.house import Running
from tests.support.permissions import press_of
from tests.support.sales_floor import admin_arrives, becomes_lead, hire, rows_become, settled
from tests.support.telegram import Group, Person

_TOKEN_FIELDS = {"lead": "leads", "task": "tasks", "attempt": "quiz_attempts", "check_in": "check_ins"}
_TABLES = ("staff", "invites", "leads", "tasks", "orders", "check_ins", "consents", "links")


async def dump(bot: Running, without: Person) -> dict[str, Any]:
    """What an attacker must not be able to change."""
    seen: dict[str, Any] = {table: await bot.rows(f"SELECT * FROM {table} ORDER BY 1") for table in _TABLES}
    seen["people"] = await bot.rows(
        "SELECT id, telegram_id, phone, language, state, stopped_at, erased_at FROM people"
        " WHERE telegram_id <> :attacker ORDER BY id",
        attacker=without.id,
    )
    seen["quiz_attempts"] = await bot.rows(
        "SELECT a.* FROM quiz_attempts a JOIN people p ON p.id = a.person_id WHERE p.telegram_id <> :attacker",
        attacker=without.id,
    )
    return seen


async def presses(person: Person, data: list[str], chat: Group | None = None) -> None:
    """Presses all at once, and waits until every single one was answered."""
    message_id = (await person.dialogue(chat))[-1]["message_id"]
    for start in range(0, len(data), 25):
        taps = [await person.taps_data(message_id, one, chat=chat) for one in data[start : start + 25]]
        await asyncio.gather(*(tap.answered(within=10) for tap in taps))


async def nothing_broke(bot: Running) -> None:
    await settled(bot)
    assert await bot.rows("SELECT error FROM inbox WHERE attempts > 1 OR state = 'dead'") == []
    assert await bot.rows("SELECT reason FROM outbox WHERE state = 'failed'") == []


async def foreign(bot: Running) -> list[str]:
    """Every action that names somebody's token, with every token there is and one there is not."""
    data = []
    for name, action in ACTIONS.items():
        field = next((field for field in action.model_fields if field in _TOKEN_FIELDS), None)
        if field is not None:
            tokens = [row["token"] for row in await bot.rows(f"SELECT token FROM {_TOKEN_FIELDS[field]}")]
            data += [press_of(name).replace("AbCdEf0123456_-x", token, 1) for token in tokens]
            data.append(press_of(name))
    return data


def broken(data: str, dice: random.Random) -> Iterator[str]:
    """The same press with something wrong in it."""
    prefix, _, rest = data.partition(":")
    yield prefix
    yield data + ":x"
    yield data[:-1]
    yield f"{prefix}:{'9' * 30}"
    yield f"{prefix}:-1:{'x' * 20}"
    yield f"{prefix[:-1]}9:{rest}"
    yield data.upper()
    yield f"{prefix}:{rest[::-1]}"
    yield f"{prefix}:' OR 1=1;--"
    yield f"{prefix}:<b>:{{{{7*7}}}}"
    yield f"{prefix}:тест\u0000"
    for _ in range(3):
        at = dice.randrange(len(data))
        yield data[:at] + chr(dice.randrange(33, 127)) + data[at + 1 :]


async def test_forged_foreign_and_broken_presses_change_nothing(closed: Running) -> None:
    olga = await closed.world.person("Ольга")
    async with closed.opened(admin_ids=(olga.id,)) as bot:
        await admin_arrives(bot, olga)
        oleg = await hire(bot, olga, "Олег")
        anna = await becomes_lead(bot, "Анна")
        await oleg.taps("Беру", within=5)
        await rows_become(bot, "SELECT id FROM leads WHERE stage = 'claimed'", 1)
        await bot.handled(await anna.says("/quiz"))
        mallory = await bot.world.person("Мэллори")
        await bot.handled(await mallory.starts())
        before = await dump(bot, mallory)
        assert before["tasks"], "there must be something to steal"

        await presses(mallory, await foreign(bot))
        assert await dump(bot, mallory) == before

        dice = random.Random(2026)
        staff_only = [n for n in ACTIONS if n not in _customers_own()]
        await presses(mallory, [press_of(name) for name in staff_only])
        await presses(
            mallory, [bad for name in ACTIONS for bad in broken(press_of(name), dice) if len(bad.encode()) <= 64]
        )
        assert await dump(bot, mallory) == before
        await nothing_broke(bot)


def _customers_own() -> set[str]:
    """Buttons by which a customer rightly changes what is their own."""
    return {
        "start_quiz", "restart_quiz", "consent", "wish", "talk", "ask", "lead_answer", "lead_finish", "language",
        "forget", "resume", "home", "result", "product", "details", "products", "refuse_consent", "languages",
    }  # fmt: skip


async def test_a_salesperson_cannot_touch_a_colleagues_lead(closed: Running) -> None:
    olga = await closed.world.person("Ольга")
    async with closed.opened(admin_ids=(olga.id,)) as bot:
        await admin_arrives(bot, olga)
        oleg, rita = await hire(bot, olga, "Олег"), await hire(bot, olga, "Рита")
        await becomes_lead(bot, "Анна")
        await oleg.taps("Беру", within=5)
        await rows_become(bot, "SELECT id FROM leads WHERE stage = 'claimed'", 1)
        await settled(bot)
        before = await dump(bot, rita)
        await presses(rita, await foreign(bot))
        assert await dump(bot, rita) == before
        await nothing_broke(bot)


async def test_whoever_was_removed_presses_dead_buttons(closed: Running) -> None:
    olga = await closed.world.person("Ольга")
    async with closed.opened(admin_ids=(olga.id,)) as bot:
        await admin_arrives(bot, olga)
        oleg = await hire(bot, olga, "Олег")
        await becomes_lead(bot, "Анна")
        await oleg.sees("Новая заявка")
        (row,) = await bot.rows("SELECT id FROM people WHERE telegram_id = :id", id=oleg.id)
        message_id = (await olga.dialogue())[-1]["message_id"]
        removal = ACTIONS["remove_staff"](person=row["id"], sure=True).pack()
        await (await olga.taps_data(message_id, removal)).answered()
        await settled(bot)
        before = await dump(bot, oleg)
        await presses(oleg, await foreign(bot))
        assert await dump(bot, oleg) == before
        await nothing_broke(bot)


async def test_twenty_replays_of_a_press_have_one_effect(closed: Running) -> None:
    olga = await closed.world.person("Ольга")
    async with closed.opened(admin_ids=(olga.id,)) as bot:
        await admin_arrives(bot, olga)
        oleg = await hire(bot, olga, "Олег")
        await becomes_lead(bot, "Анна")
        await oleg.sees("Новая заявка")
        (lead,) = await bot.rows("SELECT token FROM leads")
        await presses(oleg, [ACTIONS["claim"](lead=lead["token"]).pack()] * 20)
        await settled(bot)
        assert len(await bot.rows("SELECT id FROM activity WHERE verb = 'lead_claimed'")) == 1
        await nothing_broke(bot)
