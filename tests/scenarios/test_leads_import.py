"""`leads import` beside a running bot: a look first, then all of it or nothing, and one message for everybody."""

import asyncio
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.importing import forget_imported, import_leads
from bot.settings import Settings
from sales.people import PersonId
from storage.people import People
from storage.transaction import Tx
from tests.support.house import Running
from tests.support.past import many_rows
from tests.support.sales_floor import Floor, hire, settled, texts
from tests.support.telegram import Person
from tests.support.two_accounts import asks_for_a_call, leads

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)

HEADER = "external_id;created_at;outcome;name;phone;partner;goal;left_phone;asked_question"
GOOD = (
    "1;2026-05-02 14:00;won;Иван;;Школа А;change;yes;2",
    "2;02.05.2026;lost;Пётр;;Школа А;self;no;0",
    "3;2026-05-03;open;=HYPERLINK(1);8 (912) 345-67-89;Школа А;change;yes;1",
    '4;2026-05-03;open;"Мария\nдва ряда";+7 912 345 67 90;Школа Б;;;',
)


def written(tmp_path: Path, *rows: str, encoding: str = "utf-8-sig") -> Path:
    path = tmp_path / "leads.csv"
    path.write_text("\r\n".join([HEADER, *rows, ""]), encoding=encoding, newline="")
    return path


async def brings(bot: Running, path: Path, *, sure: bool = False) -> tuple[int, str]:
    """The exit code and what the operator reads."""
    said: list[str] = []
    settings = Settings(_env_file=None, **bot._settings)
    code = await asyncio.to_thread(import_leads, settings, path, sure=sure, say=said.append)
    return code, "\n".join(said)


def _known(tx: Tx, who: Person) -> PersonId:
    person = People(tx).by_telegram_id(who.id)
    assert person is not None
    return person.id


async def counted(bot: Running) -> tuple[int, int]:
    """Open leads and past ones."""
    return len(await bot.rows("SELECT id FROM leads")), len(await bot.rows("SELECT id FROM past_leads"))


async def test_the_first_look_changes_nothing_and_says_what_would_come(floor: Floor, tmp_path: Path) -> None:
    code, said = await brings(floor.bot, written(tmp_path, *GOOD))
    assert code == 0
    assert "new: 1 won and 1 lost to learn from, 2 open for the pool" in said
    assert "formulas, kept as plain text: 1" in said
    assert "add --yes" in said
    assert await counted(floor.bot) == (0, 0)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "utf-16"])
async def test_open_leads_reach_the_pool_with_one_message_to_each(floor: Floor, tmp_path: Path, encoding: str) -> None:
    oleg = await hire(floor.bot, floor.olga, "Олег")
    code, _ = await brings(floor.bot, written(tmp_path, *GOOD, encoding=encoding), sure=True)
    assert code == 0
    await oleg.sees("Свободных: 2")
    await settled(floor.bot)
    assert sum("Загружены заявки" in text for text in await texts(oleg)) == 1
    told = await floor.olga.sees("Загружены заявки")
    assert "Для обучения: продаж 1, отказов 1" in told["text"]
    await oleg.taps("Свободные заявки", within=5)
    await oleg.taps("Мария", within=5)
    card = await oleg.sees("Заявка из файла")
    assert "+79123456790" in card["text"]
    assert "Школа Б" in card["text"]


async def test_the_same_file_twice_brings_nothing_and_tells_nobody(floor: Floor, tmp_path: Path) -> None:
    path = written(tmp_path, *GOOD)
    await brings(floor.bot, path, sure=True)
    await floor.olga.sees("Загружены заявки")
    code, said = await brings(floor.bot, path, sure=True)
    assert (code, "there is nothing new" in said) == (0, True)
    await settled(floor.bot)
    assert sum("Загружены заявки" in text for text in await texts(floor.olga)) == 1
    assert await counted(floor.bot) == (2, 2)


async def test_one_wrong_row_stops_all_of_them_and_is_named(floor: Floor, tmp_path: Path) -> None:
    wrong = ("5;soon;won;;;;;;", "6;2026-05-03;open;Ирина;123;;;;", "7;2026-05-03;won;;;;riches;;", "8;too;few")
    code, said = await brings(floor.bot, written(tmp_path, *GOOD, *wrong), sure=True)
    assert code == 1
    assert "created_at: is no date" in said
    assert "at line 7: 'soon'" in said
    assert "phone: is no telephone number (1), at line 8: '123'" in said
    assert "goal: unknown value (1), at line 9: 'riches'" in said
    assert "more or fewer cells than the header (1), at line 10" in said
    assert "nothing was imported" in said
    assert await counted(floor.bot) == (0, 0)


async def test_who_erased_themselves_is_not_brought_back(floor: Floor, tmp_path: Path) -> None:
    anna = await floor.bot.world.person("Анна")
    await floor.bot.handled(await anna.starts())
    await floor.bot.database.write(lambda tx: People(tx).set_phone(_known(tx, anna), "+79123456789", LONG_AGO))
    await anna.says("/forget")
    await anna.taps("Да, удалить", within=5)
    await settled(floor.bot)
    _, said = await brings(floor.bot, written(tmp_path, *GOOD))
    assert "asked to be forgotten: 1, at line 4 ('3')" in said
    assert "1 open for the pool" in said


async def test_who_came_from_a_file_can_be_forgotten_for_good(floor: Floor, tmp_path: Path) -> None:
    path = written(tmp_path, *GOOD)
    await brings(floor.bot, path, sure=True)
    settings = Settings(_env_file=None, **floor.bot._settings)
    assert await asyncio.to_thread(forget_imported, settings, "8 912 345-67-89") == 1
    assert await asyncio.to_thread(forget_imported, settings, "8 912 345-67-89") == 0
    left = await floor.bot.rows("SELECT first_name, phone FROM people WHERE telegram_id IS NULL ORDER BY id")
    assert [row["phone"] for row in left] == ["", "+79123456790"]
    assert left[0]["first_name"] == ""
    (closed,) = await floor.bot.rows("SELECT lost_reason FROM leads WHERE closed_at IS NOT NULL")
    assert closed["lost_reason"] == "erased"
    assert len(await floor.bot.rows("SELECT lead_id FROM lead_snapshots")) == 1
    _, said = await brings(floor.bot, written(tmp_path, *GOOD[:2], GOOD[2].replace("3;", "33;", 1)))
    assert "asked to be forgotten: 1" in said


async def test_a_partners_lead_joins_the_one_of_whoever_has_the_phone(floor: Floor, tmp_path: Path) -> None:
    anna = await floor.bot.world.person("Анна", username="anna_one")
    await asks_for_a_call(floor.bot, anna, "+79123456789")
    await floor.olga.sees("Новая заявка: Анна")
    code, said = await brings(floor.bot, written(tmp_path, *GOOD), sure=True)
    assert (code, "whose phone is known, joined with their lead: 1, at line 4 ('3')" in said) == (0, True)
    told = await floor.olga.sees("К уже известным людям: 1")
    assert "Свободных: 1" in told["text"]
    assert [one["stage"] for one in await leads(floor.bot)] == ["merged", "new", "new"]
    await floor.olga.taps("Свободные заявки")
    await floor.olga.taps("Анна", within=5)
    card = await floor.olga.sees("@anna_one")
    assert "Ещё: =HYPERLINK(1) (из файла)" in card["text"]
    assert "Откуда: Школа А" in card["text"]
    assert "хочет сменить работу" in card["text"], "what the file knows counts too"
    await floor.olga.taps("Беру")
    await anna.sees("Вам ответит Ольга")


async def test_who_was_named_by_a_partner_comes_by_themselves(floor: Floor, tmp_path: Path) -> None:
    await brings(floor.bot, written(tmp_path, *GOOD), sure=True)
    await floor.olga.sees("Загружены заявки")
    await floor.olga.taps("Свободные заявки")
    await floor.olga.taps("HYPERLINK", within=5)
    await floor.olga.taps("Беру", within=5)
    anna = await floor.bot.world.person("Анна", username="anna_one")
    await asks_for_a_call(floor.bot, anna, "+79123456789")
    await floor.olga.sees("две заявки стали одной")
    await floor.bot.handled(await anna.says("Мне обещали скидку"))
    await floor.olga.sees("Мне обещали скидку")
    await floor.olga.taps("Ответить")
    await floor.bot.handled(await floor.olga.says("Всё верно"))
    await anna.sees("Всё верно")
    await anna.says("/forget")
    await anna.taps("Да, удалить", within=5)
    await anna.sees("мы вас не помним")
    await settled(floor.bot)
    left = await floor.bot.rows("SELECT first_name FROM people WHERE phone = '+79123456789'")
    assert left == [], "nobody else could ask for the row of the file to be forgotten"


@pytest.mark.slow
async def test_two_hundred_thousand_rows_while_the_bot_answers(floor: Floor, tmp_path: Path) -> None:
    path = tmp_path / "many.csv"
    many_rows(path, 200_000)
    anna = await floor.bot.world.person("Анна")
    bringing = asyncio.create_task(brings(floor.bot, path, sure=True))
    slowest = 0.0
    while not bringing.done():
        begun = time.monotonic()
        await floor.bot.handled(await anna.says("/products"), within=20)
        slowest = max(slowest, time.monotonic() - begun)
        await asyncio.sleep(0.2)
    code, said = await bringing
    assert code == 0, said
    assert sum(await counted(floor.bot)) == 200_000
    assert slowest < 8, f"an answer took {slowest:.1f} s"
