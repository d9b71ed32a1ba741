"""Puts the house together. Tests and the demo call the very same functions as `run`."""

import asyncio
import gc
import os
import secrets
import signal
from collections.abc import Callable
from dataclasses import dataclass

import structlog
from aiogram import Bot

from bot.clock import ShiftedClock
from bot.direct import Direct
from bot.dispatch import Dispatch
from bot.intake import Intake
from bot.nursery import Nursery
from bot.polling import Polling
from bot.renderer import Renderer
from bot.ringing import Ringing
from bot.sending.api import TelegramApi
from bot.sending.sender import Sender
from bot.settings import Settings
from bot.ticks import Ticks
from bot.troubles import Troubles
from bot.worker import Worker
from sales.clock import Clock
from sales.playbook import Playbook
from sales.ports import Chat, Desk
from storage.database import Database

log = structlog.get_logger(__name__)

Checkpoint = Callable[[str], None]


@dataclass(slots=True)
class House:
    """What every part shares. Only `playbook` ever changes, on /reload."""

    database: Database
    renderer: Renderer
    clock: Clock
    desk: Desk
    playbook: Playbook
    default_language: str


class App:
    """Everything that runs, started in order and stopped in the opposite one."""

    def __init__(
        self,
        settings: Settings,
        house: House,
        api: TelegramApi,
        bot: Bot,
        *,
        checkpoint: Checkpoint,
    ) -> None:
        self.house = house
        self.settings = settings
        self.owner = f"{os.getpid()}-{secrets.token_hex(4)}"
        self.nursery = Nursery()
        self.api = api
        self.bot = bot
        direct = Direct(api, self.nursery)
        self.troubles = Troubles(house)
        self.sender = Sender(
            database=house.database,
            api=api,
            renderer=house.renderer,
            clock=house.clock,
            spawn=self.nursery.spawn,
            owner=self.owner,
            rate=settings.messages_per_second,
            on_event=self.troubles.on_sender_event,
            checkpoint=checkpoint,
        )
        self.dispatch = Dispatch(bot, house, direct)
        self.worker = Worker(
            house.database,
            house.clock,
            self.nursery,
            owner=self.owner,
            handle=self.dispatch.handle,
            give_up=self.troubles.give_up,
            checkpoint=checkpoint,
        )
        self.intake = Intake(house.database, house.clock, bot.id)
        self.polling = Polling(api, self.intake, arrived=self.worker.nudge)
        self.ticks = Ticks(house.database, house.clock, Ringing(house).ring, is_leader=lambda: True)
        house.database.after_commit = lambda tx: self.sender.nudge(tx.outgoing)

    async def start(self) -> None:
        await self.worker.reclaim(everything=self.house.database.dialect == "sqlite")
        self.nursery.spawn(self.sender.run(), name="sender")
        self.nursery.spawn(self.worker.run(), name="worker")
        await self.api.ask("deleteWebhook", {"drop_pending_updates": False})
        self.nursery.spawn(self.polling.run(), name="polling")
        self.ticks.start()
        if isinstance(self.house.clock, ShiftedClock):
            self.nursery.spawn(self._follow_shifts(self.house.clock), name="time-travel")
        gc.collect()
        gc.freeze()  # aiogram's types stay forever: the collector need not look at them again
        log.info("started", bot=self.house.desk.bot_username, database=self.house.database.dialect)

    async def stop(self) -> None:
        """Within ten seconds: take nothing new, finish what runs, leave no call in doubt."""
        self.ticks.stop()
        await self.worker.stop(4.0)
        await self.sender.drain(4.0)
        await self.nursery.close()
        await self.api.close()
        await self.bot.session.close()
        await self.house.database.close()
        log.info("stopped")

    async def _follow_shifts(self, clock: ShiftedClock) -> None:
        while True:
            if clock.refresh():
                await self.ticks.tick()
                self.worker.nudge()
                self.sender.nudge([])
            await asyncio.sleep(0.2)


async def until_asked_to_stop() -> None:
    loop, asked = asyncio.get_running_loop(), asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, asked.set)
    await asked.wait()


def desk_of(settings: Settings, bot_username: str) -> Desk:
    chat = (
        None if settings.staff_chat_id is None else Chat(id=settings.staff_chat_id, language=settings.default_language)
    )
    return Desk(staff_chat=chat, bot_username=bot_username, timezone=settings.timezone)
