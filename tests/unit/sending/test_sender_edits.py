"""Messages that change other messages."""

from sales.outgoing import Lane
from tests.unit.sending.conftest import House, refusal


async def test_an_edit_finds_the_message_it_changes(house: House) -> None:
    house.start()
    card = await house.say("card", about="lead:1")
    edit = await house.say(template="taken", edit_of=card)
    await house.until_state(edit, "sent")
    heard = house.telegram.heard[1]
    assert (heard.method, heard.body["message_id"]) == ("editMessageText", (await house.row(card))["message_id"])


async def test_an_edit_said_in_a_hurry_waits_for_its_message(house: House) -> None:
    card = await house.say("card", lane=Lane.TOUCH)
    edit = await house.say("taken", lane=Lane.ANSWER, edit_of=card)
    house.start()
    await house.until_state(edit, "sent")
    assert house.telegram.texts() == ["card", "taken"]


async def test_a_chain_of_edits_ends_with_the_last(house: House) -> None:
    house.telegram.gate.clear()
    house.start()
    card = await house.say("0")
    for n in range(1, 5):
        await house.say(f"{n}", edit_of=card)
    house.telegram.gate.set()
    await house.until_empty()
    assert house.telegram.texts() == ["0", "1", "2", "3", "4"]
    assert len({heard.body.get("message_id") for heard in house.telegram.heard[1:]}) == 1


async def test_an_edit_of_what_never_arrived_is_skipped(house: House) -> None:
    house.telegram.rule = lambda heard, request: refusal(400, "Bad Request: chat not found")
    house.start()
    card = await house.say("card")
    edit = await house.say("taken", edit_of=card)
    nothing = await house.say("taken", edit_of=999_999)
    await house.until_state(edit, "skipped")
    await house.until_state(nothing, "skipped")
    assert (await house.row(edit))["reason"] == "nothing to edit"
    assert len(house.telegram.heard) == 1


async def test_an_answer_whose_message_is_gone_is_said_anew_once(house: House) -> None:
    def gone(heard, request):
        if heard.method == "editMessageText":
            return refusal(400, "Bad Request: message to edit not found")
        return None

    house.telegram.rule = gone
    house.start()
    payload = {"text": "question 2", "message_id": 55, "reply_markup": {"inline_keyboard": []}}
    id = await house.say(method="editMessageText", payload=payload)
    await house.until_heard(2)
    await house.until_empty()
    assert [heard.method for heard in house.telegram.heard] == ["editMessageText", "sendMessage"]
    assert "message_id" not in house.telegram.heard[1].body
    assert house.telegram.heard[1].body["reply_markup"] == {"inline_keyboard": []}
    assert await house.state(id) == "skipped"


async def test_a_card_that_is_gone_is_not_said_anew(house: House) -> None:
    def gone(heard, request):
        return refusal(400, "Bad Request: message can't be edited") if heard.method == "editMessageText" else None

    house.telegram.rule = gone
    house.start()
    card = await house.say("card")
    edit = await house.say("taken", edit_of=card, lane=Lane.URGENT)
    await house.until_state(edit, "skipped")
    assert len(house.telegram.heard) == 2


async def test_a_text_that_did_not_change_counts_as_sent(house: House) -> None:
    house.telegram.rule = lambda heard, request: refusal(400, "Bad Request: message is not modified")
    house.start()
    await house.until_state(await house.say(method="editMessageText", payload={"text": "x", "message_id": 5}), "sent")


async def test_edits_of_an_unknown_message_do_not_hold_up_the_chat(house: House) -> None:
    card = await house.say("card", chat_id=1)
    edit = await house.say("elsewhere", chat_id=2, edit_of=card)
    after = await house.say("after", chat_id=2)
    house.telegram.gate.clear()
    house.start()
    await house.until(lambda: len(house.telegram.heard) >= 2)
    house.telegram.gate.set()
    await house.until_state(after, "sent")
    await house.until_state(edit, "sent")
