"""What to do about a lead now, for the card and the notice."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sales.leads import Lead
from sales.next_action import Situation, next_action
from sales.people import Person
from sales.playbook import Playbook, Signal
from sales.ports import Desk
from sales.timing import within
from sales.usecases.lead_people import KnownOfPerson


@dataclass(frozen=True, slots=True)
class NextStep:
    """JSON-able: `next`, a code of sales/next_action.py (None for a closed lead), and `opens`, when calls may begin."""

    known: KnownOfPerson
    playbook: Playbook
    desk: Desk
    now: datetime

    def __call__(self, lead: Lead, customer: Person | None, *, is_asking: bool) -> dict[str, Any]:
        seen = [] if customer is None else self.known(customer, lead)
        decides = next((one.value for one in seen if one.signal is Signal.DECIDES), "")
        window = self.playbook.cadences.window
        is_open_now = within(window, self.now, self.desk.timezone)
        situation = Situation(is_minor=decides == "parent", is_asking=is_asking, is_open_now=is_open_now)
        action = next_action(lead, customer, situation)
        return {"next": None if action is None else action.value, "opens": window.start.strftime("%H:%M")}
