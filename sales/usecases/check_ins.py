"""After the sale: how is it going? Check-ins are planned with the order and asked one at a time."""

from dataclasses import dataclass
from datetime import datetime

from sales.activity import Verb
from sales.leads import AskedCheckIn, Order
from sales.outgoing import Lane, WhenUnknown
from sales.people import Person
from sales.playbook import CheckIn, Playbook, TimerKind, UnknownCode
from sales.ports import ActivityLog, CheckInBook, Desk, Messenger, NewToken, OrderBook, PeopleBook, TimerBook
from sales.timers import DONE, Settled, Timer, skipped
from sales.timing import next_within
from sales.usecases.touch_rules import TouchRules


@dataclass(frozen=True, slots=True)
class PlanCheckIns:
    """Every check-in of the product, counted from the sale, at an hour when people may be written to."""

    check_ins: CheckInBook
    timers: TimerBook
    playbook: Playbook
    desk: Desk
    new_token: NewToken
    now: datetime

    def __call__(self, order: Order, customer: Person) -> None:
        zone = customer.timezone or self.desk.timezone
        for wanted in self.playbook.check_ins_for(order.product):
            due = next_within(self.playbook.cadences.window, order.sold_at + wanted.after, zone)
            planned = self.check_ins.add(
                token=self.new_token(), order_id=order.id, person_id=customer.id, code=wanted.code, due_at=due
            )
            if planned is not None:
                self.timers.plan(
                    TimerKind.CHECK_IN,
                    subject=f"order:{order.id}",
                    due_at=due,
                    dedupe_key=f"check_in:{planned.id}",
                    now=self.now,
                    params={"check_in": planned.id},
                    person_id=customer.id,
                )


@dataclass(frozen=True, slots=True)
class AskCheckIn:
    """A check-in rings: asked within the touch rules, once."""

    rules: TouchRules
    check_ins: CheckInBook
    orders: OrderBook
    people: PeopleBook
    messenger: Messenger
    log: ActivityLog
    playbook: Playbook
    now: datetime

    def __call__(self, timer: Timer) -> Settled:
        planned = self.check_ins.by_id(timer.params["check_in"])
        order = None if planned is None else self.orders.by_id(planned.order_id)
        if planned is None or order is None or planned.asked_at is not None:
            return skipped("asked or gone")
        person = self.people.by_id(planned.person_id)
        held = self.rules.hold_back(timer, person)
        if held is not None or person is None:
            return held or skipped("nobody there")
        try:
            wanted = self.playbook.check_in(planned.code)
        except UnknownCode:
            return skipped("no longer in the playbook")
        self.rules.touched(person)
        self.check_ins.asked(planned.id, self.now)
        self._ask(person, planned, wanted)
        self.log.add(Verb.CHECK_IN_ASKED, person_id=person.id, lead_id=order.lead_id, code=planned.code)
        return DONE

    def _ask(self, person: Person, planned: AskedCheckIn, wanted: CheckIn) -> None:
        self.messenger.tell(
            person,
            "checkin/ask",
            lane=Lane.TOUCH,
            when_unknown=WhenUnknown.LEAVE,
            about=f"check_in:{planned.id}",
            dedupe_key=f"check_in:{planned.id}",
            name=person.first_name,
            check_in=planned.token,
            question=wanted.question.in_(person.language),
            options=[{"value": o.value, "text": o.text.in_(person.language)} for o in wanted.options],
        )
