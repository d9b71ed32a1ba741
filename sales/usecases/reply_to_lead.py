"""A salesperson writes to a customer: only after saying so, by the Reply button or by quoting the customer's words."""

from dataclasses import dataclass
from datetime import datetime

from sales.activity import Verb
from sales.errors import SalesError
from sales.leads import Lead
from sales.outgoing import Lane, WhenUnknown
from sales.people import Person
from sales.playbook import Playbook
from sales.ports import ActivityLog, LeadBook, Messenger
from sales.usecases.lead_access import LeadAccess
from sales.usecases.lead_people import Speaker
from sales.usecases.relay import DIALOG

LONGEST = 3500


@dataclass(frozen=True, slots=True, kw_only=True)
class Replied:
    """`has_arrived` False: the customer has blocked the bot, nothing was sent."""

    lead: str
    name: str
    has_arrived: bool


@dataclass(frozen=True, slots=True)
class StartReply:
    """Whom the next typed message goes to."""

    access: LeadAccess
    speaker: Speaker

    def __call__(self, person: Person, token: str) -> Replied:
        lead = self.access.written_to(person, token)
        customer = self.speaker(lead)
        if customer is None or customer.unreachable_at is not None:
            raise SalesError("customer_unreachable")
        return Replied(lead=lead.token, name=customer.name, has_arrived=True)


@dataclass(frozen=True, slots=True)
class SendReply:
    """None when the lead is no longer this person's to answer. Raises reply_too_long (signs)."""

    access: LeadAccess
    speaker: Speaker
    leads: LeadBook
    messenger: Messenger
    log: ActivityLog
    playbook: Playbook
    now: datetime

    def __call__(self, person: Person, token: str, text: str) -> Replied | None:
        if len(text) > LONGEST:
            raise SalesError("reply_too_long", longest=LONGEST, length=len(text))
        try:
            lead = self.access.written_to(person, token)
        except SalesError:
            return None
        customer = self.speaker(lead)
        if customer is None:
            return None
        told = self.messenger.tell(
            customer,
            "lead/reply",
            lane=Lane.URGENT,
            when_unknown=WhenUnknown.RESEND,
            by=person.first_name,
            business=self.playbook.business.name.in_(customer.language),
            text=text,
        )
        if told is not None:
            self._note(lead, customer)
        return Replied(lead=lead.token, name=customer.name, has_arrived=told is not None)

    def _note(self, lead: Lead, customer: Person) -> None:
        self.leads.replied(lead.id, self.now)
        self.log.add(Verb.STAFF_REPLIED, person_id=customer.id, lead_id=lead.id)


@dataclass(frozen=True, slots=True)
class ReplyByQuote:
    """A quoted message of the customer says whom it is for; else the lead that Reply was pressed for (`chosen`).

    Raises SalesError("quote_unknown") when neither does.
    """

    leads: LeadBook
    messenger: Messenger
    send: SendReply

    def __call__(self, person: Person, quoted: int, text: str, chosen: str) -> Replied | None:
        about = self.messenger.about_of(person.telegram_id, quoted) or ""
        lead = None
        if about.endswith(DIALOG):
            lead = self.leads.current(int(about.removesuffix(DIALOG).removeprefix("lead:")))
        token = chosen if lead is None else lead.token
        if not token:
            raise SalesError("quote_unknown")
        return self.send(person, token, text)
