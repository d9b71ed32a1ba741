"""/score: what judges the leads now, what there is to learn from, and asking to learn."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sales.activity import Verb
from sales.errors import Outdated, SalesError
from sales.learning.facts import UNKNOWN
from sales.learning.model import logistic
from sales.learning.runs import Training
from sales.people import Person
from sales.ports import ActivityLog, ScoreModels
from sales.usecases.learned_words import LearnedWords

KEPT_IN_SIGHT = 4
STRONGEST = 5


@dataclass(frozen=True, slots=True)
class ShowScore:
    """JSON-able values of score/screen."""

    models: ScoreModels

    def __call__(self, person: Person) -> dict[str, Any]:
        outcomes = self.models.outcomes()
        active = self.models.active()
        used = None if active is None else self.models.by_id(active.id)
        latest = self.models.latest(KEPT_IN_SIGHT)
        return {
            "won": outcomes.won,
            "lost": outcomes.lost,
            "missing": outcomes.missing,
            "missing_won": outcomes.missing_won,
            "missing_lost": outcomes.missing_lost,
            "is_running": self.models.running() is not None,
            "used": None if used is None else _brief(used),
            "trainings": [_brief(training) for training in latest if training.report is not None],
        }


@dataclass(frozen=True, slots=True)
class AskTraining:
    """Only noted down here: learning takes seconds and happens outside any transaction (bot/learning.py). The report
    comes as a message. Raises SalesError when there is too little to learn from, or it is under way.
    """

    models: ScoreModels
    show: ShowScore
    log: ActivityLog
    now: datetime

    def __call__(self, person: Person) -> dict[str, Any]:
        if self.models.outcomes().missing:
            raise SalesError("score_too_few")
        if not self.models.ask(person.id, self.now):
            raise SalesError("score_under_way")
        self.log.add(Verb.SCORE_ASKED, person_id=None)
        return self.show(person)


@dataclass(frozen=True, slots=True)
class ShowTraining:
    """JSON-able values of score/report. Raises Outdated for what is not there."""

    models: ScoreModels
    words: LearnedWords

    def __call__(self, person: Person, id: int) -> dict[str, Any]:
        training = self.models.by_id(id)
        if training is None:
            raise Outdated
        return self.values(training, person.language)

    def values(self, training: Training, language: str) -> dict[str, Any]:
        report = training.report
        if report is None:
            raise Outdated
        return {
            **_brief(training),
            "trained_on": report.trained_on,
            "tested_on": report.tested_on,
            "left_out": report.left_out,
            "learned": report.learned.to_json(),
            "rules": report.rules.to_json(),
            "conversion": {key: {"leads": leads, "won": won} for key, (leads, won) in report.conversion.items()},
            "verdict": report.verdict.value,
            "kept": len(report.kept),
            "dropped": len(report.dropped),
            "strongest": self._strongest(training, language),
            "is_used": self.models.active_id() == training.id,
            "may_be_used": training.may_be_used,
        }

    def _strongest(self, training: Training, language: str) -> list[dict[str, Any]]:
        """What moves the average lead most, in percent of chance."""
        model = training.model
        if model is None:
            return []
        odds = model.intercept + sum(model.usual.values())
        found = [
            (round(100 * (logistic(odds - model.usual[fact] + weight) - logistic(odds))), f"{fact}={band}")
            for fact, bands in model.weights.items()
            for band, weight in bands.items()
            if band != UNKNOWN
        ]
        found.sort(key=lambda pair: (-abs(pair[0]), pair[1]))
        return [
            {"key": key, "words": self.words(key, language), "points": points}
            for points, key in found[:STRONGEST]
            if points
        ]


def _brief(training: Training) -> dict[str, Any]:
    finished = training.finished_at or training.asked_at
    return {
        "model": training.id,
        "at": finished.isoformat(),
        "auc": None if training.report is None else training.report.learned.auc,
    }
