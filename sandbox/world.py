"""One bot's world: its people, chats, messages, updates, files, limits and faults, isolated from every other bot's."""

import random
import secrets
import string
import time
from collections.abc import Awaitable, Callable
from typing import Any

from sandbox.callbacks import Callbacks
from sandbox.changes import Changes
from sandbox.chats import Chat, Chats
from sandbox.clock import Clock
from sandbox.commands import CommandMenus
from sandbox.faults import Faults
from sandbox.files import Files
from sandbox.limits import Limits
from sandbox.log import LogFile, WorldLog
from sandbox.messages import Message
from sandbox.payments import Payments
from sandbox.people import People, Person
from sandbox.polls import Polls
from sandbox.profile import Profile
from sandbox.updates import Update, Updates
from sandbox.webhook import Webhook

Performer = Callable[["World", str, dict[str, Any]], Awaitable[object]]
_TOKEN_ALPHABET = string.ascii_letters + string.digits + "_-"


class World:
    def __init__(self, bot_id: int, clock: Clock, log_file: LogFile, strict_limits: bool, seed: str) -> None:
        self.bot_id = bot_id
        self.dice = random.Random(seed)
        self.clock = clock
        self.log = WorldLog(log_file, bot_id)
        self.token: str | None = None
        self.revoked = False
        self.profile = Profile(bot_id)
        self.people = People()
        self.chats = Chats()
        self.changes = Changes()
        self.updates = Updates(self.dice, self._record_update)
        self.limits = Limits(strict_limits)
        self.faults = Faults(self.dice)
        self.callbacks = Callbacks(self.changes)
        self.commands = CommandMenus()
        self.files = Files(bot_id)
        self.payments = Payments()
        self.polls = Polls()
        self.webhook = Webhook(self)
        self.perform: Performer | None = None
        self._last_message_id = self.dice.randrange(1, 50)

    def token_fits(self, token: str) -> bool:
        """The first token seen for a bot id is its token; a revoked one never fits again."""
        if self.revoked:
            return False
        if self.token is None:
            self.token = token
        return secrets.compare_digest(self.token, token)

    async def perform_quietly(self, method: str, params: dict[str, Any]) -> None:
        """Runs a call that came as the answer to a webhook."""
        if self.perform is not None:
            await self.perform(self, method, params)

    def next_message_id(self, chat: Chat) -> int:
        """Private chats and small groups share the account's sequence; supergroups and channels have their own."""
        if chat.counts_its_own_ids:
            chat.last_id += 1
            return chat.last_id
        self._last_message_id += 1
        return self._last_message_id

    def unguessable(self, length: int = 24) -> str:
        return "".join(self.dice.choice(_TOKEN_ALPHABET) for _ in range(length))

    def find_chat(self, wanted: Any) -> Chat | None:
        """By id or @username. A person nobody has met yet is not a chat."""
        text = str(wanted)
        if text.startswith("@"):
            person = self.people.by_username(text[1:])
            return self.chats.private(person) if person else None
        try:
            chat_id = int(text)
        except ValueError:
            return None
        chat = self.chats.find(chat_id)
        if chat is None:
            known = self.people.find(chat_id)
            chat = self.chats.private(known) if known else None
        return chat

    def post(self, chat: Chat, sender: Person | None, content: dict[str, Any], effect: str | None = None) -> Message:
        """Stores a new message from a person, or from the bot when `sender` is None."""
        at = self.clock.now()
        message_id = self.next_message_id(chat)
        data: dict[str, Any] = {"message_id": message_id}
        if chat.type != "channel":
            data["from"] = self.profile.user() if sender is None else sender.user()
        data["chat"] = chat.brief()
        data["date"] = int(at)
        data.update(content)
        message = Message(data, at, from_bot=sender is None, effect=effect)
        chat.messages[message_id] = message
        if sender is None:
            chat.typing_until = 0.0
        self.touched(chat, message)
        return message

    def touched(self, chat: Chat, message: Message) -> None:
        """Tells the page that a message is new or changed."""
        self.changes.touch(chat.id)
        message.change = self.changes.count

    def announce(self, message: Message, kind: str = "message") -> int | None:
        """The update that tells the bot of a message; its id."""
        return self.updates.add(kind, message.snapshot(), message.data["chat"]["id"])

    def membership(self, chat: Chat, actor: Person, old: str, new: str) -> int | None:
        """The my_chat_member update for a change of the bot's own status."""
        payload = {
            "chat": chat.brief(),
            "from": actor.user(),
            "date": int(self.clock.now()),
            "old_chat_member": self.bot_member(old),
            "new_chat_member": self.bot_member(new),
        }
        return self.updates.add("my_chat_member", payload, chat.id)

    def bot_member(self, status: str) -> dict[str, Any]:
        member: dict[str, Any] = {"user": self.profile.user(), "status": status}
        if status == "kicked":
            member["until_date"] = 0
        if status == "administrator":
            member.update(_ADMINISTRATOR_RIGHTS)
        return member

    def state(self) -> dict[str, Any]:
        return {
            "bot": self.profile.view(),
            "people": [person.view() for person in self.people.all()],
            "chats": [chat.view() for chat in self.chats.all()],
            "clock": self.clock.view(),
            "change": self.changes.count,
        }

    def _record_update(self, update: Update) -> None:
        self.log.write(
            "update",
            self.clock.now(),
            method=None,
            update_id=update.id,
            delivery=update.delivered,
            update_type=update.kind,
            chat_id=update.chat_id,
            waited=time.monotonic() - update.born,
        )


_ADMINISTRATOR_RIGHTS = {
    "can_be_edited": False,
    "is_anonymous": False,
    "can_manage_chat": True,
    "can_delete_messages": True,
    "can_manage_video_chats": True,
    "can_restrict_members": True,
    "can_promote_members": False,
    "can_change_info": True,
    "can_invite_users": True,
    "can_pin_messages": True,
    "can_manage_topics": True,
    "can_post_stories": False,
    "can_edit_stories": False,
    "can_delete_stories": False,
    "can_send_welcome_messages": False,
}
