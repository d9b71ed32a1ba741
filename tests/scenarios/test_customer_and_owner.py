"""What the customer's side does once a salesperson has the lead."""

from tests.support.house import Running
from tests.support.sales_floor import admin_arrives, becomes_lead, settled
from tests.support.steps import presses
from tests.support.telegram import Person


async def claimed(bot: Running, olga: Person, **fields: object) -> Person:
    await admin_arrives(bot, olga)
    anna = await becomes_lead(bot, "Анна", **fields)
    await olga.sees("Новая заявка")
    await presses(olga, "Беру")
    await settled(bot)
    return anna


async def test_free_words_go_to_the_owner_and_the_customer_is_told_who_answers(closed: Running) -> None:
    olga = await closed.world.person("Ольга")
    async with closed.opened(admin_ids=(olga.id,)) as bot:
        anna = await claimed(bot, olga)
        before = (await bot.rows("SELECT score FROM leads"))[0]["score"]
        await anna.says("А можно начать в январе?")
        await anna.sees("Передали, вам ответит Ольга")
        await olga.sees("А можно начать в январе?")
        assert (await bot.rows("SELECT score FROM leads"))[0]["score"] == before + 5


async def test_a_question_of_a_claimed_lead_reaches_its_owner(closed: Running) -> None:
    olga = await closed.world.person("Ольга")
    async with closed.opened(admin_ids=(olga.id,)) as bot:
        anna = await claimed(bot, olga)
        await anna.says("/help")
        await anna.sees("Чем могу помочь")
        await presses(anna, "Задать вопрос")
        await anna.sees("Спрашивайте")
        await anna.says("Есть ли у вас столовая?")
        await anna.sees("Добавили к вашей заявке")
        await olga.sees("Есть ли у вас столовая?")


async def test_forget_empties_the_cards_and_tells_the_owner(closed: Running) -> None:
    olga = await closed.world.person("Ольга")
    async with closed.opened(admin_ids=(olga.id,)) as bot:
        anna = await claimed(bot, olga, phone=True)
        await anna.says("Мой секрет")
        await olga.sees("Мой секрет")
        await anna.says("/forget")
        await presses(anna, "Да, удалить")
        await anna.sees("мы вас не помним")
        await olga.sees("человек удалил свои данные и просит больше не связываться")
        await settled(bot)
        shown = [m.get("text", "") for m in await olga.dialogue() if m["from_bot"]]
        assert [text for text in shown if "Анна" in text or "+7999" in text or "Мой секрет" in text] == []
        assert await bot.rows("SELECT * FROM timers WHERE state = 'open'") == []
        assert await bot.rows("SELECT * FROM tasks WHERE status = 'open'") == []


async def test_stop_is_told_to_the_owner(closed: Running) -> None:
    olga = await closed.world.person("Ольга")
    async with closed.opened(admin_ids=(olga.id,)) as bot:
        anna = await claimed(bot, olga)
        await anna.says("/stop")
        await anna.sees("тот, кто ею занимается, знает о вашей просьбе")
        await olga.sees("Анна")
