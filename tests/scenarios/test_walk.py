"""One whole sale, from an article's link to the check-in a week later, on both databases, judged in Telegram."""

import asyncio
from pathlib import Path

from tests.support.house import Running, move_to
from tests.support.steps import answers_quiz
from tests.support.telegram import Sandbox


async def test_one_whole_sale(sandbox: Sandbox, tmp_path: Path, clock_file: Path, database_url: str) -> None:
    closed = Running(sandbox, tmp_path, clock_file=clock_file, database_url=database_url)
    await move_to(closed.world, 12)
    world = closed.world
    maria = await world.person("Мария")
    oleg = await world.person("Олег")
    vera = await world.person("Вера")
    anna = await world.person("Анна", phone="+79161234567", username="anna_k")
    group = await world.group("Отдел продаж", maria, oleg, vera)
    async with closed.opened(admin_ids=(maria.id,), staff_chat_id=group.id):
        await maria.starts()
        await maria.sees("рабочий стол")
        for salesperson in (oleg, vera):
            await maria.says("/team")
            await maria.taps("Пригласить продавца")
            invitation = await maria.sees("?start=join_")
            await salesperson.starts(invitation["text"].split("?start=")[1].split()[0])
            await salesperson.sees("вы в команде")

        await anna.starts("art-nachat-it")
        await anna.sees("Пройдите тест")
        await anna.taps("Начать тест")
        await anna.sees("Я предпочитаю")
        await answers_quiz(anna)
        await anna.taps("Показать как есть")
        result = await anna.sees("Вы выбрали")
        assert result["text"].count("%") == 3, "three professions, each with its percent"
        await anna.taps("Что мне подойдёт")
        await anna.sees("Кому подойдёт")
        await anna.taps("Поговорить с человеком")
        await anna.taps("Позвоните мне")
        await anna.sees("согласие")
        await anna.taps("Да, ")
        await anna.sees("поделитесь номером")
        await anna.shares_contact()
        await anna.sees("Позвоним по номеру")

        notices = await asyncio.gather(*(p.sees("Новая заявка: Анна") for p in (oleg, vera, maria)))
        assert all("+79161234567" in notice["text"] for notice in notices)
        in_group = next(m for m in await group.messages() if "Новая заявка: Анна" in m.get("text", ""))
        assert "+79161234567" not in in_group["text"], "the phone stays out of the group until someone claims"

        await oleg.taps("Беру")
        await oleg.sees("+79161234567")
        await vera.sees("уже в работе, ей занимается Олег")
        await anna.sees("Олег")

        await oleg.taps("Ответить в чат")
        await oleg.says("Здравствуйте! Когда удобно созвониться?")
        await anna.sees("Когда удобно созвониться?")
        await anna.says("После шести")
        await oleg.sees("После шести")

        await oleg.taps("Карточка")
        await oleg.taps("Продано")
        await oleg.taps("Да, продано")
        await oleg.sees("Поздравляю с продажей")

        await world.forward(days=1, hours=1)
        await anna.sees("один короткий вопрос")
        await anna.taps("Войти не получилось")
        await anna.sees("Спасибо, что сказали прямо")
        await oleg.sees("Срочно")

        await world.forward(days=6)
        await anna.sees("один короткий вопрос")
