"""Counts attempts one by one in constant memory: what is kept grows with the questions, not with the people."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sales.quality.seen import SeenAttempt
from sales.quiz import AttemptStatus, Quiz

STILL_AT_IT = timedelta(hours=1)
"""Whoever did something this recently may be thinking: not counted as gone."""

NARROWING = "tie_breaks"
"""All tie-breaks together: who stops among them stops at this step."""

_TICK_MS = 100
_LONGEST_MS = 600_000


@dataclass(slots=True)
class Times:
    """Answering times in tenths of a second, ten minutes at most: enough for an honest median."""

    ticks: Counter[int] = field(default_factory=Counter)

    def add(self, milliseconds: int) -> None:
        self.ticks[min(milliseconds, _LONGEST_MS) // _TICK_MS] += 1

    def median(self) -> float | None:
        """Seconds; None before the first answer."""
        half, seen = (self.ticks.total() + 1) // 2, 0
        for tick in sorted(self.ticks):
            seen += self.ticks[tick]
            if seen >= half:
                return tick * _TICK_MS / 1000
        return None


@dataclass(slots=True)
class QuestionTally:
    """`reached` and `left` count everyone; `asked` and `skipped` those who were not careless; `chosen` (by facet; by
    option for the warm-up) and `times` those who were neither careless nor flat."""

    reached: int = 0
    left: int = 0
    asked: int = 0
    skipped: int = 0
    chosen: Counter[str] = field(default_factory=Counter)
    times: Times = field(default_factory=Times)


@dataclass(slots=True)
class Retakes:
    """Honest results of people, one after another: how many took it again, and what came first then."""

    people: int = 0
    again: int = 0
    pairs: int = 0
    same: int = 0
    _person: int | None = None
    _top: str = ""
    _times: int = 0

    def add(self, person_id: int, top: str) -> None:
        if person_id != self._person:
            self.people += 1
            self._person, self._times = person_id, 0
        else:
            self.again += self._times == 1
            self.pairs += 1
            self.same += top == self._top
        self._top = top
        self._times += 1


class Tally:
    """Give it every attempt, person by person, each person's oldest first."""

    def __init__(self, quiz: Quiz, now: datetime) -> None:
        self._quiz = quiz
        self._recent = now - STILL_AT_IT
        self._way = (quiz.seed.id, *(question.id for question in quiz.core), NARROWING)
        self.questions = {id: QuestionTally() for id in (*self._way, *(q.id for q in quiz.tie_breaks))}
        self.started = self.finished = self.left = self.in_progress = self.restarted = 0
        self.careless = self.flat = 0
        self.tops: Counter[str] = Counter()
        self.retakes = Retakes()

    def add(self, seen: SeenAttempt) -> None:
        self.started += 1
        if seen.status == AttemptStatus.ABANDONED:
            self.restarted += 1
        elif seen.status == AttemptStatus.FINISHED and seen.top is not None:
            self._finished(seen, seen.top)
        elif seen.asked_at is not None and seen.asked_at > self._recent:
            self.in_progress += 1
        else:
            self._stopped(seen)

    def _stopped(self, seen: SeenAttempt) -> None:
        self.left += 1
        done = {question for question, *_ in seen.answers}
        place = 0
        if seen.seed_done:
            place = next((i for i, id in enumerate(self._way[1:-1], 1) if id not in done), len(self._way) - 1)
        for id in self._way[: place + 1]:
            self.questions[id].reached += 1
        self.questions[self._way[place]].left += 1

    def _finished(self, seen: SeenAttempt, top: str) -> None:
        self.finished += 1
        known = [answer for answer in seen.answers if answer[0] in self.questions]
        for id in self._way[:-1]:
            self.questions[id].reached += 1
        self.questions[NARROWING].reached += any(question not in self._quiz.core_ids for question, *_ in known)
        if seen.careless:
            self.careless += 1
            return
        for question, facet, _ in known:
            self.questions[question].asked += 1
            self.questions[question].skipped += facet is None
        seed = self.questions[self._quiz.seed.id]
        seed.asked += 1
        seed.skipped += seen.seed_answer is None
        if seen.flat:
            self.flat += 1
            return
        if seen.seed_answer is not None:
            seed.chosen[seen.seed_answer] += 1
        for question, facet, milliseconds in known:
            if facet is not None:
                self.questions[question].chosen[facet] += 1
            if milliseconds is not None:
                self.questions[question].times.add(milliseconds)
        self.tops[top] += 1
        self.retakes.add(seen.person_id, top)
