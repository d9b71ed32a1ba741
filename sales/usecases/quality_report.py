"""How good the quiz is, for admins."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sales.playbook import Playbook
from sales.ports import QualityBook
from sales.quality import QualityReport, Tally, report


@dataclass(frozen=True, slots=True)
class MeasureQuality:
    """The report of attempts begun in the last so many days; 0: of all. It reads much and changes nothing."""

    book: QualityBook
    playbook: Playbook
    now: datetime

    def __call__(self, days: int) -> QualityReport:
        since = self.now - timedelta(days=days) if days else None
        tally = Tally(self.playbook.design, self.now)
        for seen in self.book.attempts(since):
            tally.add(seen)
        return report(self.playbook.design, tally, self.book.ratings(since), days)
