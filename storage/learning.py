"""Snapshots of leads, and the scores learned from them."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

import orjson

from sales.leads import LeadId
from sales.learning import FACTS_VERSION, Facts, LearnedModel
from sales.learning.runs import Closed, Outcomes, Report, Training, TrainingState
from sales.people import PersonId
from storage.times import from_ms, from_ms_or_none, to_ms
from storage.transaction import Tx

_IN_USE = "score_model"


class Snapshots:
    """One row a lead: what was known at the last judgement before anybody took it."""

    def __init__(self, tx: Tx) -> None:
        self._sql = tx.sql

    def keep(self, lead_id: LeadId, facts: Facts, *, rule_score: int, now: datetime) -> None:
        self._sql.snapshot_keep(
            lead_id=lead_id,
            version=FACTS_VERSION,
            facts=orjson.dumps(facts).decode(),
            rule_score=rule_score,
            now=to_ms(now),
        )

    def of(self, person_id: PersonId) -> list[Mapping[str, Any]]:
        """What the person may read of it: when, and what was known."""
        return [
            {"at": from_ms(row["at"]), "facts": orjson.loads(row["facts"]), "rule_score": row["rule_score"]}
            for row in self._sql.snapshots_of_person(person_id=person_id)
        ]

    def scrub(self, person_id: PersonId) -> None:
        self._sql.snapshots_scrub(person_id=person_id)
        self._sql.imported_scrub(person_id=person_id)


class ScoreModels:
    """Which one is in use stands in meta, so that every replica reads the same."""

    def __init__(self, tx: Tx) -> None:
        self._sql = tx.sql

    def active(self) -> LearnedModel | None:
        row = self._sql.score_model_active()
        return None if row is None or row["version"] != FACTS_VERSION else _model(row)

    def active_id(self) -> int | None:
        row = self._sql.score_model_active()
        return None if row is None else int(row["id"])

    def use(self, id: int | None) -> None:
        """None: the rules. Open leads are judged anew within a minute."""
        self._sql.meta_set(key=_IN_USE, value="" if id is None else str(id))
        self._sql.leads_judge_anew()

    def outcomes(self) -> Outcomes:
        row = self._sql.score_outcomes(version=FACTS_VERSION)
        won = int(row["won"])
        return Outcomes(won=won, lost=int(row["total"]) - won)

    def closed_leads(self, limit: int) -> Iterator[Closed]:
        """The newest first."""
        for row in self._sql.score_closed_leads(version=FACTS_VERSION, limit=limit):
            yield Closed(
                facts=orjson.loads(row["facts"]),
                rule_score=row["rule_score"],
                won=bool(row["won"]),
                created_at=from_ms(row["created_at"]),
            )

    def running(self) -> Training | None:
        return _training_or_none(self._sql.score_model_running())

    def ask(self, asked_by: PersonId, now: datetime) -> bool:
        return self._sql.score_model_ask(asked_by=asked_by, now=to_ms(now), version=FACTS_VERSION) is not None

    def finish(self, id: int, model: LearnedModel | None, report: Report | None, now: datetime) -> bool:
        """Without a model it was refused. False when somebody else finished it meanwhile."""
        state = TrainingState.REFUSED if model is None else TrainingState.READY
        changed = self._sql.score_model_finish(
            id=id,
            state=state.value,
            now=to_ms(now),
            version=FACTS_VERSION,
            body=None if model is None else orjson.dumps(model.to_json()).decode(),
            report=None if report is None else orjson.dumps(report.to_json()).decode(),
        )
        return bool(changed)

    def by_id(self, id: int) -> Training | None:
        return _training_or_none(self._sql.score_model_by_id(id=id))

    def latest(self, limit: int) -> list[Training]:
        return [_training(row) for row in self._sql.score_models_latest(limit=limit)]


def _model(row: Any) -> LearnedModel:
    return LearnedModel.from_json(orjson.loads(row["body"]), id=row["id"], version=row["version"])


def _training_or_none(row: Any) -> Training | None:
    return None if row is None else _training(row)


def _training(row: Any) -> Training:
    return Training(
        id=row["id"],
        state=TrainingState(row["state"]),
        asked_by=PersonId(row["asked_by"]),
        asked_at=from_ms(row["asked_at"]),
        finished_at=from_ms_or_none(row["finished_at"]),
        model=None if row["body"] is None else _model(row),
        report=None if row["report"] is None else Report.from_json(orjson.loads(row["report"])),
    )
