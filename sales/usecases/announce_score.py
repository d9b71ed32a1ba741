"""A score was learned, or could not be: whoever asked for it gets the report."""

from dataclasses import dataclass

from sales.activity import Verb
from sales.outgoing import Lane, WhenUnknown
from sales.ports import ActivityLog, Desk, Messenger, PeopleBook, ScoreModels
from sales.usecases.train_score import ShowTraining


@dataclass(frozen=True, slots=True)
class AnnounceScore:
    models: ScoreModels
    people: PeopleBook
    report: ShowTraining
    messenger: Messenger
    log: ActivityLog
    desk: Desk

    def __call__(self, id: int) -> None:
        training = self.models.by_id(id)
        asker = None if training is None else self.people.by_id(training.asked_by)
        if training is None:
            return
        is_ready = training.report is not None
        self.log.add(Verb.SCORE_LEARNED, person_id=None, model=id, ready=is_ready)
        if asker is None or not asker.role.is_staff:
            return
        values = {**self.report.values(training, asker.language), "zone": self.desk.timezone} if is_ready else {}
        self.messenger.tell(
            asker,
            "score/report" if is_ready else "score/refused",
            lane=Lane.URGENT,
            when_unknown=WhenUnknown.RESEND,
            dedupe_key=f"score:{id}",
            **values,
        )
