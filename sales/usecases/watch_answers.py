"""How the playbook's answers do, for whoever writes them."""

from dataclasses import dataclass

from sales.answers import AnswerTotals, AskedQuestion
from sales.people import Person
from sales.ports import QuestionBook

_LATEST = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswersReport:
    """`totals`: most given first. `unanswered`: the latest questions nothing fitted."""

    totals: tuple[AnswerTotals, ...]
    unanswered: tuple[AskedQuestion, ...]


@dataclass(frozen=True, slots=True)
class WatchAnswers:
    questions: QuestionBook

    def __call__(self, person: Person) -> AnswersReport:
        return AnswersReport(
            totals=tuple(self.questions.totals()), unanswered=tuple(self.questions.unanswered(_LATEST))
        )
