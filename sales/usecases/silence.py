"""/stop and its way back; and what Telegram tells when somebody blocks the bot."""

from dataclasses import dataclass
from datetime import datetime

from sales.activity import Verb
from sales.errors import SalesError
from sales.people import Person
from sales.playbook import ConsentKind
from sales.ports import ActivityLog, ConsentBook, LeadBook, Messenger, PeopleBook, TimerBook
from sales.usecases.quiet_lead import QuietLead


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """`was_silent`: they had asked before. `is_taken`: a salesperson has their open lead in hand, and is told."""

    was_silent: bool
    has_lead: bool
    is_taken: bool


@dataclass(frozen=True, slots=True)
class Stop:
    """Nothing unasked any more: what was planned or waits to be sent is taken back. Questions are still answered.

    Raises SalesError("staff_duty"): who works here goes off duty instead, or leads would wait for them in silence.
    """

    people: PeopleBook
    timers: TimerBook
    consents: ConsentBook
    leads: LeadBook
    quiet_lead: QuietLead
    messenger: Messenger
    log: ActivityLog
    now: datetime

    def __call__(self, person: Person) -> Silence:
        if person.role.is_staff:
            raise SalesError("staff_duty")
        was_silent = person.stopped_at is not None
        if not was_silent:
            self.people.set_stopped(person.id, self.now)
            self.log.add(Verb.STOPPED, person_id=person.id)
            self.quiet_lead(person)
        self.timers.cancel_person(person.id, reason="stopped", now=self.now)
        self.messenger.hush(person, reason="stopped")
        if self.consents.withdraw(person.id, ConsentKind.ADS, self.now):
            self.log.add(Verb.CONSENT_WITHDRAWN, person_id=person.id, kind=ConsentKind.ADS.value)
        lead = self.leads.open_of(person.id)
        is_taken = lead is not None and lead.owner_id is not None
        return Silence(was_silent=was_silent, has_lead=lead is not None, is_taken=is_taken)


@dataclass(frozen=True, slots=True)
class Resume:
    """Write to me again. What was cancelled stays cancelled."""

    people: PeopleBook
    log: ActivityLog

    def __call__(self, person: Person) -> None:
        if person.stopped_at is not None:
            self.people.set_stopped(person.id, None)
            self.log.add(Verb.RESUMED, person_id=person.id)


@dataclass(frozen=True, slots=True)
class NoteReach:
    """They blocked the bot, or let it in again. A block ends what was planned to be said to them."""

    people: PeopleBook
    timers: TimerBook
    messenger: Messenger
    log: ActivityLog
    now: datetime

    def __call__(self, person: Person, can_write: bool) -> None:
        if can_write:
            self.people.set_reachable(person.telegram_id, None)
            return
        self.people.set_reachable(person.telegram_id, self.now)
        self.timers.cancel_person(person.id, reason="blocked", now=self.now)
        self.messenger.hush(person, reason="blocked")
        self.log.add(Verb.UNREACHABLE, person_id=person.id, reason="blocked")
