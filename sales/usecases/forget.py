"""/forget: what made a person recognisable goes; what must be kept stays without a name."""

from dataclasses import dataclass
from datetime import datetime

from sales.activity import Verb
from sales.errors import SalesError
from sales.leads import Lead
from sales.outgoing import Lane, WhenUnknown
from sales.people import Person
from sales.playbook import ConsentKind
from sales.ports import (
    ActivityLog,
    AttemptBook,
    ConsentBook,
    DeckBook,
    LeadBook,
    LinkRegistry,
    Messenger,
    OrderBook,
    PeopleBook,
    QuestionBook,
    SignalBook,
    SnapshotBook,
    TasteBook,
    TimerBook,
)
from sales.usecases.end_merges import EndMerges
from sales.usecases.relay import DIALOG
from sales.usecases.task_keeper import TaskKeeper
from sales.usecases.want_contact import PutAwayKeyboard


@dataclass(frozen=True, slots=True)
class ConsiderForgetting:
    """Whether orders would stay. Raises SalesError("staff_stays"): who works here is removed by an admin first."""

    orders: OrderBook

    def __call__(self, person: Person) -> bool:
        if person.role.is_staff:
            raise SalesError("staff_stays")
        return bool(self.orders.of_person(person.id))


@dataclass(frozen=True, slots=True)
class Forget:
    """Orders stay without a name, as the law on accounts asks. Whoever writes afterwards is a new person.

    Another account of the same person stays as it is, with a lead of its own.
    """

    consider: ConsiderForgetting
    end_merges: EndMerges
    people: PeopleBook
    attempts: AttemptBook
    signals: SignalBook
    tastes: TasteBook
    snapshots: SnapshotBook
    questions: QuestionBook
    decks: DeckBook
    consents: ConsentBook
    links: LinkRegistry
    leads: LeadBook
    keeper: TaskKeeper
    timers: TimerBook
    put_away: PutAwayKeyboard
    messenger: Messenger
    log: ActivityLog
    now: datetime

    def __call__(self, person: Person) -> bool:
        keeps_orders = self.consider(person)
        for one in (*self.end_merges(person), person):
            self._erase(one)
        return keeps_orders

    def _erase(self, person: Person) -> None:
        leads = self.leads.all_of(person.id)
        for lead in leads:
            self._blank(lead)
        abouts = [about for lead in leads for about in (lead.about, lead.about + DIALOG)]
        self.messenger.scrub(person, abouts, reason="erased")
        self.put_away(person)
        self.timers.cancel_person(person.id, reason="erased", now=self.now)
        for kind in ConsentKind:
            self.consents.withdraw(person.id, kind, self.now)
        self.attempts.scrub(person.id)
        self.signals.scrub(person.id)
        self.tastes.scrub(person.id)
        self.snapshots.scrub(person.id)
        self.questions.scrub(person.id)
        self.decks.scrub(person.id)
        self.links.scrub(person.id)
        self.leads.scrub(person.id, self.now)
        self.log.scrub(person.id)
        self.log.add(Verb.ERASED, person_id=person.id)
        self.people.erase(person, self.now)

    def _blank(self, lead: Lead) -> None:
        """The cards in the salespeople's chats lose the name and the number too."""
        self.messenger.retell(lead.about, "customer/erased_card")
        self.messenger.retell(lead.about + DIALOG, "customer/erased_card")
        if not lead.is_open:
            return
        self.keeper.cancel_all(lead, "erased")
        self.timers.cancel(lead.about, reason="erased", now=self.now)
        owner = None if lead.owner_id is None else self.people.by_id(lead.owner_id)
        if owner is not None:
            self.messenger.tell(
                owner, "customer/erased_lead", lane=Lane.URGENT, when_unknown=WhenUnknown.RESEND, number=lead.id
            )
