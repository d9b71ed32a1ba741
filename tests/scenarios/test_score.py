"""/score: an admin lets the program learn from closed leads, reads the report, switches, and goes back."""

import asyncio
from typing import Any

from bot.learning import Learning
from handlers.callbacks.score import TrainScore
from storage.learning import ScoreModels
from storage.people import Staff
from storage.transaction import Tx
from tests.support.past import past_leads
from tests.support.sales_floor import Floor, becomes_lead, eventually, hire, settled, texts

TRAIN = TrainScore().pack()


def outdate(tx: Tx) -> None:
    """As if the program had been updated and knew other facts now."""
    tx.sql._connection.execute("UPDATE score_models SET version = 0")


async def learns(floor: Floor, **wanted: Any) -> None:
    """Enough closed leads, and a press on the button."""
    await floor.bot.database.write(lambda tx: past_leads(tx, **wanted))
    await floor.olga.says("/score")
    await floor.olga.taps("Обучить", within=5)
    await floor.olga.sees("Чему научили прошлые заявки", within=15)


async def said(floor: Floor) -> str:
    await settled(floor.bot)
    return (await texts(floor.olga))[-1]


async def test_with_too_few_outcomes_the_screen_says_how_many_are_missing(floor: Floor) -> None:
    await floor.bot.database.write(lambda tx: past_leads(tx, count=120))
    await floor.olga.says("/score")
    shown = await floor.olga.sees("Оценка заявок")
    assert "Закрытых заявок для обучения: 120" in shown["text"]
    assert "нужно ещё 80" in shown["text"]
    labels = [button["text"] for row in shown["reply_markup"]["inline_keyboard"] for button in row]
    assert labels == ["Обновить"]


async def test_an_admin_learns_reads_switches_and_goes_back(floor: Floor) -> None:
    await learns(floor, count=700)
    report = await said(floor)
    assert "Модель сортирует заявки точнее правил." in report
    assert "Проверка на 210 последних заявках" in report
    assert "хочет начать в ближайшие две недели" in report, "reasons in the playbook's own words"
    await floor.olga.taps("Включить", within=5)
    await floor.olga.sees("Сейчас оценивает модель от")
    anna = await becomes_lead(floor.bot, "Анна", phone=True)
    assert anna is not None
    (lead,) = await floor.bot.rows("SELECT chance, temperature FROM leads WHERE closed_at IS NULL")
    assert 0 < lead["chance"] < 100
    await floor.olga.taps("Вернуть правила", within=5)
    await floor.olga.sees("Сейчас оценивают правила")
    facts = [row["facts"] for row in await floor.bot.rows("SELECT facts FROM activity WHERE verb = 'score_switched'")]
    assert facts == ['{"model":1}', '{"model":0}']


async def test_the_card_says_what_moves_the_chance(floor: Floor) -> None:
    await learns(floor, count=700)
    await floor.olga.taps("Включить", within=5)
    await floor.olga.sees("Сейчас оценивает модель от")
    await becomes_lead(floor.bot, "Анна", phone=True)
    await floor.olga.taps("Карточка", within=5)
    card = await floor.olga.sees("На шанс влияет")
    assert "По прошлым продажам: шанс" in card["text"]
    assert "есть телефон" in card["text"]


async def test_the_switch_survives_a_restart(floor: Floor) -> None:
    await learns(floor, count=700)
    await floor.olga.taps("Включить", within=5)
    await floor.olga.sees("Сейчас оценивает модель от")
    await floor.bot.restarted()
    await floor.olga.says("/score")
    await eventually(lambda: _last_says(floor, "Сейчас оценивает модель от"))


async def test_a_second_press_meanwhile_is_answered_and_one_model_is_made(floor: Floor) -> None:
    await floor.bot.database.write(lambda tx: past_leads(tx, count=400))
    await floor.olga.says("/score")
    screen = await floor.olga.sees("Оценка заявок")
    first = await floor.olga.taps_data(screen["message_id"], TRAIN)
    second = await floor.olga.taps_data(screen["message_id"], TRAIN)
    await first.answered()
    assert "Модель уже учится" in ((await second.answered()).get("text") or "")
    await floor.olga.sees("Чему научили прошлые заявки", within=15)
    assert len(await floor.bot.rows("SELECT id FROM score_models")) == 1


async def test_what_is_too_good_cannot_be_switched_on(floor: Floor) -> None:
    await learns(floor, count=500, leaking=True)
    report = await floor.olga.sees("Слишком хорошо, чтобы быть правдой")
    labels = [button["text"] for row in report["reply_markup"]["inline_keyboard"] for button in row]
    assert labels == ["Оценка заявок"]


async def test_a_training_asked_for_before_a_crash_is_done_after_it(floor: Floor) -> None:
    await floor.bot.database.write(lambda tx: past_leads(tx, count=400))

    def asked(tx: Tx) -> None:
        olga = Staff(tx).admins()[0]
        assert ScoreModels(tx).ask(olga.id, floor.bot.app.house.clock.now())

    await floor.bot.database.write(asked)
    await floor.bot.restarted()
    await floor.olga.sees("Чему научили прошлые заявки", within=15)


async def test_a_model_of_an_older_program_is_retired_and_the_admins_hear_it_once(floor: Floor) -> None:
    await learns(floor, count=400)
    await floor.olga.taps("Включить", within=5)
    await floor.olga.sees("Сейчас оценивает модель от")
    await floor.bot.database.write(outdate)
    await floor.olga.sees("прежняя модель отключена", within=10)
    for _ in range(3):
        await floor.bot.app.learning.follow()
    await settled(floor.bot)
    assert sum("прежняя модель отключена" in text for text in await texts(floor.olga)) == 1


async def test_only_the_leader_learns(floor: Floor) -> None:
    await floor.bot.database.write(lambda tx: past_leads(tx, count=400))
    stand_by = Learning(floor.bot.app.house, is_leader=lambda: False)
    olga = (await floor.bot.database.read(lambda tx: Staff(tx).admins()))[0]
    floor.bot.app.learning._is_leader = lambda: False
    await floor.bot.database.write(lambda tx: ScoreModels(tx).ask(olga.id, floor.bot.app.house.clock.now()))
    await stand_by.follow()
    await asyncio.sleep(0.1)
    assert [row["state"] for row in await floor.bot.rows("SELECT state FROM score_models")] == ["asked"]


async def test_a_salesperson_sees_nothing_of_it(floor: Floor) -> None:
    oleg = await hire(floor.bot, floor.olga, "Олег")
    await floor.bot.handled(await oleg.says("/score"))
    assert not any("Оценка заявок" in text for text in await texts(oleg))


async def test_whoever_came_from_a_file_is_called_not_written_to(floor: Floor) -> None:
    def from_a_file(tx: Tx) -> None:
        tx.sql._connection.execute(
            "INSERT INTO people (first_name, language, phone, created_at, seen_at)"
            " VALUES ('Мария', 'ru', '+79123456789', 0, 0)"
        )
        tx.sql._connection.execute(
            "INSERT INTO leads (token, person_id, stage, temperature, score, reasons, wish, created_at, told)"
            " SELECT 'abcdefghijklmnop', id, 'new', 'cold', 10, '[]', 'call', 0, 'cold' FROM people"
            " WHERE first_name = 'Мария'"
        )

    await floor.bot.database.write(from_a_file)
    await floor.olga.says("/leads")
    await floor.olga.taps("Свободные", within=5)
    await floor.olga.taps("Мария", within=5)
    card = await floor.olga.sees("Заявка из файла")
    assert "+79123456789" in card["text"]
    await floor.olga.taps("Беру", within=5)
    card = await floor.olga.sees("Ваша заявка")
    labels = [button["text"] for row in card["reply_markup"]["inline_keyboard"] for button in row]
    assert "Ответить в чат" not in labels
    await floor.olga.taps("Не сложилось", within=5)
    await settled(floor.bot)
    assert not await floor.bot.rows("SELECT id FROM outbox WHERE chat_id = 0"), "nobody lives in chat 0"


async def _last_says(floor: Floor, words: str) -> bool:
    return words in (await texts(floor.olga))[-1]
