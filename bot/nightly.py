"""The night's work of the leader: all open leads judged anew, in short transactions with pauses between them."""

import asyncio
from collections.abc import Callable
from time import perf_counter

import structlog

from bot.container import Scope, Surroundings, build
from sales.usecases.judge_overnight import JudgeOvernight
from storage.errors import Deposed, StorageUnavailable
from storage.transaction import Tx

log = structlog.get_logger(__name__)

BITE = 50


class Nightly:
    """Cheap to ask often: nothing is due most of the day. As long as a bite takes, others get the database."""

    def __init__(self, house: Surroundings, *, is_leader: Callable[[], bool], confirm: Callable[[Tx], None]) -> None:
        self._house = house
        self._is_leader = is_leader
        self._confirm = confirm
        self._running = asyncio.Lock()

    async def run(self) -> int:
        """How many leads were judged."""
        if self._running.locked():
            return 0
        judged = 0
        async with self._running:
            try:
                while self._is_leader() and (done := await self._bite()):
                    judged += done
            except (StorageUnavailable, Deposed) as error:
                log.warning("the night's work waits", error=str(error))
        if judged:
            log.info("leads judged overnight", leads=judged)
        return judged

    async def _bite(self) -> int:
        begun = perf_counter()
        try:
            done = await self._write(BITE)
        except (StorageUnavailable, Deposed):
            raise
        except Exception as error:
            log.error("a bite of the night's work failed", error=type(error).__name__, exc_info=error)
            done = await self._one_by_one()
        await asyncio.sleep(perf_counter() - begun)
        return done

    async def _one_by_one(self) -> int:
        """Somewhere in that bite is a lead that cannot be judged: the others must not wait for it."""
        for number in range(1, BITE + 1):
            try:
                if not await self._write(1):
                    return number - 1
            except (StorageUnavailable, Deposed):
                raise
            except Exception:
                lead = await self._house.database.write(lambda tx: self._judge(tx).pass_over())
                log.error("a lead could not be judged", lead=lead)
                return number
        return BITE

    async def _write(self, limit: int) -> int:
        return await self._house.database.write(lambda tx: self._judge(tx)(limit))

    def _judge(self, tx: Tx) -> JudgeOvernight:
        self._confirm(tx)
        return build(JudgeOvernight, Scope.of(self._house, tx, None))
