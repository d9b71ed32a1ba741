"""The customer answers a check-in: the seller hears it, and a bad answer brings a person."""

from dataclasses import dataclass
from datetime import datetime

from sales.activity import Verb
from sales.errors import NotYours, Outdated
from sales.leads import Order
from sales.outgoing import Lane, WhenUnknown
from sales.people import Person
from sales.playbook import CheckIn, Playbook, UnknownCode
from sales.ports import ActivityLog, CheckInBook, LeadBook, Messenger, OrderBook, PeopleBook, StaffBook
from sales.usecases.task_keeper import TaskKeeper

BAD_CHECK_IN = "bad_check_in"


@dataclass(frozen=True, slots=True)
class TellCheckIn:
    """Whoever sold hears the answer; a bad one is an urgent task, an admin's when the seller has left."""

    leads: LeadBook
    people: PeopleBook
    staff: StaffBook
    keeper: TaskKeeper
    messenger: Messenger
    now: datetime

    def __call__(self, customer: Person, order: Order, wanted: CheckIn, value: int) -> str:
        """The first name of whoever takes care of it; empty when there is nobody."""
        seller = self.people.by_id(order.sold_by)
        is_here = seller is not None and seller.role.is_staff and seller.unreachable_at is None
        admins = [p for p in self.staff.admins() if p.unreachable_at is None]
        told = [seller] if is_here and seller is not None else admins
        lead = self.leads.by_id(order.lead_id)
        if not told or lead is None:
            return ""
        task = ""
        is_bad = wanted.is_bad(value)
        if is_bad:
            made = self.keeper.add(lead, told[0].id, BAD_CHECK_IN, self.now, urgent=True, is_shown=True)
            task = made.token
        for reader in told:
            option = wanted.option(value)
            self.messenger.tell(
                reader,
                "checkin/bad" if is_bad else "checkin/answered",
                lane=Lane.URGENT,
                when_unknown=WhenUnknown.RESEND,
                lead=lead.token,
                task=task if reader.id == told[0].id else "",
                name=customer.name,
                username=customer.username,
                phone=customer.phone,
                question=wanted.question.in_(reader.language),
                answer=str(value) if option is None else option.text.in_(reader.language),
                left="" if is_here or seller is None else seller.name,
            )
        return told[0].first_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """`answer` in words, the one that stands; `is_first` False when it was given before. `by`: who will write."""

    question: str
    answer: str
    is_first: bool
    is_bad: bool
    by: str


@dataclass(frozen=True, slots=True)
class AnswerCheckIn:
    """The first answer stands. Raises NotYours for somebody else's, Outdated when it makes no sense any more."""

    check_ins: CheckInBook
    orders: OrderBook
    tell_staff: TellCheckIn
    log: ActivityLog
    playbook: Playbook
    now: datetime

    def __call__(self, person: Person, token: str, value: int) -> Answered:
        asked = self.check_ins.by_token(token, person.id)
        if asked is None:
            raise NotYours
        order = self.orders.by_id(asked.order_id)
        try:
            wanted = self.playbook.check_in(asked.code)
        except UnknownCode:
            raise Outdated from None
        if order is None or asked.asked_at is None or wanted.option(value) is None:
            raise Outdated
        is_first = self.check_ins.answer(asked.id, value, self.now)
        if not is_first:
            known = self.check_ins.by_id(asked.id)
            value = value if known is None or known.answer is None else known.answer
        by = ""
        if is_first:
            self.log.add(
                Verb.CHECK_IN_ANSWERED, person_id=person.id, lead_id=order.lead_id, code=asked.code, value=value
            )
            by = self.tell_staff(person, order, wanted, value)
        option = wanted.option(value)
        return Answered(
            question=wanted.question.in_(person.language),
            answer=str(value) if option is None else option.text.in_(person.language),
            is_first=is_first,
            is_bad=wanted.is_bad(value),
            by=by,
        )
