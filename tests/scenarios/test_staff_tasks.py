"""Follow-up tasks: planned by the cadence, said when due, and never after they are over."""

from tests.support.sales_floor import Floor, becomes_lead, hire, settled, texts, time_passes
from tests.support.telegram import Person


async def claimed(floor: Floor, who: Person | None = None, name: str = "Анна") -> Person:
    who = who or floor.olga
    anna = await becomes_lead(floor.bot, name)
    await who.sees(f"Новая заявка: {name}")
    await who.taps("Беру")
    await who.sees("Ваша заявка")
    return anna


async def due_task(floor: Floor) -> str:
    """The first step of a cold lead's cadence comes after a day."""
    await time_passes(floor.bot, days=1)
    newest = (await texts(floor.olga))[-1]
    assert "Написать и познакомиться" in newest
    return newest


async def test_a_claim_plans_the_cadence_and_the_first_task_comes_when_due(floor: Floor) -> None:
    await claimed(floor)
    assert len(await floor.bot.rows("SELECT * FROM tasks WHERE status = 'open'")) == 3
    await time_passes(floor.bot, hours=23)
    assert "Готово" not in await floor.olga.buttons()
    await time_passes(floor.bot, hours=1.1)
    assert "Анна" in (await texts(floor.olga))[-1]
    assert await floor.olga.buttons() == ["Готово", "Через час", "Завтра", "Через 3 дня", "Не сложилось", "Карточка"]


async def test_done_is_done_and_says_what_comes_next(floor: Floor) -> None:
    await claimed(floor)
    await due_task(floor)
    tap = await floor.olga.taps("Готово")
    await tap.answered()
    done = await floor.olga.sees("Сделано: Написать и познакомиться (Анна)")
    assert "Следующая задача" in done["text"]
    await time_passes(floor.bot, days=2)
    assert not any("ждёт со вчерашнего" in text for text in await texts(floor.olga))


async def test_postponed_by_an_hour_it_comes_again_in_an_hour_and_not_before(floor: Floor) -> None:
    await claimed(floor)
    await due_task(floor)
    await floor.olga.taps("Через час")
    await floor.olga.sees("Отложено")
    count = len(await texts(floor.olga))
    await time_passes(floor.bot, minutes=50)
    assert len(await texts(floor.olga)) == count
    await time_passes(floor.bot, minutes=11)
    assert "Написать и познакомиться" in (await texts(floor.olga))[-1]
    assert len(await texts(floor.olga)) == count + 1


async def test_postponed_to_tomorrow_means_ten_in_the_morning(floor: Floor) -> None:
    await claimed(floor)
    await due_task(floor)
    await floor.olga.taps("Завтра")
    said = await floor.olga.sees("Отложено")
    assert "10:00" in said["text"]


async def test_an_unanswered_task_is_reminded_once_and_then_the_admins_see_it(floor: Floor) -> None:
    oleg = await hire(floor.bot, floor.olga, "Олег")
    await claimed(floor, oleg)
    await time_passes(floor.bot, days=1)
    await time_passes(floor.bot, days=1.01)
    assert "ждёт со вчерашнего дня" in (await texts(oleg))[-1]
    assert not any("без ответа" in text for text in await texts(floor.olga))
    await time_passes(floor.bot, days=1.01)
    newest = (await texts(floor.olga))[-1]
    assert "без ответа больше двух дней" in newest
    assert "Чья: Олег" in newest
    await time_passes(floor.bot, days=1.5)
    assert sum("ждёт со вчерашнего дня" in text for text in await texts(oleg)) == 1
    assert sum("без ответа" in text for text in await texts(floor.olga)) == 1


async def test_lost_from_a_task_closes_the_lead_with_its_reason(floor: Floor) -> None:
    anna = await claimed(floor)
    await due_task(floor)
    before = len(await texts(anna))
    await floor.olga.taps("Не сложилось")
    await floor.olga.sees("почему не сложилось")
    tap = await floor.olga.taps("Дорого")
    await tap.answered()
    await settled(floor.bot)
    (lead,) = await floor.bot.rows("SELECT stage, lost_reason FROM leads")
    assert (lead["stage"], lead["lost_reason"]) == ("lost", "price")
    assert await floor.bot.rows("SELECT * FROM tasks WHERE status = 'open'") == []
    assert await floor.bot.rows("SELECT * FROM timers WHERE state = 'open' AND kind = 'follow_up'") == []
    assert len(await texts(anna)) == before


async def test_a_pressed_button_of_a_finished_task_says_it_is_out_of_date(floor: Floor) -> None:
    await claimed(floor)
    await due_task(floor)
    under = (await floor.olga.last())["message_id"]
    (task,) = await floor.bot.rows("SELECT token FROM tasks WHERE key = 'write_hello'")
    await floor.olga.taps("Готово")
    await floor.olga.sees("Сделано")
    for data in (f"td1:{task['token']}", f"tp1:{task['token']}:1", f"tv1:{task['token']}"):
        tap = await floor.olga.taps_data(under, data)
        assert "устарела" in (await tap.answered())["text"]


async def test_somebody_elses_task_cannot_be_touched(floor: Floor) -> None:
    oleg = await hire(floor.bot, floor.olga, "Олег")
    vera = await hire(floor.bot, floor.olga, "Вера")
    await claimed(floor, oleg)
    await settled(floor.bot)
    (task, *_) = await floor.bot.rows("SELECT token FROM tasks")
    under = (await vera.last())["message_id"]
    for data in (f"td1:{task['token']}", f"tp1:{task['token']}:1", f"tv1:{task['token']}"):
        tap = await vera.taps_data(under, data)
        assert "Не нашлось" in (await tap.answered())["text"]
    assert await floor.bot.rows("SELECT * FROM tasks WHERE status <> 'open'") == []


async def test_a_long_stop_brings_one_list_instead_of_an_avalanche(floor: Floor) -> None:
    for name in ("Анна", "Борис", "Вика"):
        await claimed(floor, name=name)
    count = len(await texts(floor.olga))
    await time_passes(floor.bot, days=2)
    fresh = (await texts(floor.olga))[count:]
    assert len(fresh) == 1
    assert "Накопилось задач: 3" in fresh[0]
    await floor.olga.taps("Анна")
    await floor.olga.sees("Написать и познакомиться")


async def test_my_tasks_are_listed_with_their_time(floor: Floor) -> None:
    await claimed(floor)
    await floor.olga.says("/tasks")
    listed = await floor.olga.sees("Ваши задачи")
    assert "1. Написать и познакомиться — Анна, " in listed["text"]
    await floor.olga.taps("1")
    await floor.olga.sees("Срок:")
