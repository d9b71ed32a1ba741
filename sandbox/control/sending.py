"""People sending files, places, polls; voting and reacting."""

import base64
from typing import Any

from sandbox.attachments import media_content
from sandbox.control.talking import Done, Wanted, chat_of, done, place, written
from sandbox.errors import ControlError
from sandbox.images import dimensions, plain_png
from sandbox.people import Person
from sandbox.polls import poll_data
from sandbox.world import World

_NAMES = {
    "photo": ("photo.png", "image/png"),
    "voice": ("voice.ogg", "audio/ogg"),
    "audio": ("song.mp3", "audio/mpeg"),
    "sticker": ("sticker.webp", "image/webp"),
    "document": ("document.txt", "text/plain"),
    "video": ("video.mp4", "video/mp4"),
    "video_note": ("round.mp4", "video/mp4"),
    "animation": ("animation.mp4", "video/mp4"),
}


def send(world: World, person: Person, wanted: Wanted) -> Done:
    """One message of a kind, or an album of `count` photos. A file's own content comes as `content` or `base64`."""
    kind = wanted.get("kind")
    if kind == "album":
        return _album(world, person, wanted)
    return place(world, person, wanted, _content(world, person, str(kind), wanted))


def _content(world: World, person: Person, kind: str, wanted: Wanted) -> dict[str, Any]:
    if kind in _NAMES:
        return {**_file(world, kind, wanted), **_caption(wanted)}
    if kind == "location":
        here = {"latitude": wanted.get("latitude", 55.7558), "longitude": wanted.get("longitude", 37.6173)}
        return {"location": here}
    if kind == "contact":
        return {"contact": person.contact()}
    if kind == "dice":
        return {"dice": {"emoji": "\U0001f3b2", "value": world.dice.randint(1, 6)}}
    if kind == "poll":
        poll_id = str(world.dice.randrange(10**17, 10**18))
        return {"poll": poll_data(poll_id, wanted.get("caption") or "?", wanted.get("options", ["1", "2"]))}
    raise ControlError(f"people send {', '.join(_NAMES)}, location, contact, dice, poll or album, not {kind!r}")


def _file(world: World, kind: str, wanted: Wanted) -> dict[str, Any]:
    name, mime = _NAMES[kind]
    if "base64" in wanted:
        data = base64.b64decode(wanted["base64"])
    elif "content" in wanted:
        data = str(wanted["content"]).encode()
    elif kind == "photo":
        data = plain_png(320, 240, *(world.dice.randrange(60, 200) for _ in range(3)))
    else:
        data = f"{kind} {world.dice.random()}".encode()
    file = world.files.add(kind, wanted.get("name") or name, wanted.get("mime") or mime, data)
    file.width, file.height = dimensions(data) or (320, 240)
    return media_content(kind, file, {})


def _caption(wanted: Wanted) -> dict[str, Any]:
    if not wanted.get("caption"):
        return {}
    said = written(str(wanted["caption"]))
    return {"caption": said["text"], **({"caption_entities": said["entities"]} if "entities" in said else {})}


def _album(world: World, person: Person, wanted: Wanted) -> Done:
    group = {"media_group_id": str(world.dice.randrange(10**16, 10**17))}
    answers = []
    for number in range(min(max(int(wanted.get("count", 3)), 2), 10)):
        content = {**group, **_file(world, "photo", {}), **(_caption(wanted) if number == 0 else {})}
        answers.append(place(world, person, wanted, content))
    ids = [update_id for answer in answers for update_id in answer["update_ids"]]
    return {**answers[0], "update_ids": ids, "messages": [answer["message"] for answer in answers]}


def react(world: World, person: Person, wanted: Wanted) -> Done:
    """Sets one reaction, or takes it back with an empty emoji. Delivered only if allowed_updates asks for it."""
    chat = chat_of(world, person, wanted)
    message = chat.live(int(wanted["message_id"]))
    if message is None:
        raise ControlError(f"no message {wanted['message_id']} to react to", 404)
    old = message.reactions.get(person.id, [])
    new = [{"type": "emoji", "emoji": wanted["emoji"]}] if wanted.get("emoji") else []
    message.reactions[person.id] = new
    world.touched(chat, message)
    payload = {
        "chat": chat.brief(),
        "message_id": message.id,
        "user": person.user(),
        "date": int(world.clock.now()),
        "old_reaction": old,
        "new_reaction": new,
    }
    return done(world, None, world.updates.add("message_reaction", payload, chat.id))


def vote(world: World, person: Person, wanted: Wanted) -> Done:
    chat = chat_of(world, person, wanted)
    message = chat.live(int(wanted["message_id"]))
    poll = world.polls.of(message) if message is not None else None
    if message is None or poll is None:
        raise ControlError("no poll of the bot's in that message", 404)
    if poll.data["is_closed"]:
        raise ControlError("the poll is closed", 409)
    options = [int(option) for option in wanted.get("options", [])]
    if any(not 0 <= option < len(poll.data["options"]) for option in options):
        raise ControlError("the poll has no such option")
    if len(options) > 1 and not poll.data["allows_multiple_answers"]:
        raise ControlError("the poll allows one answer")
    poll.vote(person.id, options)
    world.touched(chat, message)
    chosen = {"option_ids": options, "option_persistent_ids": [str(option) for option in options]}
    answer = {"poll_id": poll.data["id"], "user": person.user(), **chosen}
    named = None if poll.data["is_anonymous"] else world.updates.add("poll_answer", answer, chat.id)
    return done(world, None, named, world.updates.add("poll", poll.data, chat.id))
