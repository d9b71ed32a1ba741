"""A timer rings: which use case it is for, run in the timer's own transaction."""

from datetime import datetime
from typing import Any

from bot.container import Scope, Surroundings, build
from sales.timers import Timer, TimerKind
from sales.usecases.check_ins import AskCheckIn
from sales.usecases.follow_up import RingTask
from sales.usecases.lead_news import TellLeadNews
from sales.usecases.nudge_quiz import NudgeQuiz
from sales.usecases.watch_leads import EscalateLead, RemindLead
from storage.timers import Timers
from storage.transaction import Tx

RINGS: dict[TimerKind, type[Any]] = {
    TimerKind.QUIZ_NUDGE: NudgeQuiz,
    TimerKind.FOLLOW_UP: RingTask,
    TimerKind.LEAD_REMINDER: RemindLead,
    TimerKind.LEAD_ESCALATION: EscalateLead,
    TimerKind.LEAD_NEWS: TellLeadNews,
    TimerKind.CHECK_IN: AskCheckIn,
}


class TimerGone(Exception):
    """Cancelled or rung by someone else meanwhile: nothing of ours may stay."""


class Ringing:
    def __init__(self, house: Surroundings) -> None:
        self._house = house

    def ring(self, tx: Tx, timer: Timer, now: datetime) -> None:
        """The use case says what became of the timer; the row is closed or moved in the same transaction."""
        settled = build(RINGS[timer.kind], Scope.of(self._house, tx, None))(timer)
        timers = Timers(tx)
        if settled.again_at is not None:
            timers.postpone(timer.id, settled.again_at)
        elif not timers.close(timer.id, now=now, state=settled.state, reason=settled.reason):
            raise TimerGone
