"""Simulated people: each presses its next button once the last press was answered and its message changed."""

import asyncio
import json
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import orjson

from bench.wire import BotApi, Hooks, Json

TOKEN = "7000001:AAbenchbenchbenchbenchbenchbenchbench"
BOT = {"id": 7000001, "is_bot": True, "first_name": "Bench", "username": "bench_bot"}
SECRET = "benchbenchbenchbenchbenchbenchbench1"
HOOK_PATH = "/hook"
WISHES = ("qa1:", "qr1:", "qs1")  # answer where there is a question, begin anew where there is none
_NAME = json.loads(Path(__file__).with_name("person.json").read_text(encoding="utf-8"))


@dataclass(slots=True)
class Person:
    id: int
    message_id: int = 0
    text: str = "…"
    markup: Json = field(default_factory=dict)
    sent_at: float = 0.0
    due: int = 0  # calls still expected for this press
    done: Callable[["Person"], None] | None = None


class Crowd:
    """The world one bot lives in: its Bot API, its webhook, its people."""

    def __init__(self) -> None:
        self.people: dict[int, Person] = {}
        self.delays: list[float] = []
        self.ready = asyncio.Event()
        self._updates = 0
        self._messages = 1000
        self._random = random.Random(20)
        self._server: asyncio.Server | None = None
        self.hooks: Hooks | None = None

    async def listen(self) -> int:
        self._server = await asyncio.get_running_loop().create_server(lambda: BotApi(self.answer), "127.0.0.1", 0)
        return int(self._server.sockets[0].getsockname()[1])

    async def connect(self, port: int) -> None:
        self.hooks = Hooks(port, HOOK_PATH, SECRET)
        await self.hooks.open()

    def close(self) -> None:
        if self.hooks is not None:
            self.hooks.close()
        if self._server is not None:
            self._server.close()

    def answer(self, method: str, given: Json) -> object:
        if method == "answerCallbackQuery":
            self._settle(self.people.get(int(given["callback_query_id"])))
            return True
        if method in ("editMessageText", "sendMessage"):
            return self._said(method, given)
        if method == "getMe":
            return {**BOT, "can_join_groups": True}
        if method == "setWebhook":
            self.ready.set()
        return True

    def _said(self, method: str, given: Json) -> Json:
        now = time.perf_counter()
        chat_id = int(given["chat_id"])
        markup = given.get("reply_markup") or {}
        markup = orjson.loads(markup) if isinstance(markup, str) else markup
        person = self.people.get(chat_id)
        if method == "sendMessage":
            self._messages += 1
            message_id = self._messages
        else:
            message_id = int(given["message_id"])
        message = self._message(chat_id, message_id, given["text"], markup)
        if person is not None:
            self.delays.append(now - person.sent_at)
            person.message_id, person.text, person.markup = message_id, given["text"], markup
            self._settle(person)
        return message

    def _message(self, chat_id: int, message_id: int, text: str, markup: Json) -> Json:
        chat = {"id": chat_id, "type": "private", "first_name": _NAME["first_name"], "username": f"anna{chat_id}"}
        message = {"message_id": message_id, "from": BOT, "chat": chat, "date": int(time.time()), "text": text}
        if "inline_keyboard" in markup:
            message["reply_markup"] = markup
        return message

    def _settle(self, person: Person | None) -> None:
        if person is None or not person.due:
            return
        person.due -= 1
        if not person.due and person.done is not None:
            person.done(person)

    def write_start(self, person: Person) -> None:
        person.due = 1
        message = {
            "message_id": 1,
            "from": _user(person),
            "chat": {"id": person.id, "type": "private"},
            "text": "/start",
        }
        message |= {"date": int(time.time()), "entities": [{"type": "bot_command", "offset": 0, "length": 6}]}
        self._post(person, {"message": message})

    def press(self, person: Person) -> None:
        person.due = 2
        query = {
            "id": str(person.id),
            "from": _user(person),
            "message": self._message(person.id, person.message_id, person.text, person.markup),
            "chat_instance": "8134722200314281151",
            "data": self._choose(person.markup),
        }
        self._post(person, {"callback_query": query})

    def _choose(self, markup: Json) -> str:
        found: list[str] = [button["callback_data"] for row in markup.get("inline_keyboard", ()) for button in row]
        for wish in WISHES:
            if fitting := [data for data in found if data.startswith(wish)]:
                return self._random.choice(fitting) if wish == "qa1:" else fitting[0]
        raise AssertionError(f"nothing to press: {found}")

    def _post(self, person: Person, event: Json) -> None:
        self._updates += 1
        person.sent_at = time.perf_counter()
        assert self.hooks is not None, "connect first"
        self.hooks.post(orjson.dumps({"update_id": self._updates, **event}))


def _user(person: Person) -> Json:
    return {"id": person.id, "is_bot": False, "username": f"anna{person.id}", **_NAME}
