"""A presentation as it is watched: slide by slide, with pictures, in the order that suits the person."""

import json
import shutil
from pathlib import Path

import pytest

from tests.support.house import Running
from tests.support.reading import captions, readable
from tests.support.sales_floor import Floor, hire, settled, time_passes
from tests.support.steps import presses
from tests.support.telegram import Json, Person

COURSE = "Разработчик на Python"


async def opens_deck(bot: Running) -> Person:
    """At the first slide of the first product."""
    anna = await bot.world.person("Анна")
    await bot.handled(await anna.starts())
    await bot.handled(await anna.says("/products"))
    await presses(anna, COURSE)
    await anna.sees("Кому подойдёт")
    await presses(anna, "Презентация")
    await anna.sees("Python берут")
    return anna


async def turns(bot: Running, anna: Person, caption: str = "Дальше →") -> Json:
    """The slide that comes of this press."""
    await presses(anna, caption)
    await settled(bot)
    return await anna.last()


def place(message: Json) -> str:
    return next(caption for caption in captions(message) if " из " in caption)


async def test_one_walks_through_all_slides_in_one_message_and_back(bot: Running) -> None:
    anna = await opens_deck(bot)
    await settled(bot)
    first = await anna.last()
    assert captions(first)[:2] == ["1 из 11", "Дальше →"]
    assert "photo" in first
    seen = [first]
    while "Дальше →" in captions(seen[-1]):
        seen.append(await turns(bot, anna))
    assert [place(message) for message in seen] == [f"{number} из 11" for number in range(1, 12)]
    assert {message["message_id"] for message in seen} == {first["message_id"]}
    assert sum("document" in message for message in seen) == 1
    assert sum("photo" in message for message in seen) == 10
    assert "Бесплатный урок" in captions(seen[-1])
    back = await turns(bot, anna, "←")
    assert place(back) == "10 из 11"
    assert readable(back) == readable(seen[-2])


async def test_the_program_fills_in_price_plans_reviews_and_the_working_day(bot: Running) -> None:
    anna = await opens_deck(bot)
    await settled(bot)
    said = []
    while "Дальше →" in captions(await anna.last()):
        said.append(readable(await turns(bot, anna)))
    product = bot.app.house.playbook.product("python-developer")
    price = next(text for text in said if text.startswith("Цена"))
    assert "129 900 ₽" in price.replace("\xa0", " ")
    assert sum("10 830 ₽" in text.replace("\xa0", " ") for text in said) == 1
    day = next(text for text in said if text.startswith("Обычный рабочий день"))
    job = bot.app.house.playbook.profession("dev")
    assert job.day.in_("ru") in day
    assert job.minus.in_("ru") in day
    reviews = next(text for text in said if text.startswith("Что говорят"))
    about = [r for r in bot.app.house.playbook.reviews if "dev" in r.professions]
    assert [review.author.in_("ru") in reviews for review in about] == [True, True]
    assert str(product.cost.amount // 100) not in " ".join(said).replace(" ", "").replace("\xa0", "")


async def test_one_goes_on_where_one_stopped_or_from_the_start(bot: Running) -> None:
    anna = await opens_deck(bot)
    await turns(bot, anna)
    third = await turns(bot, anna)
    await presses(anna, "К курсу")
    await anna.sees("Кому подойдёт")
    again = await turns(bot, anna, "Презентация")
    assert "Продолжаем с того места" in readable(again)
    assert place(again) == place(third) == "3 из 11"
    anew = await turns(bot, anna, "Сначала")
    assert place(anew) == "1 из 11"
    assert "Продолжаем" not in readable(anew)


async def test_the_contents_lead_anywhere_and_remember_what_was_seen(bot: Running) -> None:
    anna = await opens_deck(bot)
    contents = await turns(bot, anna, "1 из 11")
    assert "содержание" in readable(contents)
    assert sum("✓" in caption for caption in captions(contents)) == 1
    terms = await turns(bot, anna, "Честные условия")
    assert "вернём" in readable(terms)
    contents = await turns(bot, anna, place(terms))
    assert [caption for caption in captions(contents) if "✓" in caption] == [
        "1. Разработчик на Python ✓",
        "8. Честные условия ✓",
    ]


async def test_whoever_finds_it_expensive_sees_first_how_to_pay_in_parts(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    await bot.handled(await anna.starts())
    await bot.handled(await anna.says("/products"))
    await presses(anna, COURSE)
    await presses(anna, "Задать вопрос")
    await anna.sees("Спрашивайте")
    await bot.handled(await anna.says("Это слишком дорого"))
    await anna.sees("сумма заметная")
    await bot.handled(await anna.says("/products"))
    await presses(anna, COURSE)
    await presses(anna, "Презентация")
    await settled(bot)
    assert "Оплата частями" in readable(await turns(bot, anna))
    assert readable(await turns(bot, anna)).startswith("Цена")


async def test_watching_is_a_signal_and_the_price_another(bot: Running) -> None:
    anna = await opens_deck(bot)
    await settled(bot)
    keys = "SELECT key FROM signals WHERE key IN ('opened_deck', 'saw_price') ORDER BY key"
    assert [row["key"] for row in await bot.rows(keys)] == ["opened_deck"]
    price = await turns(bot, anna, "Цена")
    assert "Посчитать платёж" in captions(price)
    assert [row["key"] for row in await bot.rows(keys)] == ["opened_deck", "saw_price"]
    assert len(await bot.rows("SELECT id FROM activity WHERE verb = 'opened_deck'")) == 1


async def test_the_salesperson_reads_what_was_watched_and_what_was_asked(floor: Floor) -> None:
    bot = floor.bot
    oleg = await hire(bot, floor.olga, "Олег")
    anna = await opens_deck(bot)
    await settled(bot)
    await time_passes(bot, minutes=1 / 3)
    price = await turns(bot, anna, "Цена")
    await time_passes(bot, minutes=2)
    await turns(bot, anna, "←")
    await time_passes(bot, hours=5)
    await turns(bot, anna, "Дальше →")
    assert place(await anna.last()) == place(price)
    await turns(bot, anna, place(price))
    teacher = await turns(bot, anna, "Преподаватель")
    assert "Сергей Лавров" in readable(teacher)
    await presses(anna, "Спросить об этом")
    await anna.sees("Спрашивайте")
    await bot.handled(await anna.says("А с собакой на занятия можно?"))
    await anna.sees("передан")
    await presses(oleg, "Карточка")
    card = (await oleg.sees("Презентация «Разработчик на Python»"))["text"]
    line = next(part for part in card.split("\n") if part.startswith("Презентация"))
    assert "5 мин, 4 из 11" in line, "20 s, two minutes, five hours that count as three minutes"
    assert "ещё раз: Цена ×2" in line
    assert "дольше всего: Честные условия" in line
    assert "пропущено: Обычный рабочий день, Программа, Как проходит учёба" in line
    assert "вопрос со слайда: Преподаватель" in line


async def test_a_salesperson_who_reads_english_reads_the_line_in_english(floor: Floor) -> None:
    anna = await opens_deck(floor.bot)
    await presses(anna, "Поговорить с человеком")
    await presses(anna, "Напишите мне здесь")
    await floor.olga.sees("Новая заявка")
    await presses(floor.olga, "Карточка")
    card = await floor.olga.sees("Презентация")
    assert "меньше минуты, 1 из 11" in card["text"]
    await floor.olga.says("/language")
    await presses(floor.olga, "English")
    await presses(floor.olga, "Карточка")
    card = await floor.olga.sees("Presentation “Python developer”: under a minute, 1 of 11")


async def test_an_english_reader_gets_an_english_presentation(bot: Running) -> None:
    john = await bot.world.person("John", language_code="en")
    await bot.handled(await john.starts())
    await bot.handled(await john.says("/products"))
    await presses(john, "Accountant")
    await presses(john, "Presentation")
    await settled(bot)
    while True:
        slide = await john.last()
        words = readable(slide) + " ".join(captions(slide))
        assert not [letter for letter in words if "а" <= letter.lower() <= "я"], words
        if "Next →" not in captions(slide):
            break
        await turns(bot, john, "Next →")
    assert "Free lesson" in captions(slide)


async def test_a_picture_that_cannot_go_leaves_its_words_and_the_way_on(closed: Running, tmp_path: Path) -> None:
    book = Path(shutil.copytree("playbook", tmp_path / "playbook"))
    olga = await closed.world.person("Ольга")
    async with closed.opened(playbook_dir=book, admin_ids=(olga.id,)) as bot:
        await bot.handled(await olga.starts())
        (book / "media" / "day.png").unlink()
        anna = await opens_deck(bot)
        await turns(bot, anna)
        shown = await anna.last()
        assert "Обычный рабочий день" in readable(shown)
        assert "photo" not in shown
        assert "Дальше →" in captions(shown)
        after = await turns(bot, anna)
        assert place(after) == "3 из 11"
        assert "document" in after
        await olga.sees("day.png")


async def reloads(bot: Running) -> None:
    outcome = await bot.app.reload()
    assert not outcome.problems, outcome.problems


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return Path(shutil.copytree("playbook", tmp_path / "playbook"))


async def test_for_a_slide_that_is_gone_the_nearest_is_shown_and_said_so(closed: Running, book: Path) -> None:
    file = book / "decks.yaml"
    async with closed.opened(playbook_dir=book) as bot:
        anna = await opens_deck(bot)
        await settled(bot)
        text = file.read_text("utf-8")
        file.write_text(text.replace("order: [intro, day, ", "order: [intro, "), "utf-8")
        await reloads(bot)
        shown = await turns(bot, anna)
        assert "того слайда больше нет" in readable(shown)
        assert place(shown) == "2 из 10"
        assert "Программа" in readable(shown)
        assert place(await turns(bot, anna)) == "3 из 10"
        file.write_text(text[: text.index("decks:")] + "decks: []\n", "utf-8")
        await reloads(bot)
        message = await anna.last()
        tap = await anna.taps("Дальше →")
        answer = await tap.answered()
        assert "устарела" in answer["text"]
        assert await anna.last() == message
        await bot.handled(await anna.says("/products"))
        await presses(anna, COURSE)
        await anna.sees("Кому подойдёт")
        assert "Презентация" not in await anna.buttons()


@pytest.mark.parametrize(
    "data",
    ["dk1:no-such-course:0", "ds1:no-such-course:intro", "dl1:no-such-course"],
)
async def test_a_presentation_that_is_not_there_is_outdated(bot: Running, data: str) -> None:
    anna = await opens_deck(bot)
    message = await anna.last()
    answer = await (await anna.taps_data(message["message_id"], data)).answered()
    assert "устарела" in answer["text"]


async def test_forged_slides_show_something_real_and_old_buttons_work_for_ever(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    await bot.handled(await anna.starts())
    message = await anna.last()
    for data in ("ds1:python-developer:no-such-slide", "dl1:qa-engineer", "ds1:qa-engineer:ending", "dk1:accountant:1"):
        answer = await (await anna.taps_data(message["message_id"], data)).answered()
        assert not answer["text"]
        await settled(bot)
        assert captions(await anna.last())
        message = await anna.last()
    assert await bot.rows("SELECT error FROM inbox WHERE state = 'dead' OR attempts > 1") == []
    (row,) = await bot.rows("SELECT COUNT(*) AS kept FROM slide_views WHERE slide = 'no-such-slide'")
    assert row["kept"] == 0


async def test_what_was_watched_is_given_out_and_erased(bot: Running) -> None:
    anna = await opens_deck(bot)
    await turns(bot, anna)
    await anna.says("/mydata")
    file = (await anna.sees("всё, что мы о вас храним"))["document"]["file_id"]
    world = bot.world
    async with world.sandbox.session.get(f"{world.sandbox.url}/sandbox/{world.bot_id}/files/{file}") as answer:
        content = json.loads(await answer.read())
    assert [view["slide"] for view in content["slides_watched"]] == ["intro", "day"]
    await anna.says("/forget")
    await presses(anna, "Да, удалить")
    await settled(bot)
    assert await bot.rows("SELECT * FROM slide_views") == []
    assert await bot.rows("SELECT * FROM deck_readings") == []
