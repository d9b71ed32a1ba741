"""Puts the house together and runs it. Tests and the demo call the very same functions as `run`."""

import asyncio
import gc
import os
import secrets
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

import structlog
from aiogram import Bot
from aiohttp import web

from bot.clock import ShiftedClock
from bot.direct import Direct
from bot.dispatch import Dispatch
from bot.health import Health
from bot.intake import ALLOWED_UPDATES, Intake
from bot.leading import Leading
from bot.learning import Learning
from bot.menus import Menus
from bot.nightly import Nightly
from bot.nursery import Nursery
from bot.pages import Pages
from bot.polling import Polling
from bot.reloading import PlaybookReload
from bot.renderer import Renderer
from bot.ringing import Ringing
from bot.sending.api import TelegramApi, TelegramRefused, TelegramUnreachable
from bot.sending.parcels import Parcels
from bot.sending.ports import Checkpoint
from bot.sending.sender import Sender
from bot.sending.shelf import Shelf
from bot.settings import Settings
from bot.ticks import Ticks
from bot.troubles import Troubles
from bot.webhook import Webhook
from bot.worker import Worker
from sales.clock import Clock
from sales.playbook import Playbook
from sales.ports import Desk
from sales.timers import Timer
from storage.database import Database, leadership_of
from storage.transaction import Tx

log = structlog.get_logger(__name__)

MEDIA_FOLDER = "media"  # of the playbook
LARGEST_UPDATE = 1024 * 1024
DOOR_PAUSE = 2.0  # seconds before Telegram is told again where updates should come


@dataclass(slots=True)
class House:
    """What every part shares. Only `playbook` ever changes, on /reload."""

    database: Database
    renderer: Renderer
    clock: Clock
    desk: Desk
    playbook: Playbook
    default_language: str
    admin_ids: frozenset[int]


@dataclass(slots=True)
class App:
    """Everything that runs, started in order and stopped in the opposite one."""

    settings: Settings
    house: House
    api: TelegramApi
    bot: Bot
    checkpoint: Checkpoint
    nursery: Nursery = field(init=False)
    pages: Pages = field(init=False)
    troubles: Troubles = field(init=False)
    worker: Worker = field(init=False)
    intake: Intake = field(init=False)
    ringing: Ringing = field(init=False)
    ticks: Ticks = field(init=False)
    nightly: Nightly = field(init=False)
    leading: Leading = field(init=False)
    health: Health = field(init=False)
    menus: Menus = field(init=False)
    reload: PlaybookReload = field(init=False)
    learning: Learning = field(init=False)
    stop_asked: asyncio.Event = field(init=False, default_factory=asyncio.Event)
    exit_reason: str = field(init=False, default="")
    _runners: list[web.AppRunner] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        house = self.house
        self.nursery = Nursery()
        self.pages = Pages(languages=house.playbook.business.languages)
        self.troubles = Troubles(house)
        self.reload = PlaybookReload(house, self.settings.playbook_dir)
        dispatch = Dispatch(self.bot, house, Direct(self.api, self.nursery), self.checkpoint, self.reload)
        self.worker = Worker(
            house.database,
            house.clock,
            self.nursery,
            owner=_new_owner(),
            handle=dispatch.handle,
            give_up=self.troubles.give_up,
            checkpoint=self.checkpoint,
        )
        self.intake = Intake(house.database, house.clock, self.bot.id, arrived=self.worker.nudge)
        self.leading = Leading(
            leadership_of(self.settings.database_url),
            self.nursery,
            new_owner=_new_owner,
            make_sender=self._make_sender,
            duties=self._duties,
            token_died=self._token_died,
        )
        self.ringing = Ringing(house)
        self.ticks = Ticks(house.database, house.clock, self._ring, is_leader=lambda: self.leading.leads)
        self.nightly = Nightly(house, is_leader=lambda: self.leading.leads, confirm=self.leading.confirm)
        self.health = Health(house.database)
        self.menus = Menus(house, self.api)
        self.learning = Learning(house, is_leader=lambda: self.leading.leads)
        house.database.after_commit = self.leading.announce

    async def start(self) -> None:
        await self.worker.reclaim(everything=self.house.database.dialect == "sqlite")
        self.nursery.spawn(self.health.watch(), name="health")
        self.nursery.spawn(self.worker.run(), name="worker")
        self.nursery.spawn(self.leading.run(), name="leading")
        await self._listen()
        self.ticks.start(
            (self._reclaim, 5.0),
            (self._publish_menus, 10.0),
            (self.nightly.run, 30.0),
            (self.reload.follow, 5.0),
            (self.learning.follow, 2.0),
        )
        if isinstance(self.house.clock, ShiftedClock):
            self.nursery.spawn(self._follow_shifts(self.house.clock), name="time-travel")
        gc.collect()
        gc.freeze()  # aiogram's types stay forever: the collector need not look at them again
        log.info("started", bot=self.house.desk.bot_username, database=self.house.database.dialect)

    async def stop(self) -> None:
        """Within ten seconds: take nothing new, finish what runs, leave no call in doubt."""
        self.ticks.stop()
        for runner in self._runners:
            await runner.cleanup()
        await self.worker.stop(4.0)
        await self.leading.stop(4.0)
        await self.nursery.close()
        await self.api.close()
        await self.bot.session.close()
        await self.house.database.close()
        log.info("stopped")

    def _make_sender(self, owner: str) -> Sender:
        return Sender(
            database=self.house.database,
            api=self.api,
            renderer=self.house.renderer,
            parcels=self._make_parcels(),
            clock=self.house.clock,
            spawn=self.nursery.spawn,
            owner=owner,
            rate=self.settings.messages_per_second,
            on_event=self.troubles.on_sender_event,
            checkpoint=self.checkpoint,
        )

    def _make_parcels(self) -> Parcels:
        shelf = Shelf(self.settings.playbook_dir / MEDIA_FOLDER)
        return Parcels(self.house.database, shelf, self.pages, bot_id=self.bot.id)

    def _ring(self, tx: Tx, timer: Timer, now: datetime) -> None:
        self.leading.confirm(tx)
        self.ringing.ring(tx, timer, now)

    async def _duties(self) -> None:
        """What only the leader does beside sending: say where updates should come, or fetch them."""
        self.nursery.spawn(self.menus.publish(), name="menus")
        while True:
            try:
                await self._choose_door()
            except (TelegramRefused, TelegramUnreachable) as error:
                log.warning("Telegram does not know yet where to send updates", error=str(error))
                await asyncio.sleep(DOOR_PAUSE)
            else:
                break
        if not self.settings.webhook_url:
            await Polling(self.api, self.intake).run()

    async def _choose_door(self) -> None:
        if self.settings.webhook_url:
            await self.api.ask(
                "setWebhook",
                {
                    "url": self.settings.webhook_url,
                    "secret_token": self.settings.webhook_secret.get_secret_value(),
                    "allowed_updates": ALLOWED_UPDATES,
                    "max_connections": 100,
                },
            )
            return
        await self.api.ask("deleteWebhook", {"drop_pending_updates": False})

    async def _listen(self) -> None:
        ports: dict[int, web.Application] = {}
        if self.settings.webhook_url:
            application = ports.setdefault(self.settings.webhook_port, web.Application(client_max_size=LARGEST_UPDATE))
            secret = self.settings.webhook_secret.get_secret_value()
            path = urlsplit(self.settings.webhook_url).path or "/"
            Webhook(self.intake, secret).attach(application, path)
        if self.settings.metrics_port:
            ports.setdefault(self.settings.metrics_port, web.Application())
        for port, application in ports.items():
            self.health.attach(application)
            runner = web.AppRunner(application, access_log=None)
            await runner.setup()
            self._runners.append(runner)
            await web.TCPSite(runner, port=port).start()

    async def _reclaim(self) -> None:
        if await self.worker.reclaim(everything=False):
            self.worker.nudge()

    async def _publish_menus(self) -> None:
        if self.leading.leads:
            await self.menus.publish()

    async def _follow_shifts(self, clock: ShiftedClock) -> None:
        while True:
            if clock.refresh():
                await self.ticks.tick()
                await self.nightly.run()
                self.worker.nudge()
                self.leading.nudge()
            await asyncio.sleep(0.2)

    def _token_died(self) -> None:
        self.exit_reason = "Telegram no longer accepts BOT_TOKEN: put the new one into .env and start again"
        self.stop_asked.set()


def _new_owner() -> str:
    return f"{os.getpid()}-{secrets.token_hex(4)}"
