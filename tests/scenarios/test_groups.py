"""Groups: the staff's own is kept and followed, strange ones are left, talk in them is not answered."""

from tests.support.house import Running, until
from tests.support.sales_floor import becomes_lead
from tests.support.telegram import Group


async def left(bot: Running, group: Group) -> bool:
    return any(entry["chat_id"] == group.id for entry in await bot.world.log(method="leaveChat"))


async def test_a_strangers_group_is_left(bot: Running) -> None:
    igor = await bot.world.person("Игорь")
    group = await bot.world.group("Чужая", igor)

    async def stays() -> bool:
        return not await left(bot, group)

    await until(stays)


async def test_an_admin_is_told_how_to_make_a_group_the_staffs(closed: Running) -> None:
    maria = await closed.world.person("Мария")
    async with closed.opened(admin_ids=(maria.id,)) as bot:
        await maria.starts()
        await maria.sees("рабочий стол")
        group = await bot.world.group("Отдел продаж", maria)
        hint = await maria.sees("STAFF_CHAT_ID=")
        assert str(group.id) in hint["text"]
        await maria.says("Всем привет", chat=group)
        await maria.quiet(0.5, chat=group)
        assert not await left(bot, group)


async def test_leads_follow_the_staff_group_when_it_becomes_a_supergroup(closed: Running) -> None:
    maria = await closed.world.person("Мария")
    group = await closed.world.group("Отдел продаж", maria)
    async with closed.opened(admin_ids=(maria.id,), staff_chat_id=group.id) as bot:
        await maria.starts()
        await maria.sees("рабочий стол")
        moved = await group.migrate()
        await becomes_lead(bot, "Анна")
        await maria.sees("Анна", chat=moved)
        assert not await left(bot, moved)
        again = await bot.restarted()
        await becomes_lead(again, "Белла")
        await maria.sees("Белла", chat=moved)
