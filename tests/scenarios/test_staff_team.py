"""The team: coming in by a single-use link, going out at once, being on duty."""

import asyncio

import pytest

from tests.support.sales_floor import Floor, admin_arrives, becomes_lead, hire, invitation, settled, texts, time_passes


async def test_an_invitation_makes_one_salesperson_and_the_inviter_is_told(floor: Floor) -> None:
    code = await invitation(floor.olga)
    assert len(code.removeprefix("join_")) == 22
    oleg = await floor.bot.world.person("Олег")
    await oleg.starts(code)
    await oleg.sees("вы в команде «Новый курс»")
    await floor.olga.sees("Олег теперь в команде")
    boris = await floor.bot.world.person("Борис")
    await boris.starts(code)
    await boris.sees("уже использована или устарела")
    staff = await floor.bot.rows("SELECT role FROM staff ORDER BY since")
    assert [row["role"] for row in staff] == ["admin", "salesperson"]


async def test_ten_people_with_one_link_make_one_salesperson(floor: Floor) -> None:
    code = await invitation(floor.olga)
    people = [await floor.bot.world.person(f"Гость {number}") for number in range(10)]
    for deed in await asyncio.gather(*(one.starts(code) for one in people)):
        await floor.bot.handled(deed)
    await settled(floor.bot)
    assert len(await floor.bot.rows("SELECT * FROM staff WHERE role = 'salesperson'")) == 1


@pytest.mark.parametrize("code", ["join_", "join_AAAAAAAAAAAAAAAAAAAAAA", "join_' OR 1=1 --", "join_" + "x" * 59])
async def test_a_made_up_invitation_changes_nothing(floor: Floor, code: str) -> None:
    boris = await floor.bot.world.person("Борис")
    await floor.bot.handled(await boris.starts(code))
    await boris.sees("уже использована или устарела")
    assert len(await floor.bot.rows("SELECT * FROM staff")) == 1
    await boris.taps("На главную")
    await boris.sees("Здравствуйте, Борис")


async def test_an_invitation_expires_after_two_days(floor: Floor) -> None:
    code = await invitation(floor.olga)
    await time_passes(floor.bot, hours=48.1)
    oleg = await floor.bot.world.person("Олег")
    await oleg.starts(code)
    await oleg.sees("уже использована или устарела")


async def test_an_admin_who_opens_the_link_does_not_use_it_up(floor: Floor) -> None:
    code = await invitation(floor.olga)
    await floor.bot.handled(await floor.olga.starts(code))
    oleg = await floor.bot.world.person("Олег")
    await oleg.starts(code)
    await oleg.sees("вы в команде")
    roles = await floor.bot.rows("SELECT role FROM staff")
    assert sorted(row["role"] for row in roles) == ["admin", "salesperson"]


async def test_whoever_is_removed_has_no_card_no_button_and_no_message_any_more(floor: Floor) -> None:
    oleg = await hire(floor.bot, floor.olga, "Олег")
    anna = await becomes_lead(floor.bot, "Анна")
    await oleg.sees("Новая заявка")
    await oleg.taps("Беру")
    await oleg.sees("Ваша заявка")
    await oleg.taps("Ответить в чат")
    await oleg.sees("Напишите ответ")
    await floor.olga.says("/team")
    await floor.olga.taps("Убрать: Олег", within=5)
    confirm = await floor.olga.sees("Убрать из команды: Олег?")
    assert "Открытые заявки (1) вернутся" in confirm["text"]
    await floor.olga.taps("Да, убрать")
    await floor.olga.sees("больше не в команде")
    await floor.olga.sees("Снова свободна заявка: Анна")
    await oleg.sees("Вы больше не в команде")
    await oleg.says("секрет")
    await settled(floor.bot)
    assert not any("секрет" in text for text in await texts(anna))
    heard = await texts(oleg)
    for caption in ("Продано", "Вернуть в список"):
        tap = await oleg.taps(caption)
        assert "устарела" in (await tap.answered())["text"]
    for command in ("/leads", "/tasks", "/team", "/duty"):
        await floor.bot.handled(await oleg.says(command))
    assert not any("заявки" in text.lower() for text in (await texts(oleg))[len(heard) :])
    before = await texts(oleg)
    await becomes_lead(floor.bot, "Борис")
    await anna.says("Алло?")
    await time_passes(floor.bot, days=2)
    assert await texts(oleg) == before
    assert await floor.bot.rows("SELECT * FROM tasks WHERE status = 'open'") == []


async def test_removing_can_be_called_off(floor: Floor) -> None:
    await hire(floor.bot, floor.olga, "Олег")
    await floor.olga.says("/team")
    await floor.olga.taps("Убрать: Олег", within=5)
    await floor.olga.sees("Убрать из команды: Олег?")
    await floor.olga.taps("Нет")
    await floor.olga.sees("Олег — продавец")
    assert len(await floor.bot.rows("SELECT * FROM staff WHERE removed_at IS NULL")) == 2


async def test_an_admin_can_remove_neither_themself_nor_another_admin(floor: Floor) -> None:
    assert not any("Убрать" in caption for caption in await floor.olga.buttons())
    (olga,) = await floor.bot.rows("SELECT person_id FROM staff")
    under = (await floor.olga.last())["message_id"]
    for sure in (0, 1):
        tap = await floor.olga.taps_data(under, f"sr1:{olga['person_id']}:{sure}")
        assert "ADMIN_IDS" in (await tap.answered())["text"]
    assert len(await floor.bot.rows("SELECT * FROM staff WHERE removed_at IS NULL")) == 1


async def test_a_salesperson_has_no_admin_commands_and_no_admin_buttons(floor: Floor) -> None:
    oleg = await hire(floor.bot, floor.olga, "Олег")
    under = (await oleg.last())["message_id"]
    for data in ("si1:salesperson", "st1", "sr1:1:1"):
        tap = await oleg.taps_data(under, data)
        assert "устарела" in (await tap.answered())["text"]
    for command in ("/team", "/links", "/link vk", "/status", "/troubles", "/reload"):
        await floor.bot.handled(await oleg.says(command))
    heard = "\n".join(await texts(oleg))
    for leak in ("Команда</b>", "Пригласить", "Ссылка готова", "Сбоев", "На смене:", "перечитан"):
        assert leak not in heard
    assert len(await floor.bot.rows("SELECT * FROM invites")) == 1


async def test_off_duty_no_notice_comes_and_on_duty_it_does_again(floor: Floor) -> None:
    oleg = await hire(floor.bot, floor.olga, "Олег")
    await oleg.says("/duty")
    await oleg.taps("Уйти со смены", within=5)
    off = await oleg.sees("Вы не на смене")
    assert "Ещё на смене: Ольга" in off["text"]
    await becomes_lead(floor.bot, "Анна")
    await floor.olga.sees("Новая заявка")
    await settled(floor.bot)
    assert not any("Анна" in text for text in await texts(oleg))
    await oleg.taps("Выйти на смену")
    await oleg.sees("Вы на смене")
    await becomes_lead(floor.bot, "Борис")
    await oleg.sees("Новая заявка: Борис")


async def test_staff_see_their_desk_at_start_and_can_look_as_a_customer(floor: Floor) -> None:
    await floor.olga.says("/start")
    await floor.olga.sees("рабочий стол")
    await floor.olga.taps("Посмотреть глазами клиента")
    await floor.olga.sees("Здравствуйте, Ольга")
    await floor.olga.taps("Начать тест")
    await floor.olga.sees("0%")


async def test_the_admin_of_the_settings_is_one_from_the_first_message(floor: Floor) -> None:
    await admin_arrives(floor.bot, floor.olga)
    await floor.olga.says("/team")
    await floor.olga.sees("Ольга — администратор")
