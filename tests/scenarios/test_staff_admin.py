"""The admin's commands: links, the state of the machine, the playbook read anew."""

import re
import shutil
from pathlib import Path

from tests.support.house import Running
from tests.support.sales_floor import Floor, admin_arrives, settled, texts


async def test_a_new_link_counts_who_comes_by_it(floor: Floor) -> None:
    await floor.olga.says("/link vk post spring video1")
    made = await floor.olga.sees("Ссылка готова: vk / post / spring / video1")
    found = re.search(r"start=([\w-]+)", made["text"])
    assert found is not None
    anna = await floor.bot.world.person("Анна")
    await floor.bot.handled(await anna.starts(found.group(1)))
    await floor.olga.says("/links")
    listed = await floor.olga.sees("vk / post / spring / video1 — переходов: 1")
    assert listed["text"].index("переходов: 1") < listed["text"].index("переходов: 0")
    (row,) = await floor.bot.rows("SELECT l.source FROM touches t JOIN links l ON l.code = t.code")
    assert row["source"] == "vk"


async def test_a_link_without_words_or_with_strange_ones_is_explained(floor: Floor) -> None:
    before = len(await floor.bot.rows("SELECT * FROM links"))
    for words in ("", " one two three four five", " a/b", " <b>", " " + "x" * 41):
        await floor.olga.says(f"/link{words}")
        await floor.olga.sees("/link источник канал")
    assert len(await floor.bot.rows("SELECT * FROM links")) == before


async def test_status_says_who_is_on_duty_and_what_waits(floor: Floor) -> None:
    await floor.olga.says("/status")
    said = await floor.olga.sees("На смене: Ольга")
    assert "Заявок сегодня: 0, свободных: 0" in said["text"]
    assert "Сбоев нет" in said["text"]


async def test_troubles_name_what_was_not_sent(floor: Floor) -> None:
    await floor.olga.says("/troubles")
    await floor.olga.sees("Сбоев нет")
    await floor.bot.world.fault("refuse_400", methods=["sendMessage"], times=1)
    anna = await floor.bot.world.person("Анна")
    await floor.bot.handled(await anna.starts())
    await settled(floor.bot)
    await floor.olga.says("/troubles")
    said = await floor.olga.sees("не отправлено: 1")
    assert "sendMessage" in said["text"]


async def test_a_staff_member_is_answered_whatever_they_send(floor: Floor) -> None:
    for kind in ("voice", "sticker", "photo", "location"):
        before = len(await texts(floor.olga))
        await floor.bot.handled(await floor.olga.sends(kind))
        await settled(floor.bot)
        assert len(await texts(floor.olga)) == before + 1, kind
    await floor.olga.says("/help")
    await floor.olga.sees("Как здесь работать")


async def test_a_changed_playbook_is_in_force_at_once_and_a_wrong_one_is_refused_with_file_and_line(
    closed: Running, tmp_path: Path
) -> None:
    book = tmp_path / "playbook"
    shutil.copytree(Path(__file__).parents[2] / "playbook", book, ignore=shutil.ignore_patterns("*.py", "rules"))
    olga = await closed.world.person("Ольга")
    async with closed.opened(admin_ids=(olga.id,), playbook_dir=book) as bot:
        await admin_arrives(bot, olga)
        products = book / "products.yaml"
        right = products.read_text(encoding="utf-8")
        products.write_text(right.replace("price: 129900 RUB", "price: 1 RUB", 1), encoding="utf-8")
        await olga.says("/reload")
        refused = await olga.sees("Работает прежняя версия")
        assert re.search(r"products\.yaml:\d+: ", refused["text"])
        products.write_text(right.replace("price: 129900 RUB", "price: 119900 RUB", 1), encoding="utf-8")
        await olga.says("/reload")
        await olga.sees("перечитаны")
        await olga.says("/products")
        await olga.sees("119 900 ₽")
