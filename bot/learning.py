"""A score is learned: asked for by a row, done in a thread of its own, told about when it is there."""

import asyncio
from collections.abc import Callable
from datetime import datetime

import structlog

from bot.container import Scope, Surroundings, build
from sales.learning import LearnedModel
from sales.learning.runs import Closed, Report, Training
from sales.learning.training import NEWEST, TooFewOutcomes, train
from sales.usecases.announce_score import AnnounceScore
from sales.usecases.switch_score import RetireScore
from storage.learning import ScoreModels
from storage.transaction import Tx

log = structlog.get_logger(__name__)

Learned = tuple[LearnedModel | None, Report | None]


class Learning:
    """The row survives a restart: whoever leads then learns anew, and only the first result is taken.

    Nothing is locked meanwhile: the leads come from one short read, and the model goes back in one short write. Plain
    Python in a thread makes an answer 20 ms slower while it runs (two seconds for 20,000 leads), it stops nothing.
    """

    def __init__(self, house: Surroundings, *, is_leader: Callable[[], bool]) -> None:
        self._house = house
        self._is_leader = is_leader

    async def follow(self) -> None:
        if not self._is_leader():
            return
        training, is_outdated = await self._house.database.read(_look)
        if is_outdated:
            await self._house.database.write(lambda tx: build(RetireScore, self._scope(tx))())
        if training is not None:
            await self._learn(training)

    async def _learn(self, training: Training) -> None:
        leads, total = await self._house.database.read(_closed_leads)
        model, report = await asyncio.to_thread(_learned, leads, training.id, total - len(leads))
        await self._house.database.write(lambda tx: self._finish(tx, training, model, report))

    def _finish(self, tx: Tx, training: Training, model: LearnedModel | None, report: Report | None) -> None:
        now: datetime = self._house.clock.now()
        if ScoreModels(tx).finish(training.id, model, report, now):
            build(AnnounceScore, self._scope(tx))(training.id)

    def _scope(self, tx: Tx) -> Scope:
        return Scope.of(self._house, tx, None)


def _look(tx: Tx) -> tuple[Training | None, bool]:
    models = ScoreModels(tx)
    return models.running(), models.active_id() is not None and models.active() is None


def _closed_leads(tx: Tx) -> tuple[list[Closed], int]:
    models = ScoreModels(tx)
    return list(models.closed_leads(NEWEST)), models.outcomes().total


def _learned(leads: list[Closed], id: int, left_out: int) -> Learned:
    try:
        model, report = train(leads, id=id, left_out=left_out)
    except TooFewOutcomes:
        return None, None
    except Exception as error:  # told as refused: a row that fails every two seconds helps nobody
        log.error("learning failed", error=type(error).__name__, exc_info=error)
        return None, None
    return model, report
