"""From the result to what is sold."""

from tests.support.house import Running
from tests.support.steps import RESULT, opens_product, presses, takes_quiz
from tests.support.telegram import World


async def test_the_result_comes_before_any_contact_is_asked(world: World) -> None:
    anna = await world.person("Анна")
    await takes_quiz(anna)
    seen = await anna.sees("%")
    text = seen["text"]
    assert [f"{place}. " in text for place in (1, 2, 3)] == [True, True, True]
    assert text.count("%") == 3
    assert "Вы выбрали «" in text
    assert len(text) <= 900
    assert await anna.keyboard() == []


async def test_the_card_shows_price_contents_and_instalments_in_place(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    await takes_quiz(anna)
    result = await anna.sees("%")
    await presses(anna, RESULT)
    card = await anna.sees("Кому подойдёт")
    assert card["message_id"] == result["message_id"]
    assert "₽, или от" in card["text"]
    captions = [button["text"] for row in card["reply_markup"]["inline_keyboard"] for button in row]
    assert captions[:4] == ["Презентация", "Подробнее", "Рассчитать платёж", "Сравнить"]


async def test_cost_is_never_shown(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    await opens_product(anna)
    await presses(anna, "Подробнее")
    details = await anna.sees("Что внутри")
    costs = [product.cost.amount // 100 for product in bot.app.house.playbook.products]
    shown = (details["text"] + str(await bot.world.log())).replace(" ", "").replace("\\xa0", "")
    assert "₽" in shown
    assert not [cost for cost in costs if f"{cost}₽" in shown]


async def test_details_lead_back_to_the_card(world: World) -> None:
    anna = await world.person("Анна")
    await opens_product(anna)
    await presses(anna, "Подробнее")
    await anna.sees("Что внутри")
    await presses(anna, "← К курсу")
    await anna.sees("Кому подойдёт")
    await presses(anna, "Мой результат")
    await anna.sees("Вы выбрали")


async def test_the_other_professions_products_are_one_press_away(world: World) -> None:
    anna = await world.person("Анна")
    await takes_quiz(anna)
    await presses(anna, "Все три направления")
    await anna.sees("Курсы по вашему результату")
    listed = await anna.sees("Курсы по вашему результату")
    captions = [button["text"] for row in listed["reply_markup"]["inline_keyboard"] for button in row]
    mine = [caption for caption in captions if caption not in ("Все курсы", "Мой результат")]
    assert 2 <= len(mine) <= 3
    await presses(anna, mine[-1])
    await anna.sees("Кому подойдёт")


async def test_the_whole_list_is_there_also_without_a_quiz(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    await anna.says("/products")
    await anna.sees("Все курсы")
    buttons = await anna.buttons()
    assert len(buttons) == len(bot.app.house.playbook.products) + 1
    assert buttons[-1] == "Пройти тест"


async def test_looking_counts_as_a_signal_and_is_logged(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    await opens_product(anna)
    await presses(anna, "Подробнее")
    await anna.sees("Что внутри")
    signals = await bot.rows("SELECT key FROM signals WHERE key = 'opened_product'")
    assert len(signals) == 1
    verbs = [row["verb"] for row in await bot.rows("SELECT verb FROM activity ORDER BY id")]
    assert "opened_product" in verbs
    assert "opened_details" in verbs


async def test_a_button_of_a_product_not_sold_any_more_says_so(world: World) -> None:
    anna = await world.person("Анна")
    await opens_product(anna)
    message = await anna.last()
    tap = await anna.taps_data(message["message_id"], "pc1:no-such-course")
    answer = await tap.answered()
    assert answer["alert"]
    assert "устарела" in answer["text"]
