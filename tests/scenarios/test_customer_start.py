"""The first screen, however one comes to it."""

from tests.support.house import Running
from tests.support.telegram import World


async def test_whoever_starts_is_greeted_by_name(world: World) -> None:
    anna = await world.person("Анна")
    await anna.starts()
    await anna.sees("Здравствуйте, Анна")
    assert await anna.buttons() == ["Начать тест"]


async def test_an_unknown_or_abusive_link_changes_nothing(bot: Running) -> None:
    for payload in ("nonsense", "x" * 64, "'; DROP TABLE people; --", "../../etc/passwd", "тест"):
        boris = await bot.world.person("Борис")
        await bot.handled(await boris.starts(payload))
        await boris.sees("Здравствуйте, Борис")
    assert await bot.rows("SELECT * FROM touches") == []
