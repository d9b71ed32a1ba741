"""One person's way through the quiz: a frozen state and pure steps over it."""

import hashlib
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from sales.quiz.design import Quiz
from sales.quiz.scoring import Answered, best_tie_break, log_posterior, posterior, rank

FLAT_SKIPS = 3
"""More skips than this among the core questions and no verdict is given."""


class AttemptStatus(StrEnum):
    RUNNING = "running"
    FINISHED = "finished"
    ABANDONED = "abandoned"


@dataclass(frozen=True, slots=True)
class Attempt:
    """`seed_answer` is an option id of the warm-up question; None with `seed_done` means it was skipped."""

    token: str
    shuffle_seed: str
    playbook_version: str
    seed_done: bool = False
    seed_answer: str | None = None
    answers: tuple[Answered, ...] = ()
    status: AttemptStatus = AttemptStatus.RUNNING

    def to_json(self) -> dict[str, Any]:
        return {
            "token": self.token,
            "shuffle_seed": self.shuffle_seed,
            "playbook_version": self.playbook_version,
            "seed_done": self.seed_done,
            "seed_answer": self.seed_answer,
            "answers": [[a.question_id, a.facet, a.took_ms] for a in self.answers],
            "status": self.status.value,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Attempt":
        answers = tuple(Answered(question, facet, took) for question, facet, took in data["answers"])
        return cls(**{**data, "answers": answers, "status": AttemptStatus(data["status"])})


@dataclass(frozen=True, slots=True)
class Ask:
    """Show this question. `option_ids` are in the order to show; `progress` is a percent; `asked` counts the
    questions behind, the warm-up included. While `narrowing`, `leading` names the two being told apart."""

    question_id: str
    option_ids: tuple[str, ...]
    progress: int
    asked: int
    is_seed: bool = False
    narrowing: bool = False
    leading: tuple[str, str] | None = None

    @property
    def can_go_back(self) -> bool:
        return not self.is_seed


@dataclass(frozen=True, slots=True)
class Finished:
    """Nothing more to ask: build the result."""


@dataclass(frozen=True, slots=True)
class Outdated:
    """The press belongs to a question that is no longer the current one; nothing was changed."""


def start(quiz: Quiz, token: str, shuffle_seed: str) -> Attempt:
    return Attempt(token=token, shuffle_seed=shuffle_seed, playbook_version=quiz.version)


def restart(quiz: Quiz, attempt: Attempt, token: str, shuffle_seed: str) -> tuple[Attempt, Attempt]:
    """(the old attempt, closed; a fresh one). A finished attempt stays finished: its result was given."""
    return abandon(attempt), start(quiz, token, shuffle_seed)


def abandon(attempt: Attempt) -> Attempt:
    if attempt.status is AttemptStatus.RUNNING:
        return replace(attempt, status=AttemptStatus.ABANDONED)
    return attempt


def adopt(quiz: Quiz, attempt: Attempt) -> Attempt:
    """Carry a running attempt over to a changed playbook: answers that still exist are kept."""
    if attempt.playbook_version == quiz.version or attempt.status is not AttemptStatus.RUNNING:
        return attempt
    kept = adopt_answers(quiz, attempt.answers)
    seed_kept = attempt.seed_answer if attempt.seed_answer in quiz.seed.option_ids else None
    return replace(
        attempt,
        playbook_version=quiz.version,
        answers=kept,
        seed_answer=seed_kept,
        seed_done=attempt.seed_done and (seed_kept is not None or attempt.seed_answer is None),
    )


def adopt_answers(quiz: Quiz, answers: tuple[Answered, ...]) -> tuple[Answered, ...]:
    """Those whose question and facet are still in this playbook."""
    return tuple(answer for answer in answers if _still_exists(quiz, answer))


def next_step(quiz: Quiz, attempt: Attempt) -> Ask | Finished:
    attempt = adopt(quiz, attempt)
    if attempt.status is AttemptStatus.FINISHED:
        return Finished()
    if not attempt.seed_done:
        return Ask(quiz.seed.id, quiz.seed.option_ids, progress=0, asked=0, is_seed=True)
    done = frozenset(answer.question_id for answer in attempt.answers)
    asked = 1 + len(attempt.answers)
    for question in quiz.core:
        if question.id not in done:
            order = option_order(attempt.shuffle_seed, question.id, tuple(o.id for o in question.options))
            return Ask(question.id, order, progress=_progress(quiz, asked), asked=asked)
    return _tie_break(quiz, attempt, done, asked)


def answer(quiz: Quiz, attempt: Attempt, question_id: str, option_id: str, took_ms: int | None) -> Attempt | Outdated:
    current = _current(quiz, attempt, question_id)
    if current is None:
        return Outdated()
    attempt, ask = current
    if option_id not in ask.option_ids:
        return Outdated()
    if ask.is_seed:
        return replace(attempt, seed_done=True, seed_answer=option_id)
    facet = quiz.questions[question_id].facet_of(option_id)
    return _with(quiz, attempt, Answered(question_id, facet, took_ms))


def skip(quiz: Quiz, attempt: Attempt, question_id: str, took_ms: int | None) -> Attempt | Outdated:
    current = _current(quiz, attempt, question_id)
    if current is None:
        return Outdated()
    attempt, ask = current
    if ask.is_seed:
        return replace(attempt, seed_done=True, seed_answer=None)
    return _with(quiz, attempt, Answered(question_id, None, took_ms))


def back(quiz: Quiz, attempt: Attempt, question_id: str) -> Attempt | Outdated:
    """One step back from the current question; at the warm-up there is nowhere to go and nothing changes."""
    current = _current(quiz, attempt, question_id)
    if current is None:
        return Outdated()
    attempt, _ = current
    if attempt.answers:
        return replace(attempt, answers=attempt.answers[:-1])
    return replace(attempt, seed_done=False, seed_answer=None)


def option_order(shuffle_seed: str, question_id: str, option_ids: tuple[str, ...]) -> tuple[str, ...]:
    """The same for one person every time, different between people: no option profits from its place."""

    def place(option_id: str) -> bytes:
        return hashlib.blake2b(f"{shuffle_seed}|{question_id}|{option_id}".encode(), digest_size=8).digest()

    return tuple(sorted(option_ids, key=place))


def core_skips(quiz: Quiz, answers: tuple[Answered, ...]) -> int:
    return sum(1 for a in answers if a.facet is None and a.question_id in quiz.core_ids)


def _tie_break(quiz: Quiz, attempt: Attempt, done: frozenset[str], asked: int) -> Ask | Finished:
    extra = sum(1 for a in attempt.answers if a.question_id not in quiz.core_ids)
    if extra >= quiz.max_extra or core_skips(quiz, attempt.answers) > FLAT_SKIPS:
        return Finished()
    log_post = log_posterior(quiz, attempt.answers)
    post = posterior(log_post)
    if max(post) >= quiz.stop_at:
        return Finished()
    question = best_tie_break(quiz, post, done)
    if question is None:
        return Finished()
    first, second = rank(log_post)[:2]
    codes = quiz.profession_codes()
    order = option_order(attempt.shuffle_seed, question.id, tuple(o.id for o in question.options))
    return Ask(
        question.id,
        order,
        progress=min(99, 94 + extra),
        asked=asked,
        narrowing=True,
        leading=(codes[first], codes[second]),
    )


def _progress(quiz: Quiz, asked: int) -> int:
    """Fast at first, slower later: the one shape of a bar that keeps people going (Villar et al., 2013)."""
    share: float = (asked / (len(quiz.core) + 2)) ** 0.75
    return min(94, round(100 * share))


def _current(quiz: Quiz, attempt: Attempt, question_id: str) -> tuple[Attempt, Ask] | None:
    if attempt.status is not AttemptStatus.RUNNING:
        return None
    attempt = adopt(quiz, attempt)
    step = next_step(quiz, attempt)
    return (attempt, step) if isinstance(step, Ask) and step.question_id == question_id else None


def _with(quiz: Quiz, attempt: Attempt, answered: Answered) -> Attempt:
    longer = replace(attempt, answers=(*attempt.answers, answered))
    if isinstance(next_step(quiz, longer), Finished):
        return replace(longer, status=AttemptStatus.FINISHED)
    return longer


def _still_exists(quiz: Quiz, answered: Answered) -> bool:
    question = quiz.questions.get(answered.question_id)
    return question is not None and (answered.facet is None or answered.facet in question.facets)
