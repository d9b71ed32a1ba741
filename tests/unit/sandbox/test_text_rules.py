"""What Telegram refuses in texts, edits and deletions, and with which words."""

import pytest

from tests.support.telegram import Person, World

Json = dict


async def refusal(world: World, method: str, **params: object) -> str:
    answer = await world.api(method, **params)
    assert answer["ok"] is False, f"{method} was accepted: {answer}"
    return answer["description"]


async def sent(world: World, person: Person, text: str = "original", **params: object) -> int:
    answer = await world.api("sendMessage", chat_id=person.id, text=text, **params)
    return answer["result"]["message_id"]


@pytest.mark.parametrize("text", ["", "   ", "\n\u200b\n", "<b> </b>"])
async def test_empty_text_is_refused(world: World, anna: Person, text: str) -> None:
    words = await refusal(world, "sendMessage", chat_id=anna.id, text=text, parse_mode="HTML")
    assert words == "Bad Request: message text is empty"


async def test_text_is_counted_after_parsing_in_utf16_units(world: World, anna: Person) -> None:
    fits = "<b>" + "x" * 4094 + "</b>" + "\U0001f600"
    assert (await world.api("sendMessage", chat_id=anna.id, text=fits, parse_mode="HTML"))["ok"]
    words = await refusal(world, "sendMessage", chat_id=anna.id, text=fits + "y", parse_mode="HTML")
    assert words == "Bad Request: message is too long"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("\u044f<h1>x</h1>", 'Unsupported start tag "h1" at byte offset 2'),
        ("1 < 2 > 1", 'Unsupported start tag "" at byte offset 2'),
        ("a <b", "Unclosed start tag at byte offset 2"),
        ("<" * 4096, "Unclosed start tag at byte offset 0"),
        ('<span class="x">y</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
async def test_broken_html_is_refused_with_telegrams_sentence(
    world: World, anna: Person, text: str, sentence: str
) -> None:
    words = await refusal(world, "sendMessage", chat_id=anna.id, text=text, parse_mode="HTML")
    assert words == f"Bad Request: can't parse entities: {sentence}"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("1.5", "Character '.' is reserved and must be escaped with the preceding '\\'"),
        ("*x", "Can't find end of Bold entity at byte offset 0"),
        ("a `x", "Can't find end of Code entity at byte offset 2"),
        ("[x](http://a", "Can't find end of a URL at byte offset 3"),
    ],
)
async def test_broken_markdown_is_refused(world: World, anna: Person, text: str, sentence: str) -> None:
    words = await refusal(world, "sendMessage", chat_id=anna.id, text=text, parse_mode="MarkdownV2")
    assert words == f"Bad Request: can't parse entities: {sentence}"


async def test_html_becomes_entities_and_only_safe_html_comes_back(world: World, anna: Person) -> None:
    text = (
        '<b>a<i>b</i></b> &lt;script&gt; <a href="javascript:alert(1)">x</a> <a href="https://e.org/?a=1&amp;b=2">y</a>'
    )
    await world.api("sendMessage", chat_id=anna.id, text=text, parse_mode="HTML")
    seen = await anna.last()
    assert seen["text"] == "ab <script> x y"
    assert [entity["type"] for entity in seen["entities"]] == ["bold", "italic", "text_link"]
    assert seen["html"].startswith('<b>a<i>b</i></b> &lt;script&gt; x <a href="https://e.org/?a=1&amp;b=2"')


async def test_names_full_of_markup_are_shown_literally(world: World) -> None:
    eve = await world.person("<img src=x onerror=alert(1)>")
    await eve.starts()
    await eve.says("</div><b>&amp;<a href='javascript:x'>")
    seen = await eve.last()
    assert seen["html"] == "&lt;/div&gt;&lt;b&gt;&amp;amp;&lt;a href=&#x27;javascript:x&#x27;&gt;"


async def test_lone_surrogate_is_not_utf8(sandbox, world: World, anna: Person) -> None:
    body = f'{{"chat_id":{anna.id},"text":"a\\ud800b"}}'
    headers = {"Content-Type": "application/json"}
    async with sandbox.session.post(f"{world.api_url}/sendMessage", data=body, headers=headers) as answer:
        assert (await answer.json())["description"] == "Bad Request: strings must be encoded in UTF-8"


async def test_nul_becomes_a_space(world: World, anna: Person) -> None:
    await world.api("sendMessage", chat_id=anna.id, text="a\x00b")
    assert (await anna.last())["text"] == "a b"


async def test_entities_beyond_a_hundred_are_dropped(world: World, anna: Person) -> None:
    await world.api("sendMessage", chat_id=anna.id, text="<b>x</b> " * 120, parse_mode="HTML")
    assert len((await anna.last())["entities"]) == 100


async def test_unknown_parse_mode_is_refused(world: World, anna: Person) -> None:
    words = await refusal(world, "sendMessage", chat_id=anna.id, text="x", parse_mode="BBCode")
    assert words == "Bad Request: unsupported parse_mode"


async def test_parameters_are_read_from_every_encoding(sandbox, world: World, anna: Person) -> None:
    url = f"{world.api_url}/sendMessage"
    params = {"chat_id": str(anna.id), "text": "same"}
    for options in ({"params": params}, {"data": params}, {"json": params}):
        async with sandbox.session.post(url, **options) as answer:
            assert (await answer.json())["result"]["text"] == "same"
    hashes = {entry["body_hash"] for entry in await world.log(method="sendMessage")}
    assert len(hashes) == 1


async def test_edit_that_changes_nothing_is_refused(world: World, anna: Person) -> None:
    keyboard = {"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]}
    message_id = await sent(world, anna, reply_markup=keyboard)
    same = {"chat_id": anna.id, "message_id": message_id, "text": "original"}
    words = await refusal(world, "editMessageText", **same, reply_markup=keyboard)
    assert words.startswith("Bad Request: message is not modified: specified new message content")
    assert (await world.api("editMessageText", **same))["ok"], "dropping the keyboard is a change"


async def test_only_present_messages_of_the_bot_can_be_edited(world: World, anna: Person) -> None:
    said = await anna.says("mine")
    mine = said["message"]["message_id"]
    words = await refusal(world, "editMessageText", chat_id=anna.id, message_id=mine, text="x")
    assert words == "Bad Request: message can't be edited"
    words = await refusal(world, "editMessageText", chat_id=anna.id, message_id=999_999, text="x")
    assert words == "Bad Request: message to edit not found"


async def test_message_sent_with_a_reply_keyboard_cannot_be_edited(world: World, anna: Person) -> None:
    message_id = await sent(world, anna, reply_markup={"keyboard": [[{"text": "A"}]]})
    words = await refusal(world, "editMessageText", chat_id=anna.id, message_id=message_id, text="x")
    assert words == "Bad Request: message can't be edited"


async def test_caption_of_a_text_message_cannot_be_edited(world: World, anna: Person) -> None:
    message_id = await sent(world, anna)
    words = await refusal(world, "editMessageCaption", chat_id=anna.id, message_id=message_id, caption="x")
    assert words == "Bad Request: there is no caption in the message to edit"


async def test_delete_works_once_and_not_after_48_hours(world: World, anna: Person) -> None:
    message_id = await sent(world, anna)
    old = await sent(world, anna, "old")
    assert (await world.api("deleteMessage", chat_id=anna.id, message_id=message_id))["result"] is True
    words = await refusal(world, "deleteMessage", chat_id=anna.id, message_id=message_id)
    assert words == "Bad Request: message to delete not found"
    await world.forward(hours=49)
    try:
        words = await refusal(world, "deleteMessage", chat_id=anna.id, message_id=old)
        assert words == "Bad Request: message can't be deleted for everyone"
    finally:
        await world.forward(hours=-49)


async def test_unknown_chat_and_person_who_never_started_are_refused(world: World) -> None:
    words = await refusal(world, "sendMessage", chat_id=123_456, text="x")
    assert words == "Bad Request: chat not found"
    stranger = await world.person("Stranger")
    words = await refusal(world, "sendMessage", chat_id=stranger.id, text="x")
    assert words == "Forbidden: bot can't initiate conversation with a user"
    await stranger.starts()
    await stranger.changes(deactivated=True)
    words = await refusal(world, "sendMessage", chat_id=stranger.id, text="x")
    assert words == "Forbidden: user is deactivated"


async def test_reply_to_an_absent_message_is_refused_unless_allowed(world: World, anna: Person) -> None:
    reply = {"message_id": 999_999}
    words = await refusal(world, "sendMessage", chat_id=anna.id, text="x", reply_parameters=reply)
    assert words == "Bad Request: message to be replied not found"
    lenient = {**reply, "allow_sending_without_reply": True}
    assert (await world.api("sendMessage", chat_id=anna.id, text="x", reply_parameters=lenient))["ok"]


async def test_message_ids_belong_to_the_account_in_private_chats_and_to_the_chat_in_supergroups(
    world: World, anna: Person
) -> None:
    boris = await world.person("Boris")
    await boris.starts()
    first, second = await sent(world, anna), await sent(world, boris)
    assert second == first + 1
    forum = await world.group("Staff", anna, is_forum=True)
    answer = await world.api("sendMessage", chat_id=forum.id, text="x")
    assert answer["result"]["message_id"] == 2
