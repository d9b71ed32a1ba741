"""Messages without a file or markup: places, contacts, dice, polls."""

from typing import Any

from sandbox.calls import Call
from sandbox.entities import utf16_length
from sandbox.errors import bad
from sandbox.methods.edits import TARGET
from sandbox.methods.sending import OPTIONS, deliver, formatted, writable_chat
from sandbox.polls import poll_data
from sandbox.registry import method

_DICE = {"\U0001f3b2": 6, "\U0001f3af": 6, "\U0001f3b3": 6, "\U0001f3c0": 5, "\u26bd": 5, "\U0001f3b0": 64}


@method(
    "sendLocation",
    OPTIONS + "latitude longitude horizontal_accuracy live_period heading proximity_alert_radius",
    counted="send",
)
def send_location(call: Call) -> dict[str, Any]:
    writable_chat(call)
    if not call.has("latitude") or not call.has("longitude"):
        raise bad("latitude or longitude is not specified")
    latitude, longitude = call.number("latitude"), call.number("longitude")
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise bad("wrong location coordinates")
    return deliver(call, {"location": {"latitude": latitude, "longitude": longitude}}).data


@method("sendContact", OPTIONS + "phone_number first_name last_name vcard", counted="send")
def send_contact(call: Call) -> dict[str, Any]:
    writable_chat(call)
    if not call.text("phone_number"):
        raise bad("phone number is empty")
    if not call.text("first_name"):
        raise bad("first name is empty")
    contact = {name: call.text(name) for name in ("phone_number", "first_name", "last_name") if call.text(name)}
    return deliver(call, {"contact": contact}).data


@method("sendDice", OPTIONS + "emoji", counted="send")
def send_dice(call: Call) -> dict[str, Any]:
    writable_chat(call)
    emoji = call.text("emoji") or "\U0001f3b2"
    if emoji not in _DICE:
        raise bad("wrong dice emoji")
    return deliver(call, {"dice": {"emoji": emoji, "value": call.world.dice.randint(1, _DICE[emoji])}}).data


def _options(call: Call) -> list[str]:
    wanted = call.json("options", list, "options")
    texts = [str(item.get("text", "") if isinstance(item, dict) else item).strip() for item in wanted or []]
    if len(texts) < 2:
        raise bad("poll must have at least 2 option")
    if len(texts) > 12:
        raise bad("poll can't have more than 12 options")
    for text in texts:
        if not text:
            raise bad("poll options must be non-empty")
        if utf16_length(text) > 100:
            raise bad("poll options length must not exceed 100")
    return texts


@method(
    "sendPoll",
    OPTIONS
    + "question question_parse_mode question_entities options is_anonymous type allows_multiple_answers "
    + "allows_revoting correct_option_id correct_option_ids explanation explanation_parse_mode explanation_entities "
    + "open_period close_date is_closed",
    counted="send",
)
def send_poll(call: Call) -> dict[str, Any]:
    writable_chat(call)
    question, _ = formatted(call, "question", "question_entities", "question_parse_mode")
    if not question:
        raise bad("poll question must be non-empty")
    if utf16_length(question) > 300:
        raise bad("poll question length must not exceed 300")
    options = _options(call)
    rules: dict[str, Any] = {
        "is_closed": call.flag("is_closed"),
        "is_anonymous": call.flag("is_anonymous", default=True),
        "type": call.text("type") or "regular",
        "allows_multiple_answers": call.flag("allows_multiple_answers"),
    }
    if rules["type"] == "quiz":
        correct = call.integer("correct_option_id", -1)
        if not 0 <= correct < len(options):
            raise bad("wrong correct option ID specified")
        rules["correct_option_ids"] = [correct]
    data = poll_data(str(call.world.dice.randrange(10**17, 10**18)), question, options, **rules)
    message = deliver(call, {"poll": data})
    call.world.polls.add(data).message = message
    return message.data


@method("stopPoll", TARGET)
def stop_poll(call: Call) -> dict[str, Any]:
    chat = writable_chat(call)
    message = chat.live(call.identifier("message_id", "message identifier is not specified"))
    poll = call.world.polls.of(message) if message is not None else None
    if message is None or poll is None or not message.from_bot:
        raise bad("message with poll to stop not found")
    if poll.data["is_closed"]:
        raise bad("poll has already been closed")
    poll.close()
    call.world.touched(chat, message)
    return poll.data
