"""The tests' hands and eyes in Telegram: starts the sandbox as a process and acts in it as people do, over HTTP.

A test reads as its user: `await anna.starts("code")`, `await anna.taps("Взять")`, `await anna.sees("Спасибо")`.
"""

import asyncio
import subprocess
import time
from dataclasses import dataclass
from typing import Any, Self

from aiohttp import ClientSession, ClientTimeout

from tests.support.log_watch import WATCH
from tests.support.reading import captions, readable, transcript
from tests.support.sandbox_process import end, launch

TOKEN = "700100:AAE-test_token_of_the_sandbox_0123456789"
Json = dict[str, Any]
RECENT = 100  # messages back that a person looks for words and buttons


class Refused(AssertionError):
    """The control API said that a step makes no sense."""


class Sandbox:
    """`async with await Sandbox.start() as sandbox:` or, for one that already runs, `Sandbox.connect(url)`."""

    def __init__(self, url: str, process: subprocess.Popen[str] | None = None) -> None:
        self.url = url
        self.process = process
        self.session = ClientSession(timeout=ClientTimeout(total=90))

    @classmethod
    async def start(cls, **options: Any) -> Self:
        """Options: limits ("off" unless "strict" is asked), clock_file, log, seed."""
        process, url = await asyncio.to_thread(lambda: launch(**options))
        return cls(url, process)

    @classmethod
    async def connect(cls, url: str) -> Self:
        return cls(url)

    async def stop(self) -> None:
        await self.session.close()
        if self.process is not None:
            process, self.process = self.process, None
            await asyncio.to_thread(end, process)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    def world(self, token: str = TOKEN) -> "World":
        return World(self, token)

    async def ask(self, verb: str, path: str, body: Json | None = None, **query: Any) -> Any:
        """One control request. Raises Refused with its sentence."""
        params = {"as" if k == "viewer" else k: _word(v) for k, v in query.items() if v is not None}
        async with self.session.request(verb, f"{self.url}/sandbox{path}", json=body, params=params) as answer:
            payload = await answer.json()
            if answer.status >= 400:
                raise Refused(payload["error"])
            return payload


@dataclass
class Group:
    id: int
    title: str
    world: "World"

    async def messages(self) -> list[Json]:
        return await self.world.messages(self.id)

    async def migrate(self) -> "Group":
        answer = await self.world.ask("POST", f"/chats/{self.id}/migrate", {})
        return Group(answer["id"], self.title, self.world)

    async def kick(self) -> None:
        await self.world.ask("POST", f"/chats/{self.id}/kick", {})

    async def topic(self, name: str) -> int:
        return (await self.world.ask("POST", f"/chats/{self.id}/topics", {"name": name}))["id"]


@dataclass
class World:
    """One bot's Telegram."""

    sandbox: Sandbox
    token: str

    @property
    def bot_id(self) -> int:
        return int(self.token.partition(":")[0])

    @property
    def api_url(self) -> str:
        return f"{self.sandbox.url}/bot{self.token}"

    async def ask(self, verb: str, path: str, body: Json | None = None, **query: Any) -> Any:
        return await self.sandbox.ask(verb, f"/{self.bot_id}{path}", body, **query)

    async def api(self, method: str, **params: Any) -> Json:
        """A Bot API call as the bot would make it; the whole answer."""
        async with self.sandbox.session.post(f"{self.api_url}/{method}", json=params) as answer:
            return await answer.json(content_type=None)

    async def person(self, name: str, **fields: Any) -> "Person":
        made = await self.ask("POST", "/people", {"first_name": name, **fields})
        return Person(made["id"], name, self)

    async def crowd(self, count: int, first_id: int = 800_000_001) -> range:
        """Many people at once, all of whom have pressed Start; their ids."""
        made = await self.ask("POST", "/crowd", {"count": count, "first_id": first_id})
        return range(made["first_id"], made["last_id"] + 1)

    async def group(self, title: str, *members: "Person", **fields: Any) -> Group:
        made = await self.ask("POST", "/chats", {"title": title, "members": [m.id for m in members], **fields})
        return Group(made["id"], title, self)

    async def state(self) -> Json:
        return await self.ask("GET", "/state")

    async def messages(self, chat_id: int, viewer: int | None = None) -> list[Json]:
        return (await self.ask("GET", f"/chats/{chat_id}/messages", viewer=viewer))["messages"]

    async def log(self, **filters: Any) -> list[Json]:
        """Log entries; filters: since, kind, method, chat_id, accepted …"""
        return (await self.ask("GET", "/log", **filters))["entries"]

    async def fault(self, action: str, **wanted: Any) -> int:
        return (await self.ask("POST", "/faults", {"action": action, **wanted}))["id"]

    async def no_faults(self) -> None:
        await self.ask("DELETE", "/faults")

    async def delivery(self, **programme: Any) -> None:
        await self.ask("POST", "/delivery", programme)

    async def limits(self) -> Json:
        return await self.ask("GET", "/limits")

    async def forward(self, *, days: float = 0, hours: float = 0, minutes: float = 0, seconds: float = 0) -> Json:
        """Moves the sandbox clock (for all worlds); negative values move it back."""
        total = ((days * 24 + hours) * 60 + minutes) * 60 + seconds
        return await self.sandbox.ask("POST", "/clock", {"forward": total})

    async def changed(self, since: int, within: float) -> None:
        """Waits until something changes after `since`, at most `within` seconds."""
        await self.ask("GET", "/changes", since=since, timeout=within)


@dataclass
class Tap:
    """A press; `button` is set instead of an id for buttons that open a link or an invoice."""

    id: str | None
    world: World
    button: Json | None = None

    async def answered(self, within: float = 2) -> Json:
        """Waits for the bot's answer: {"text", "alert", "after_ms"}."""
        until = time.monotonic() + within
        while True:
            seen = await self.world.ask("GET", f"/callbacks/{self.id}")
            if seen["answered"]:
                return seen
            if time.monotonic() > until:
                raise AssertionError(f"the press was not answered within {within} s")
            await asyncio.sleep(0.02)


def _word(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


@dataclass
class Person:
    """Someone in Telegram. `mark` is the world's change counter at this person's last step."""

    id: int
    name: str
    world: World
    mark: int = 0

    async def does(self, deed: str, /, *, chat: Group | int | None = None, **wanted: Any) -> Json:
        """One deed of the control API; `chat` is a group, the private chat when absent."""
        if chat is not None:
            wanted["chat_id"] = _chat_id(chat)
        WATCH.hears(wanted.get("text"))
        answer = await self.world.ask("POST", f"/people/{self.id}/{deed}", wanted)
        self.mark = answer.get("change", self.mark)
        return answer

    async def starts(self, payload: str = "") -> Json:
        return await self.does("start", payload=payload)

    async def says(self, text: str, **wanted: Any) -> Json:
        return await self.does("say", text=text, **wanted)

    async def sends(self, kind: str, **wanted: Any) -> Json:
        return await self.does("send", kind=kind, **wanted)

    async def edits(self, message_id: int, text: str, **wanted: Any) -> Json:
        return await self.does("edit", message_id=message_id, text=text, **wanted)

    async def shares_contact(self, of: "Person | None" = None) -> Json:
        return await self.does("contact", **({"of": of.id} if of else {}))

    async def reacts(self, message_id: int, emoji: str, **wanted: Any) -> Json:
        return await self.does("react", message_id=message_id, emoji=emoji, **wanted)

    async def pays(self, message_id: int) -> Json:
        return await self.does("pay", message_id=message_id)

    async def blocks(self) -> Json:
        return await self.does("block")

    async def unblocks(self) -> Json:
        return await self.does("unblock")

    async def changes(self, **fields: Any) -> Json:
        return await self.world.ask("PATCH", f"/people/{self.id}", fields)

    async def taps(self, caption: str, *, within: float = 2, chat: Group | int | None = None) -> Tap:
        """Presses the newest inline button whose caption contains `caption`; waits up to `within` for it to appear."""
        until = time.monotonic() + within
        while True:
            dialogue, change = await self._look(chat, limit=RECENT)
            for message in reversed(dialogue):
                exact = sorted(captions(message), key=lambda words: words != caption)
                found = next((words for words in exact if caption in words), None)
                if found is not None:
                    return self._tap(await self.does("tap", message_id=message["message_id"], text=found, chat=chat))
            left = until - time.monotonic()
            if left <= 0:
                raise AssertionError(f"{self.name} has no button {caption!r} to press:\n{transcript(dialogue)}")
            await self.world.changed(change, left)

    async def taps_data(self, message_id: int, data: str, *, chat: Group | int | None = None) -> Tap:
        """A press with any data, as a changed client could send."""
        return self._tap(await self.does("tap", message_id=message_id, data=data, chat=chat))

    def _tap(self, answer: Json) -> Tap:
        return Tap(answer["callback_query_id"], self.world, answer.get("button"))

    async def dialogue(self, chat: Group | int | None = None) -> list[Json]:
        """The messages this person can see, oldest first."""
        return (await self._look(chat))[0]

    async def _look(self, chat: Group | int | None, limit: int | None = None) -> tuple[list[Json], int]:
        where = self.id if chat is None else _chat_id(chat)
        seen = await self.world.ask("GET", f"/chats/{where}/messages", viewer=self.id, limit=limit)
        return [message for message in seen["messages"] if not message["deleted"]], seen["change"]

    async def last(self, chat: Group | int | None = None) -> Json:
        dialogue = await self.dialogue(chat)
        assert dialogue, f"{self.name} has no messages"
        return dialogue[-1]

    async def buttons(self, chat: Group | int | None = None) -> list[str]:
        """Captions on the newest message with an inline keyboard."""
        return next((captions(m) for m in reversed(await self.dialogue(chat)) if captions(m)), [])

    async def keyboard(self) -> list[str]:
        """Captions of the reply keyboard under the input field, empty when there is none."""
        seen = await self.world.ask("GET", f"/chats/{self.id}/messages", viewer=self.id)
        rows = (seen["reply_keyboard"] or {}).get("keyboard", [])
        return [button["text"] for row in rows for button in row]

    async def sees(self, text: str, *, within: float = 5, chat: Group | int | None = None) -> Json:
        """The newest message of the bot, made or changed since this person's last step, that contains `text`."""
        until = time.monotonic() + within
        while True:
            dialogue, change = await self._look(chat, limit=RECENT)
            fresh = [m for m in dialogue if m["from_bot"] and m["change"] > self.mark]
            found = next((m for m in reversed(fresh) if text in readable(m)), None)
            if found is not None:
                return found
            left = until - time.monotonic()
            if left <= 0:
                raise AssertionError(f"{self.name} did not see {text!r} within {within} s:\n{transcript(dialogue)}")
            await self.world.changed(change, left)

    async def quiet(self, for_s: float, *, chat: Group | int | None = None) -> None:
        """Asserts that the bot neither writes nor edits for `for_s` seconds from now."""
        _, began = await self._look(chat)
        await asyncio.sleep(for_s)
        dialogue, _ = await self._look(chat)
        heard = [m for m in dialogue if m["from_bot"] and m["change"] > began]
        assert not heard, f"{self.name} expected silence:\n{transcript(heard)}"


def _chat_id(chat: Group | int) -> int:
    return chat if isinstance(chat, int) else chat.id
