"""The bot's own library reads every answer and every update of the sandbox."""

from collections.abc import AsyncIterator

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramBadRequest, TelegramMigrateToChat, TelegramRetryAfter
from aiogram.types import (
    BotCommand,
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    LabeledPrice,
    ReactionTypeEmoji,
)

from sandbox.images import plain_png
from sandbox.methods import METHODS
from tests.support.telegram import Person, Sandbox, World

ALL_KINDS = ["message", "edited_message", "callback_query", "message_reaction", "my_chat_member", "chat_member", "poll"]


@pytest.fixture
async def bot(sandbox: Sandbox, world: World) -> AsyncIterator[Bot]:
    session = AiohttpSession(api=TelegramAPIServer.from_base(sandbox.url))
    async with Bot(world.token, session=session) as bot:
        yield bot


def picture() -> BufferedInputFile:
    return BufferedInputFile(plain_png(20, 20, 1, 2, 3), "p.png")


async def test_answers_to_what_a_bot_does_are_read(bot: Bot, world: World, anna: Person) -> None:
    assert (await bot.get_me()).id == world.bot_id
    keyboard = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="A", callback_data="a")]])
    message = await bot.send_message(anna.id, "<b>hi</b>", parse_mode="HTML", reply_markup=keyboard)
    assert message.html_text == "<b>hi</b>"
    edited = await bot.edit_message_text("bye", chat_id=anna.id, message_id=message.message_id)
    assert edited.text == "bye"
    photo = await bot.send_photo(anna.id, picture(), caption="c")
    await bot.edit_message_media(InputMediaPhoto(media=picture()), chat_id=anna.id, message_id=photo.message_id)
    album = await bot.send_media_group(anna.id, [InputMediaPhoto(media=picture()), InputMediaPhoto(media=picture())])
    assert len(album) == 2
    content = await bot.download(photo.photo[-1].file_id)
    assert content.read() == plain_png(20, 20, 1, 2, 3)
    await bot.copy_message(anna.id, anna.id, message.message_id)
    await bot.forward_message(anna.id, anna.id, message.message_id)
    await bot.send_document(anna.id, BufferedInputFile(b"x", "x.txt"))
    await bot.send_voice(anna.id, BufferedInputFile(b"x", "x.ogg"))
    await bot.send_location(anna.id, 1, 2)
    await bot.send_dice(anna.id)
    await bot.send_invoice(anna.id, "t", "d", "p", "XTR", [LabeledPrice(label="l", amount=1)])
    poll = await bot.send_poll(anna.id, "?", ["a", "b"])
    assert (await bot.stop_poll(anna.id, poll.message_id)).is_closed
    await bot.set_message_reaction(anna.id, message.message_id, [ReactionTypeEmoji(emoji="\U0001f44d")])
    await bot.set_my_commands([BotCommand(command="start", description="s")])
    assert (await bot.get_my_commands())[0].command == "start"
    assert (await bot.get_webhook_info()).url == ""


async def test_answers_about_groups_are_read(bot: Bot, world: World, anna: Person) -> None:
    forum = await world.group("Staff", anna, is_forum=True)
    assert (await bot.get_chat(forum.id)).is_forum
    topic = await bot.create_forum_topic(forum.id, "t")
    await bot.send_message(forum.id, "x", message_thread_id=topic.message_thread_id)
    assert (await bot.get_chat_member(forum.id, anna.id)).status == "creator"
    assert (await bot.get_chat_member(forum.id, world.bot_id)).status == "administrator"
    assert len(await bot.get_chat_administrators(forum.id)) == 2
    link = await bot.create_chat_invite_link(forum.id, name="n", member_limit=1)
    assert (await bot.revoke_chat_invite_link(forum.id, link.invite_link)).is_revoked
    assert (await bot.get_chat(anna.id)).type == "private"


async def test_every_kind_of_update_is_read(bot: Bot, world: World, anna: Person) -> None:
    await bot.get_updates(allowed_updates=ALL_KINDS)
    boris = await world.person("Boris")
    group = await world.group("Staff", anna, type="group")
    await boris.does("join", chat_id=group.id)
    for kind in ("photo", "voice", "sticker", "document", "video", "animation", "location", "contact", "dice", "poll"):
        await anna.sends(kind)
    said = await anna.says("x https://example.org #tag @name +7 999 123-45-67")
    await anna.edits(said["message"]["message_id"], "y")
    await anna.reacts(said["message"]["message_id"], "\U0001f44d")
    await anna.taps_data(said["message"]["message_id"], "known")
    await anna.taps_data(99_999, "inaccessible")
    await anna.blocks()
    await group.migrate()
    updates = await bot.get_updates()
    kinds = {update.event_type for update in updates}
    assert kinds == {"message", "edited_message", "callback_query", "message_reaction", "my_chat_member", "chat_member"}


async def test_refusals_become_the_librarys_own_exceptions(bot: Bot, world: World, anna: Person) -> None:
    with pytest.raises(TelegramBadRequest, match="chat not found"):
        await bot.send_message(1, "x")
    await world.fault("refuse_429", retry_after=3, times=1)
    with pytest.raises(TelegramRetryAfter) as limited:
        await bot.send_message(anna.id, "x")
    assert limited.value.retry_after == 3
    await world.fault("refuse_migrate", to=-100123, times=1)
    with pytest.raises(TelegramMigrateToChat) as moved:
        await bot.send_message(anna.id, "x")
    assert moved.value.migrate_to_chat_id == -100123


JUNK: list[object] = ["", "x", -1, 1.5, True, [], {}, [[]], [None], {"a": None}, "[", 10**30]


@pytest.mark.parametrize("method", sorted(METHODS))
async def test_junk_in_any_parameter_is_refused_politely(world: World, anna: Person, method: str) -> None:
    known = METHODS[method]
    said = await anna.says("x")
    before = (await world.log())[-1]["n"]
    for junk in JUNK:
        params = {name: junk for name in known.params if name not in ("timeout", "url", "chat_id", "message_id")}
        answer = await world.api(known.name, **params, chat_id=anna.id, message_id=said["message"]["message_id"])
        assert answer["ok"] or answer["error_code"] in (400, 403), answer
    assert len(await world.log(method=known.name, since=before)) == len(JUNK)
