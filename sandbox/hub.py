"""All worlds of the server, found by token or by bot id."""

import re
import secrets
from pathlib import Path

from sandbox.clock import Clock
from sandbox.errors import ApiError, ControlError
from sandbox.log import LogFile
from sandbox.world import Performer, World

_TOKEN = re.compile(r"(\d{3,19}):[A-Za-z0-9_-]{30,}")


class Hub:
    def __init__(self, clock: Clock, log_path: Path | None, strict_limits: bool, seed: int | None) -> None:
        self.clock = clock
        self.log_file = LogFile(log_path)
        self._strict = strict_limits
        self._seed = secrets.randbits(32) if seed is None else seed
        self._worlds: dict[int, World] = {}
        self._made = 0
        self.perform: Performer | None = None

    def by_token(self, token: str) -> World:
        """Raises 404 for an ill-formed token and 401 for a wrong or revoked one."""
        match = _TOKEN.fullmatch(token)
        if match is None:
            raise ApiError(404, "Not Found")
        world = self.by_bot_id(int(match[1]))
        if not world.token_fits(token):
            raise ApiError(401, "Unauthorized")
        return world

    def by_bot_id(self, bot_id: int) -> World:
        """A world comes to be with its first use, from either side."""
        world = self._worlds.get(bot_id)
        if world is None:
            if bot_id < 100:
                raise ControlError("a bot's id has three digits or more")
            self._made += 1  # a world begun anew must not repeat the update ids of the one before
            seed = f"{self._seed}/{bot_id}/{self._made}"
            world = World(bot_id, self.clock, self.log_file, self._strict, seed)
            world.perform = self.perform
            self._worlds[bot_id] = world
        return world

    def forget(self, bot_id: int) -> World | None:
        return self._worlds.pop(bot_id, None)

    def all(self) -> list[World]:
        return list(self._worlds.values())
