"""A lead comes: who hears of it, who gets it, and what happens when nobody does."""

import asyncio

from tests.support.sales_floor import Floor, becomes_lead, hire, rows_become, settled, texts, time_passes


async def test_a_lead_reaches_everybody_on_duty_with_score_reasons_and_source(floor: Floor) -> None:
    oleg = await hire(floor.bot, floor.olga, "Олег")
    await becomes_lead(floor.bot, "Анна", phone=True)
    for reader in (oleg, floor.olga):
        notice = await reader.sees("Новая заявка: Анна")
        assert "из 100" in notice["text"]
        assert "+8 есть телефон" in notice["text"]
        assert "Ждёт звонка · +" in notice["text"]
        assert "Откуда: без ссылки" in notice["text"]
        assert await reader.buttons() == ["Беру", "Карточка", "Не сейчас"]


async def test_the_group_hears_of_a_lead_but_never_reads_the_phone(floor_with_group: Floor) -> None:
    floor = floor_with_group
    await becomes_lead(floor.bot, "Анна", phone=True)
    notice = await floor.olga.sees("Новая заявка: Анна", chat=floor.group)
    assert "телефон есть" in notice["text"]
    (row,) = await floor.bot.rows("SELECT phone FROM people WHERE phone <> ''")
    assert row["phone"] not in notice["text"]
    assert row["phone"][-7:] not in notice["text"]
    assert await floor.olga.buttons(chat=floor.group) == ["Беру", "Карточка"]


async def test_with_nobody_on_duty_the_admins_hear_of_it_at_once(floor: Floor) -> None:
    await floor.olga.says("/duty")
    await floor.olga.taps("Уйти со смены", within=5)
    await floor.olga.sees("заявки пойдут администраторам")
    await becomes_lead(floor.bot, "Анна")
    notice = await floor.olga.sees("Новая заявка: Анна")
    assert "На смене никого, поэтому пишу вам" in notice["text"]


async def test_five_people_claim_at_once_and_exactly_one_has_it(floor: Floor) -> None:
    team = [await hire(floor.bot, floor.olga, name) for name in ("Олег", "Вера", "Глеб", "Дина")] + [floor.olga]
    anna = await becomes_lead(floor.bot, "Анна")
    for one in team:
        await one.sees("Новая заявка: Анна")
    taps = await asyncio.gather(*(one.taps("Беру") for one in team))
    answers = await asyncio.gather(*(tap.answered() for tap in taps))
    await settled(floor.bot)
    (lead,) = await floor.bot.rows(
        "SELECT p.first_name AS owner FROM leads l JOIN people p ON p.id = l.owner_id WHERE l.stage = 'claimed'"
    )
    refused = [answer["text"] for answer in answers if answer["text"]]
    assert len(refused) == 4
    assert all(lead["owner"] in text for text in refused)
    for one in team:
        newest = (await texts(one))[-1]
        assert ("Ваша заявка" in newest) == (one.name == lead["owner"])
        assert ("заявка уже в работе" in newest) == (one.name != lead["owner"])
    assert sum("Вам ответит" in text for text in await texts(anna)) == 1
    assert len(await floor.bot.rows("SELECT * FROM activity WHERE verb = 'lead_claimed'")) == 1


async def test_a_claim_in_the_group_brings_the_card_in_private(floor_with_group: Floor) -> None:
    floor = floor_with_group
    await becomes_lead(floor.bot, "Анна", phone=True)
    await floor.olga.sees("Новая заявка", chat=floor.group)
    tap = await floor.olga.taps("Беру", chat=floor.group)
    assert "личном чате" in (await tap.answered())["text"]
    card = await floor.olga.sees("Ваша заявка")
    assert "Телефон: +" in card["text"]
    in_group = await floor.olga.sees("заявка уже в работе", chat=floor.group)
    assert "Ольга" in in_group["text"]
    assert "+7" not in "".join(m.get("text") or "" for m in await floor.olga.dialogue(chat=floor.group))


async def test_the_card_asked_for_in_the_group_comes_in_private(floor_with_group: Floor) -> None:
    floor = floor_with_group
    await becomes_lead(floor.bot, "Анна", phone=True)
    await floor.olga.sees("Новая заявка", chat=floor.group)
    await floor.olga.taps("Карточка", chat=floor.group)
    await floor.olga.sees("Свободна")
    await settled(floor.bot)
    assert all("Телефон" not in text for text in await texts(floor.olga, chat=floor.group))


async def test_not_now_puts_away_only_my_notice(floor: Floor) -> None:
    oleg = await hire(floor.bot, floor.olga, "Олег")
    await becomes_lead(floor.bot, "Анна")
    await oleg.sees("Новая заявка")
    await oleg.taps("Не сейчас")
    await oleg.sees("хорошо, не сейчас")
    await settled(floor.bot)
    assert "Новая заявка" in (await texts(floor.olga))[-1]
    await oleg.taps("Вернуться к заявке")
    await oleg.taps("Беру", within=5)
    await oleg.sees("Ваша заявка")


async def test_nobody_claims_for_five_minutes_and_those_on_duty_are_reminded(floor: Floor) -> None:
    oleg = await hire(floor.bot, floor.olga, "Олег")
    await becomes_lead(floor.bot, "Анна")
    await oleg.sees("Новая заявка")
    await oleg.taps("Не сейчас")
    await time_passes(floor.bot, minutes=4)
    assert not any("никто не взял" in text for text in await texts(oleg))
    await time_passes(floor.bot, minutes=1.5)
    assert "заявку пока никто не взял" in (await texts(oleg))[-1]


async def test_after_fifteen_minutes_the_admins_hear_who_was_on_duty(floor: Floor) -> None:
    oleg = await hire(floor.bot, floor.olga, "Олег")
    await floor.olga.says("/duty")
    await floor.olga.taps("Уйти со смены", within=5)
    await becomes_lead(floor.bot, "Анна")
    await time_passes(floor.bot, minutes=6)
    assert not any("Анна" in text for text in await texts(floor.olga))
    await time_passes(floor.bot, minutes=10)
    newest = (await texts(floor.olga))[-1]
    assert "заявку никто не взял" in newest
    assert "На смене: Олег." in newest
    await floor.olga.taps("Беру")
    await oleg.sees("ей занимается Ольга")


async def test_a_claim_cancels_reminder_and_escalation(floor: Floor) -> None:
    await becomes_lead(floor.bot, "Анна")
    await floor.olga.sees("Новая заявка")
    await floor.olga.taps("Беру")
    await floor.olga.sees("Ваша заявка")
    states = await floor.bot.rows("SELECT state, reason FROM timers WHERE kind LIKE 'lead_%'")
    assert [(row["state"], row["reason"]) for row in states] == [("cancelled", "claimed")] * 2
    await time_passes(floor.bot, minutes=20)
    assert not any("не взял" in text for text in await texts(floor.olga))


async def test_only_admin_gone_from_telegram_does_not_lose_the_lead(floor: Floor) -> None:
    oleg = await hire(floor.bot, floor.olga, "Олег")
    await oleg.blocks()
    await rows_become(floor.bot, "SELECT * FROM people WHERE unreachable_at IS NOT NULL", 1)
    await becomes_lead(floor.bot, "Анна")
    await floor.olga.sees("Новая заявка")
    assert not any("Анна" in text for text in await texts(oleg))


async def test_a_released_lead_comes_back_to_the_others_and_takes_its_tasks_along(floor: Floor) -> None:
    oleg = await hire(floor.bot, floor.olga, "Олег")
    anna = await becomes_lead(floor.bot, "Анна")
    await oleg.sees("Новая заявка")
    await oleg.taps("Беру")
    await oleg.sees("Ваша заявка")
    assert await floor.bot.rows("SELECT * FROM tasks WHERE status = 'open'")
    await oleg.taps("Вернуть в список")
    await oleg.sees("снова в общем списке")
    await floor.olga.sees("Снова свободна заявка: Анна")
    assert await floor.bot.rows("SELECT * FROM tasks WHERE status = 'open'") == []
    await settled(floor.bot)
    await floor.olga.taps("Беру")
    await floor.olga.sees("Ваша заявка")
    await anna.sees("Вам ответит Ольга")
    await time_passes(floor.bot, minutes=20)
    assert not any("не взял" in text for text in await texts(oleg) + await texts(floor.olga))


async def test_a_released_lead_is_watched_anew(floor: Floor) -> None:
    await becomes_lead(floor.bot, "Анна")
    await floor.olga.sees("Новая заявка")
    await floor.olga.taps("Беру")
    await floor.olga.sees("Ваша заявка")
    await floor.olga.taps("Вернуть в список")
    await floor.olga.sees("Снова свободна заявка")
    await time_passes(floor.bot, minutes=6)
    assert "никто не взял" in (await texts(floor.olga))[-1]


async def test_somebody_elses_lead_is_like_none_at_all(floor: Floor) -> None:
    oleg = await hire(floor.bot, floor.olga, "Олег")
    vera = await hire(floor.bot, floor.olga, "Вера")
    await becomes_lead(floor.bot, "Анна")
    await oleg.sees("Новая заявка")
    await oleg.taps("Беру")
    await oleg.sees("Ваша заявка")
    await settled(floor.bot)
    (lead,) = await floor.bot.rows("SELECT token FROM leads")
    under = (await vera.last())["message_id"]
    foreign, forged = lead["token"], "A" * 16
    for action in ("lv1", "lk1", "lp1", "lr1", "lx1", "lw1", "lwo1", "ll1"):
        texts_seen = []
        for token in (foreign, forged):
            tap = await vera.taps_data(under, f"{action}:{token}")
            texts_seen.append((await tap.answered())["text"])
        assert texts_seen[0] == texts_seen[1] != ""
    (after,) = await floor.bot.rows("SELECT stage, owner_id FROM leads")
    assert after["stage"] == "claimed"


async def test_a_customer_cannot_press_staff_buttons(floor: Floor) -> None:
    anna = await becomes_lead(floor.bot, "Анна")
    await floor.olga.sees("Новая заявка")
    (lead,) = await floor.bot.rows("SELECT token FROM leads")
    under = next(m["message_id"] for m in await anna.dialogue() if m["from_bot"])
    for data in (f"lc1:{lead['token']}", f"lv1:{lead['token']}", "si1:admin", "st1", "du1:1"):
        tap = await anna.taps_data(under, data)
        assert "устарела" in (await tap.answered())["text"]
    assert await floor.bot.rows("SELECT * FROM leads WHERE owner_id IS NOT NULL") == []
    assert await floor.bot.rows("SELECT * FROM invites") == []


async def test_a_free_lead_that_turns_out_hotter_is_said_so_once(floor: Floor) -> None:
    anna = await becomes_lead(floor.bot, "Анна")
    await floor.olga.sees("Новая заявка")
    for answer in ("Сменить работу", "В ближайшие две недели", "Решаю самостоятельно"):
        await anna.taps(answer, within=5)
    await floor.olga.sees("заявка теперь тёплая и свободна")
    await floor.olga.taps("Беру")
    card = await floor.olga.sees("Ваша заявка")
    assert "хочет начать в ближайшие две недели" in card["text"]
    await settled(floor.bot)
    assert sum("заявка теперь" in text for text in await texts(floor.olga)) == 0
    assert sum("уже в работе" in text for text in await texts(floor.olga)) == 1


async def test_a_lead_handed_to_a_colleague_takes_its_tasks_along(floor: Floor) -> None:
    oleg = await hire(floor.bot, floor.olga, "Олег")
    vera = await hire(floor.bot, floor.olga, "Вера")
    anna = await becomes_lead(floor.bot, "Анна")
    await oleg.sees("Новая заявка")
    await oleg.taps("Беру")
    await oleg.sees("Ваша заявка")
    await oleg.taps("Передать")
    await oleg.taps("Вера", within=5)
    await oleg.sees("заявкой теперь занимается Вера")
    await vera.sees("Ваша заявка")
    assert any("Вам передали заявку: Анна" in text for text in await texts(vera))
    await anna.sees("Вам ответит Вера")
    await anna.says("Добрый день")
    await vera.sees("Добрый день")
    heard = await texts(oleg)
    await time_passes(floor.bot, days=8)
    assert any("Прислать полезный материал" in text for text in (await texts(vera))[-2:])
    assert await texts(oleg) == heard
    (lead,) = await floor.bot.rows("SELECT token FROM leads")
    tap = await oleg.taps_data((await oleg.last())["message_id"], f"lv1:{lead['token']}")
    assert "Не нашлось" in (await tap.answered())["text"]


async def test_a_lost_staff_group_loses_no_lead_and_the_admin_is_told(floor_with_group: Floor) -> None:
    floor = floor_with_group
    assert floor.group is not None
    await floor.group.kick()
    await becomes_lead(floor.bot, "Анна")
    await settled(floor.bot)
    heard = await texts(floor.olga)
    assert any("Новая заявка: Анна" in text for text in heard)
    assert any("Пропал доступ к группе" in text for text in heard)
