"""Groups, topics, polls, reactions, invites; invoices, refunds and the Stars ledger."""

import asyncio

import pytest

from tests.support.telegram import Person, Refused, World


async def updates(world: World) -> list[dict]:
    return (await world.api("getUpdates"))["result"]


async def test_bot_learns_that_it_is_an_administrator_and_hears_the_group(world: World, anna: Person) -> None:
    group = await world.group("Staff", anna)
    await anna.says("hello all", chat=group)
    added, said = await updates(world)
    assert added["my_chat_member"]["new_chat_member"]["status"] == "administrator"
    assert said["message"]["chat"] == {"id": group.id, "title": "Staff", "type": "group"}
    member = await world.api("getChatMember", chat_id=group.id, user_id=anna.id)
    assert member["result"]["status"] == "creator"
    assert (await world.api("getChatMemberCount", chat_id=group.id))["result"] == 2
    admins = (await world.api("getChatAdministrators", chat_id=group.id))["result"]
    assert {admin["user"]["id"] for admin in admins} == {anna.id, world.bot_id}


async def test_upgraded_group_refuses_and_names_its_new_id(world: World, anna: Person) -> None:
    group = await world.group("Staff", anna)
    bigger = await group.migrate()
    answer = await world.api("sendMessage", chat_id=group.id, text="x")
    assert answer["description"] == "Bad Request: group chat was upgraded to a supergroup chat"
    assert answer["parameters"] == {"migrate_to_chat_id": bigger.id}
    assert (await world.api("sendMessage", chat_id=bigger.id, text="x"))["ok"]
    told = [u["message"] for u in await updates(world) if "message" in u]
    assert (told[0]["migrate_to_chat_id"], told[1]["migrate_from_chat_id"]) == (bigger.id, group.id)


@pytest.mark.parametrize("kind", ["group", "supergroup"])
async def test_kicked_bot_is_refused(world: World, anna: Person, kind: str) -> None:
    group = await world.group("Staff", anna, type=kind)
    await group.kick()
    answer = await world.api("sendMessage", chat_id=group.id, text="x")
    assert (answer["error_code"], answer["description"]) == (403, f"Forbidden: bot was kicked from the {kind} chat")
    assert (await updates(world))[-1]["my_chat_member"]["new_chat_member"]["status"] == "kicked"


async def test_topics_live_and_die(world: World, anna: Person) -> None:
    forum = await world.group("Staff", anna, is_forum=True)
    made = await world.api("createForumTopic", chat_id=forum.id, name="Lead 1")
    topic = {"chat_id": forum.id, "message_thread_id": made["result"]["message_thread_id"]}
    sent = await world.api("sendMessage", **topic, text="card")
    assert sent["result"]["is_topic_message"] is True
    await anna.says("got it", chat=forum, thread_id=topic["message_thread_id"])
    assert (await updates(world))[-1]["message"]["message_thread_id"] == topic["message_thread_id"]
    assert (await world.api("editForumTopic", **topic, name="Lead 1: won"))["ok"]
    same = await world.api("editForumTopic", **topic, name="Lead 1: won")
    assert same["description"] == "Bad Request: TOPIC_NOT_MODIFIED"
    assert (await world.api("closeForumTopic", **topic))["ok"]
    assert (await world.api("closeForumTopic", **topic))["description"] == "Bad Request: TOPIC_NOT_MODIFIED"
    assert (await world.api("reopenForumTopic", **topic))["ok"]
    assert (await world.api("deleteForumTopic", **topic))["ok"]
    answer = await world.api("sendMessage", **topic, text="late")
    assert answer["description"] == "Bad Request: message thread not found"
    plain = await world.group("Plain", anna)
    answer = await world.api("createForumTopic", chat_id=plain.id, name="x")
    assert answer["description"] == "Bad Request: the chat is not a forum"


async def test_pins_are_seen_and_undone(world: World, anna: Person) -> None:
    sent = (await world.api("sendMessage", chat_id=anna.id, text="rules"))["result"]
    await world.api("pinChatMessage", chat_id=anna.id, message_id=sent["message_id"])
    seen = await world.ask("GET", f"/chats/{anna.id}/messages", viewer=anna.id)
    assert seen["pinned"] == sent["message_id"]
    assert (await world.api("getChat", chat_id=anna.id))["result"]["pinned_message"]["text"] == "rules"
    assert (await world.api("unpinChatMessage", chat_id=anna.id))["ok"]
    answer = await world.api("unpinChatMessage", chat_id=anna.id)
    assert answer["description"] == "Bad Request: message to unpin not found"


async def test_reactions_of_the_bot_are_seen_and_checked(world: World, anna: Person) -> None:
    said = await anna.says("thanks")
    target = {"chat_id": anna.id, "message_id": said["message"]["message_id"]}
    await world.api("setMessageReaction", **target, reaction=[{"type": "emoji", "emoji": "\U0001f44d"}])
    assert (await anna.last())["reactions"] == [{"by": world.bot_id, "type": "emoji", "emoji": "\U0001f44d"}]
    answer = await world.api("setMessageReaction", **target, reaction=[{"type": "emoji", "emoji": "x"}])
    assert answer["description"] == "Bad Request: REACTION_INVALID"


async def test_poll_is_voted_in_and_stopped(world: World, anna: Person) -> None:
    sent = await world.api("sendPoll", chat_id=anna.id, question="When?", options=["Now", "Later"], is_anonymous=False)
    message_id = sent["result"]["message_id"]
    await anna.does("vote", message_id=message_id, options=[1])
    answered, counted = await updates(world)
    assert answered["poll_answer"]["option_ids"] == [1]
    assert [option["voter_count"] for option in counted["poll"]["options"]] == [0, 1]
    stopped = await world.api("stopPoll", chat_id=anna.id, message_id=message_id)
    assert stopped["result"]["is_closed"] is True
    again = await world.api("stopPoll", chat_id=anna.id, message_id=message_id)
    assert again["description"] == "Bad Request: poll has already been closed"
    single = await world.api("sendPoll", chat_id=anna.id, question="?", options=["only"])
    assert single["description"] == "Bad Request: poll must have at least 2 option"


async def test_invite_link_lets_in_once_and_no_longer_when_revoked(world: World, anna: Person) -> None:
    group = await world.group("Staff", anna, type="supergroup")
    boris, clara = await world.person("Boris"), await world.person("Clara")
    link = (await world.api("createChatInviteLink", chat_id=group.id, member_limit=1))["result"]["invite_link"]
    await boris.does("join", link=link)
    with pytest.raises(Refused, match="expired"):
        await clara.does("join", link=link)
    other = (await world.api("createChatInviteLink", chat_id=group.id))["result"]["invite_link"]
    await world.api("revokeChatInviteLink", chat_id=group.id, invite_link=other)
    with pytest.raises(Refused, match="expired"):
        await clara.does("join", link=other)
    member = await world.api("getChatMember", chat_id=group.id, user_id=boris.id)
    assert member["result"]["status"] == "member"


async def test_shared_contact_is_ones_own_or_somebody_elses(world: World, anna: Person) -> None:
    boris = await world.person("Boris", phone="+79990000001")
    await anna.shares_contact()
    await anna.shares_contact(of=boris)
    own, other = (update["message"]["contact"] for update in await updates(world))
    assert own["user_id"] == anna.id
    assert (other["user_id"], other["phone_number"]) == (boris.id, "+79990000001")


INVOICE = {"title": "Course", "description": "d", "payload": "order:1", "currency": "XTR"}


async def invoice(world: World, person: Person, **changed: object) -> dict:
    wanted = {**INVOICE, "prices": [{"label": "Course", "amount": 500}], **changed}
    return await world.api("sendInvoice", chat_id=person.id, **wanted)


async def answer_checkout(world: World, ok: bool) -> None:
    async with asyncio.timeout(5):
        while True:
            batch = (await world.api("getUpdates", timeout=1))["result"]
            for update in batch:
                if "pre_checkout_query" in update:
                    query_id = update["pre_checkout_query"]["id"]
                    words = {} if ok else {"error_message": "Sold out"}
                    await world.api("answerPreCheckoutQuery", pre_checkout_query_id=query_id, ok=ok, **words)
                    await world.api("getUpdates", offset=update["update_id"] + 1)
                    return


async def test_payment_goes_through_is_listed_and_refunded_once(world: World, anna: Person) -> None:
    sent = await invoice(world, anna)
    message_id = sent["result"]["message_id"]
    paid, _ = await asyncio.gather(anna.pays(message_id), answer_checkout(world, ok=True))
    assert paid["ok"] is True
    charge = paid["charge_id"]
    payment = (await updates(world))[-1]["message"]["successful_payment"]
    assert (payment["telegram_payment_charge_id"], payment["invoice_payload"]) == (charge, "order:1")
    refund = {"user_id": anna.id, "telegram_payment_charge_id": charge}
    assert (await world.api("refundStarPayment", **refund))["result"] is True
    again = await world.api("refundStarPayment", **refund)
    assert again["description"] == "Bad Request: CHARGE_ALREADY_REFUNDED"
    lines = (await world.api("getStarTransactions"))["result"]["transactions"]
    assert [("source" in line, "receiver" in line, line["amount"]) for line in lines] == [
        (True, False, 500),
        (False, True, 500),
    ]
    assert (await updates(world))[-1]["message"]["refunded_payment"]["total_amount"] == 500


async def test_refused_checkout_charges_nothing(world: World, anna: Person) -> None:
    sent = await invoice(world, anna)
    paid, _ = await asyncio.gather(anna.pays(sent["result"]["message_id"]), answer_checkout(world, ok=False))
    assert (paid["ok"], paid["error"]) == (False, "Sold out")
    assert (await world.api("getStarTransactions"))["result"]["transactions"] == []


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"payload": "x" * 129}, "INVOICE_PAYLOAD_INVALID"),
        ({"payload": ""}, "INVOICE_PAYLOAD_INVALID"),
        ({"title": "x" * 33}, "TITLE_INVALID"),
        ({"currency": "RUB"}, "PAYMENT_PROVIDER_INVALID"),
        ({"prices": [{"label": "a", "amount": 1}] * 2}, "STARS_INVOICE_INVALID"),
        ({"prices": [{"label": "a", "amount": -1}]}, "INVOICE_PRICE_INVALID"),
    ],
)
async def test_wrong_invoices_are_refused(world: World, anna: Person, changed: dict, sentence: str) -> None:
    assert (await invoice(world, anna, **changed))["description"] == f"Bad Request: {sentence}"


async def test_invoice_link_can_be_paid(world: World, anna: Person) -> None:
    link = await world.api("createInvoiceLink", **INVOICE, prices=[{"label": "a", "amount": 5}])
    paid, _ = await asyncio.gather(anna.does("pay", link=link["result"]), answer_checkout(world, ok=True))
    assert paid["ok"] is True


async def test_unknown_checkout_query_cannot_be_answered(world: World) -> None:
    answer = await world.api("answerPreCheckoutQuery", pre_checkout_query_id="1", ok=True)
    assert "query is too old" in answer["description"]
