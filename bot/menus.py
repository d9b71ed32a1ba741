"""Command menus in Telegram, by role and language. They hide, they do not protect: rights are checked in code."""

import asyncio
from typing import Any

import structlog

from bot.container import Surroundings
from bot.sending.api import TelegramApi
from handlers.menus import MENUS
from sales.people import Role
from storage.people import Staff

log = structlog.get_logger(__name__)


class Menus:
    """`publish` may be called often: it only says what changed since it last spoke."""

    def __init__(self, house: Surroundings, api: TelegramApi) -> None:
        self._house = house
        self._api = api
        self._shown: dict[int, tuple[Role, str]] = {}
        self._default_shown = False
        self._speaking = asyncio.Lock()

    async def publish(self) -> None:
        async with self._speaking:
            await self._publish()

    async def _publish(self) -> None:
        if not self._default_shown:
            await self._publish_default()
        staff = await self._house.database.read(lambda tx: Staff(tx).all())
        wanted = {person.telegram_id: (person.role, person.language) for person in staff if person.telegram_id}
        for chat_id in self._shown.keys() - wanted.keys():
            await self._say("deleteMyCommands", {"scope": {"type": "chat", "chat_id": chat_id}})
            del self._shown[chat_id]
        for chat_id, (role, language) in wanted.items():
            if self._shown.get(chat_id) != (role, language):
                commands = self._commands(role, language)
                scope = {"type": "chat", "chat_id": chat_id}
                if await self._say("setMyCommands", {"scope": scope, "commands": commands}):
                    self._shown[chat_id] = (role, language)  # refused until they press Start: tried again

    async def _publish_default(self) -> None:
        languages = self._house.playbook.business.languages
        for language in languages:
            commands = self._commands(Role.CUSTOMER, language)
            await self._say("setMyCommands", {"commands": commands, "language_code": language})
            if language == self._house.default_language:
                await self._say("setMyCommands", {"commands": commands})
        for language in languages:
            name = self._house.renderer.plain(language, "commands/about_short", {})
            about = self._house.renderer.plain(language, "commands/about", {})
            await self._say("setMyShortDescription", {"short_description": name, "language_code": language})
            await self._say("setMyDescription", {"description": about, "language_code": language})
        self._default_shown = True

    def _commands(self, role: Role, language: str) -> list[dict[str, str]]:
        render = self._house.renderer.plain
        return [{"command": name, "description": render(language, f"commands/{name}", {})} for name in MENUS[role]]

    async def _say(self, method: str, payload: dict[str, Any]) -> bool:
        answer = await self._api.call(method, payload)
        if answer.status != 200:
            log.debug("menu not taken", method=method, status=answer.status)
        return answer.status == 200
