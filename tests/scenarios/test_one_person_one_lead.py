"""The same phone from two accounts: one lead for both, told once, and undone for a day."""

import pytest

from sales.usecases.my_data import ExportData
from storage.people import People
from tests.storage.merging import ready
from tests.support.house import Running
from tests.support.sales_floor import Floor, admin_arrives, hire, settled, texts, time_passes
from tests.support.telegram import Person
from tests.support.two_accounts import PHONE, asks_for_a_call, forged, leads


async def two_accounts(floor: Floor) -> tuple[Person, Person]:
    """Anna, whose lead Olga has, and her other account with the same phone."""
    anna = await floor.bot.world.person("Анна", username="anna_one")
    await asks_for_a_call(floor.bot, anna)
    await floor.olga.sees("Новая заявка: Анна")
    await floor.olga.taps("Беру")
    await floor.olga.sees("Ваша заявка")
    second = await floor.bot.world.person("Аня", username="anna_two")
    await asks_for_a_call(floor.bot, second, course="разработчик")
    return anna, second


async def test_a_second_account_shares_the_lead_and_its_owner_hears_once(floor: Floor) -> None:
    await two_accounts(floor)
    told = await floor.olga.sees("две заявки стали одной")
    assert "Аня" in told["text"]
    assert sum("стали одной" in text for text in await texts(floor.olga)) == 1
    assert not any("Новая заявка: Аня" in text for text in await texts(floor.olga))
    kept, joined = await leads(floor.bot)
    assert (kept["stage"], joined["stage"]) == ("claimed", "merged")
    assert (kept["wish"], kept["product"]) == ("call", "python-developer"), "the newer wish for a product"
    await floor.olga.taps("Карточка")
    card = await floor.olga.sees("Ваша заявка")
    assert "@anna_two" in card["text"], "whoever wrote last"
    assert "Ещё: Анна, @anna_one" in card["text"]


async def test_both_write_to_the_owner_and_answers_go_to_whoever_wrote_last(floor: Floor) -> None:
    anna, second = await two_accounts(floor)
    for writer, other in ((anna, second), (second, anna)):
        await floor.bot.handled(await writer.says(f"Это {writer.name}, есть минутка?"))
        heard = await floor.olga.sees(f"Это {writer.name}")
        assert ("@anna_two" in heard["text"]) == (writer is second), "which of the two accounts it is"
        await floor.olga.taps("Ответить")
        await floor.olga.sees(f"Напишите ответ, {writer.name}")
        await floor.bot.handled(await floor.olga.says(f"Да, {writer.name}"))
        await writer.sees(f"Да, {writer.name}")
        await settled(floor.bot)
        assert not any(f"Да, {writer.name}" in text for text in await texts(other))


async def test_while_one_account_is_blocked_the_other_is_written_to(floor: Floor) -> None:
    anna, second = await two_accounts(floor)
    await floor.bot.handled(await second.says("Пишу отсюда"))
    await floor.olga.sees("Пишу отсюда")
    await floor.bot.handled(await second.blocks())
    await floor.olga.taps("Ответить")
    await floor.bot.handled(await floor.olga.says("Договорились"))
    await anna.sees("Договорились")


async def test_parted_again_each_lead_is_as_it_was_and_the_other_is_free(floor: Floor) -> None:
    anna, second = await two_accounts(floor)
    await floor.bot.handled(await second.says("Я вообще-то другой человек"))
    await floor.olga.taps("Разъединить", within=5)
    seen = await floor.olga.sees("Разъединили")
    assert "Сообщения и новые задачи с тех пор остались" in seen["text"]
    await settled(floor.bot)
    kept, parted = await leads(floor.bot)
    assert (kept["stage"], kept["product"], parted["stage"], parted["product"]) == (
        "claimed",
        "qa-engineer",
        "new",
        "python-developer",
    )
    free = next(text for text in await texts(floor.olga) if "снова отдельная и свободна" in text)
    assert "Аня" in free
    await floor.bot.handled(await anna.says("А я всё та же"))
    await floor.olga.sees("А я всё та же")
    await time_passes(floor.bot, minutes=6)
    assert any("Аня" in text and "никто не взял" in text for text in await texts(floor.olga)), "it is watched anew"


async def test_once_parted_they_are_not_joined_again(floor: Floor) -> None:
    _, second = await two_accounts(floor)
    await floor.olga.taps("Разъединить", within=5)
    await floor.olga.sees("Разъединили")
    await asks_for_a_call(floor.bot, second)
    assert [lead["stage"] for lead in await leads(floor.bot)] == ["claimed", "new"]


async def test_undo_says_clearly_why_it_is_not_possible_any_more(floor: Floor) -> None:
    await two_accounts(floor)
    (merge,) = await floor.bot.rows("SELECT token FROM lead_merges")
    press = f"mu1:{merge['token']}"
    await time_passes(floor.bot, hours=25)
    assert "больше суток" in await forged(floor.olga, press)
    await floor.olga.taps("Карточка")
    await floor.olga.sees("Ваша заявка")
    assert "Разъединить заявки" not in await floor.olga.buttons()


async def test_undo_twice_and_after_the_end_is_answered(floor: Floor) -> None:
    await two_accounts(floor)
    (merge,) = await floor.bot.rows("SELECT token FROM lead_merges")
    press = f"mu1:{merge['token']}"
    await floor.olga.taps("Разъединить", within=5)
    await floor.olga.sees("Разъединили")
    assert "уже всё решено" in await forged(floor.olga, press)
    assert "Не нашлось" in await forged(floor.olga, f"mu1:{'A' * 16}")


async def test_after_the_sale_it_stays_one_lead_and_both_reach_the_seller(floor: Floor) -> None:
    anna, second = await two_accounts(floor)
    (merge,) = await floor.bot.rows("SELECT token FROM lead_merges")
    await floor.olga.taps("Карточка", within=5)
    await floor.olga.sees("Ваша заявка")
    await floor.olga.taps("Продано")
    await floor.olga.taps("Да, продано", within=5)
    await floor.olga.sees("с продажей")
    await settled(floor.bot)
    assert "уже закрыта" in await forged(floor.olga, f"mu1:{merge['token']}")
    for writer in (anna, second):
        await floor.bot.handled(await writer.says(f"Спасибо от {writer.name}"))
        await floor.olga.sees(f"Спасибо от {writer.name}")


async def test_old_buttons_of_the_joined_lead_mean_the_one_it_is_part_of(floor: Floor) -> None:
    await two_accounts(floor)
    kept, joined = await leads(floor.bot)
    await floor.olga.taps_data((await floor.olga.last())["message_id"], f"lk1:{joined['token']}")
    card = await floor.olga.sees("Ваша заявка")
    assert "Аня" in card["text"]
    await floor.olga.taps_data((await floor.olga.last())["message_id"], f"lc1:{joined['token']}")
    await settled(floor.bot)
    assert [lead["owner_id"] for lead in await leads(floor.bot)] == [kept["owner_id"], None]


async def test_rights_a_colleague_sees_no_merge_and_a_customer_no_button(floor: Floor) -> None:
    anna, _ = await two_accounts(floor)
    rita = await hire(floor.bot, floor.olga, "Рита")
    (merge,) = await floor.bot.rows("SELECT token FROM lead_merges")
    assert "Не нашлось" in await forged(rita, f"mu1:{merge['token']}")
    assert "устарела" in await forged(anna, f"mu1:{merge['token']}")
    assert [lead["stage"] for lead in await leads(floor.bot)] == ["claimed", "merged"]


async def test_two_in_the_pool_become_one_that_anybody_takes(floor: Floor) -> None:
    first = await floor.bot.world.person("Анна")
    await asks_for_a_call(floor.bot, first)
    second = await floor.bot.world.person("Аня")
    await asks_for_a_call(floor.bot, second)
    told = await floor.olga.sees("две заявки стали одной")
    assert "заявка свободна" in told["text"]
    await floor.olga.taps("Беру")
    await floor.olga.sees("Ваша заявка")
    await second.sees("Вам ответит Ольга")
    assert [lead["stage"] for lead in await leads(floor.bot)] == ["claimed", "merged"]


async def two_owners(floor: Floor) -> tuple[Person, Person, Person]:
    """Oleg's customer leaves the phone of Vera's."""
    oleg, vera = await hire(floor.bot, floor.olga, "Олег"), await hire(floor.bot, floor.olga, "Вера")
    anna = await floor.bot.world.person("Анна")
    await asks_for_a_call(floor.bot, anna)
    await vera.taps("Беру", within=5)
    await vera.sees("Ваша заявка")
    second = await floor.bot.world.person("Аня")
    await asks_for_a_call(floor.bot, second, "+79160000000")
    await oleg.taps("Беру", within=5)
    await oleg.sees("Ваша заявка")
    await settled(floor.bot)
    await asks_again(floor.bot, second)
    return oleg, vera, second


async def asks_again(bot: Running, person: Person) -> None:
    """The number they left was wrong: they leave another."""
    await bot.handled(await person.says("/products"))
    await settled(bot)
    rows = await bot.rows("SELECT id FROM people WHERE telegram_id = :id", id=person.id)
    await bot.database.write(lambda tx: tx.sql.person_set_phone(id=rows[0]["id"], phone="+79161234567", now=0))
    await person.taps("Тестировщик", within=5)
    await person.taps("Поговорить с человеком", within=5)
    await person.taps("Позвоните мне", within=5)
    await person.sees("позвоним по номеру")
    await settled(bot)


async def test_two_owners_are_asked_and_nothing_is_joined_by_itself(floor: Floor) -> None:
    oleg, vera, _ = await two_owners(floor)
    for reader in (oleg, vera, floor.olga):
        assert sum("Похоже, это один человек" in text for text in await texts(reader)) == 1
    assert {lead["stage"] for lead in await leads(floor.bot)} == {"claimed"}
    assert await floor.olga.buttons() == ["Ведёт Олег", "Ведёт Вера", "Это разные люди"]
    assert await oleg.buttons() == ["Ведёт Вера", "Это разные люди"], "nobody takes a colleague's lead by himself"


async def test_an_owner_gives_the_lead_away_with_its_tasks(floor: Floor) -> None:
    oleg, vera, _ = await two_owners(floor)
    await oleg.taps("Ведёт Вера")
    await oleg.sees("Ведёт Вера")
    await vera.sees("две заявки стали одной")
    first, second = await leads(floor.bot)
    assert (first["stage"], second["stage"]) == ("claimed", "merged")
    busy = await floor.bot.rows("SELECT staff_id, lead_id FROM tasks WHERE status = 'open'")
    assert {(row["staff_id"], row["lead_id"]) for row in busy} == {(first["owner_id"], first["id"])}
    await settled(floor.bot)
    await vera.taps("Разъединить")
    await vera.sees("Разъединили")
    await oleg.sees("заявка снова отдельная")
    back = await floor.bot.rows("SELECT staff_id, lead_id FROM tasks WHERE status = 'open'")
    assert {(row["staff_id"], row["lead_id"]) for row in back} == {
        (first["owner_id"], first["id"]),
        (second["owner_id"], second["id"]),
    }


async def test_kept_apart_stays_apart_and_the_others_buttons_say_so(floor: Floor) -> None:
    oleg, vera, second = await two_owners(floor)
    (asked,) = await floor.bot.rows("SELECT token FROM lead_merges")
    assert "Не нашлось" in await forged(oleg, f"md1:{asked['token']}:first")
    await oleg.taps("Это разные люди")
    await oleg.sees("остаются разными заявками")
    tap = await vera.taps("Это разные люди")
    assert "уже всё решено" in (await tap.answered())["text"]
    await asks_again(floor.bot, second)
    assert len(await floor.bot.rows("SELECT * FROM lead_merges")) == 1


async def test_who_is_forgotten_leaves_the_other_account_its_lead(floor: Floor) -> None:
    anna, second = await two_accounts(floor)
    await floor.bot.handled(await second.says("Секрет второй"))
    await floor.bot.handled(await anna.says("Секрет первой"))
    await floor.olga.sees("Секрет первой")
    await floor.bot.handled(await anna.says("/forget"))
    await anna.taps("Да, удалить", within=5)
    await anna.sees("мы вас не помним")
    await settled(floor.bot)
    seen = "\n".join(await texts(floor.olga))
    assert "Секрет первой" not in seen
    assert "Секрет второй" in seen
    assert "anna_one" not in seen
    assert [lead["stage"] for lead in await leads(floor.bot)] == ["lost", "claimed"]
    await floor.bot.handled(await second.says("А я остаюсь"))
    await floor.olga.sees("А я остаюсь")


async def test_the_whole_of_it_in_english(closed: Running) -> None:
    olga = await closed.world.person("Ольга")
    async with closed.opened(admin_ids=(olga.id,)) as bot:
        floor = Floor(bot, await admin_arrives(bot, olga))
        await bot.handled(await olga.says("/language"))
        await olga.taps("English", within=5)
        await settled(bot)
        for name in ("Анна", "Аня"):
            await asks_for_a_call(bot, await bot.world.person(name))
        await floor.olga.sees("two leads became one")
        await floor.olga.taps("Claim")
        card = await floor.olga.sees("Your lead")
        assert "Also: Анна" in card["text"]
        await floor.olga.taps("Separate the leads")
        await floor.olga.sees("are two leads again")
        await floor.olga.sees("a lead of its own again, and free")
        (merge,) = await bot.rows("SELECT token FROM lead_merges")
        assert "settled already" in await forged(olga, f"mu1:{merge['token']}")


async def test_the_group_hears_of_it_without_phone_and_without_undo(floor_with_group: Floor) -> None:
    floor = floor_with_group
    for name in ("Анна", "Аня"):
        await asks_for_a_call(floor.bot, await floor.bot.world.person(name))
    told = await floor.olga.sees("две заявки стали одной", chat=floor.group)
    assert PHONE[-7:] not in told["text"]
    assert await floor.olga.buttons(chat=floor.group) == ["Беру", "Карточка"]


async def test_each_exports_only_what_is_their_own(floor: Floor) -> None:
    anna, second = await two_accounts(floor)
    await floor.bot.handled(await anna.says("Секрет первой"))
    await settled(floor.bot)
    exported = await floor.bot.database.write(
        lambda tx: ready(ExportData, tx)(People(tx).by_telegram_id(second.id) or pytest.fail("she is known"))
    )
    words = str(exported)
    assert "anna_two" in words
    assert "anna_one" not in words
    assert "Секрет первой" not in words
    assert [lead["stage"] for lead in exported["leads"]] == ["merged"]
