"""Points fade by themselves: once a night every open lead is judged anew, a bite at a time."""

from dataclasses import dataclass
from datetime import datetime

from sales.playbook import Playbook
from sales.ports import Desk, LeadBook
from sales.timing import latest_at
from sales.usecases.lead_news import KeepLeadCurrent


@dataclass(frozen=True, slots=True)
class JudgeOvernight:
    """How far it came stands on the leads themselves, so a crash, a restart or days of standstill lose nothing and
    repeat nothing: whatever was judged before the latest `nightly_at` is due, once.
    """

    leads: LeadBook
    keep_current: KeepLeadCurrent
    playbook: Playbook
    desk: Desk
    now: datetime

    def __call__(self, limit: int) -> int:
        """Judges up to `limit` leads; how many there were. 0: the night's work is done."""
        due = self.leads.to_judge(self._since(), limit)
        for lead_id, person_id in due:
            self.leads.judged_the_same(lead_id, self.now)
            self.keep_current(person_id)
        return len(due)

    def pass_over(self) -> int | None:
        """The next one cannot be judged: leave it until tomorrow. Its id, None when nothing is due."""
        for lead_id, _ in self.leads.to_judge(self._since(), 1):
            self.leads.judged_the_same(lead_id, self.now)
            return lead_id
        return None

    def _since(self) -> datetime:
        return latest_at(self.playbook.qualification.nightly_at, self.now, self.desk.timezone)
