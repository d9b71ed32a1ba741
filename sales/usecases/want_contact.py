"""From "talk to a person" to a lead: consent before any phone, and no phone at all for those who would rather write."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sales.activity import Verb
from sales.errors import Outdated
from sales.leads import Wish
from sales.outgoing import Lane, WhenUnknown
from sales.people import Person
from sales.playbook import Consent, ConsentKind, Playbook, Signal
from sales.ports import ActivityLog, ConsentBook, Messenger, PeopleBook, SignalBook
from sales.usecases.become_lead import BecomeLead, LeadTaken

AWAITS_PHONE = "contact"
"""The conversation state in which a phone number is expected, and its button lies over the keyboard."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskConsent:
    consent: Consent
    product: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AskPhone:
    product: str


Next = AskConsent | AskPhone | LeadTaken


@dataclass(frozen=True, slots=True)
class DataConsent:
    """The consent to keep personal data: only the text in force counts."""

    consents: ConsentBook
    log: ActivityLog
    playbook: Playbook
    now: datetime

    @property
    def text(self) -> Consent:
        return self.playbook.consent(ConsentKind.DATA)

    def is_given(self, person: Person) -> bool:
        given = self.consents.current(person.id, ConsentKind.DATA)
        return given is not None and given.version == self.text.version

    def give(self, person: Person) -> None:
        if self.is_given(person):
            return
        version = self.text.version
        self.consents.withdraw(person.id, ConsentKind.DATA, self.now)  # an older text
        self.consents.give(person.id, ConsentKind.DATA, version=version, language=person.language, now=self.now)
        self.log.add(Verb.CONSENTED, person_id=person.id, kind=ConsentKind.DATA.value, version=version)

    def withdraw(self, person: Person) -> None:
        if self.consents.withdraw(person.id, ConsentKind.DATA, self.now):
            self.log.add(Verb.CONSENT_WITHDRAWN, person_id=person.id, kind=ConsentKind.DATA.value)


@dataclass(frozen=True, slots=True)
class PutAwayKeyboard:
    """Where a phone was awaited its button still lies there; a message with other buttons cannot take it away."""

    messenger: Messenger

    def __call__(self, person: Person) -> None:
        if person.state == AWAITS_PHONE:
            self.messenger.tell(person, "contact/put_away", lane=Lane.ANSWER, when_unknown=WhenUnknown.LEAVE)


@dataclass(frozen=True, slots=True)
class WantContact:
    """The wish is said: become a lead at once, or first ask what is missing. Raises Outdated for an unknown wish."""

    consent: DataConsent
    become_lead: BecomeLead
    put_away: PutAwayKeyboard

    def __call__(self, person: Person, wish: str, product: str) -> Next:
        if wish == Wish.CHAT:
            self.put_away(person)
            return self.become_lead(person, Wish.CHAT, product)
        if wish != Wish.CALL:
            raise Outdated
        if not self.consent.is_given(person):
            return AskConsent(consent=self.consent.text, product=product)
        return self.become_lead(person, Wish.CALL, product) if person.phone else AskPhone(product=product)


@dataclass(frozen=True, slots=True)
class GiveConsent:
    """Yes to the text that was shown; when another is in force by now, that one is shown first."""

    consent: DataConsent
    want: WantContact

    def __call__(self, person: Person, wish: str, product: str, version: str) -> Next:
        if version == self.consent.text.version:
            self.consent.give(person)
        return self.want(person, wish, product)


@dataclass(frozen=True, slots=True)
class RefuseConsent:
    """A changed mind counts too, as long as no number was left: that is taken back with /forget, where it is erased."""

    consent: DataConsent
    put_away: PutAwayKeyboard

    def __call__(self, person: Person, product: str) -> str:
        if person.phone:
            raise Outdated
        self.consent.withdraw(person)
        self.put_away(person)
        return product


@dataclass(frozen=True, slots=True)
class LeavePhone:
    """`phone` is in E.164. Without a consent in force nothing is stored: the text is shown instead."""

    people: PeopleBook
    signals: SignalBook
    consent: DataConsent
    become_lead: BecomeLead
    messenger: Messenger
    log: ActivityLog
    now: datetime

    def __call__(self, person: Person, phone: str, product: str, typed: bool) -> AskConsent | LeadTaken:
        if not self.consent.is_given(person):
            return AskConsent(consent=self.consent.text, product=product)
        self.people.set_phone(person.id, phone, self.now)
        self.signals.add(person.id, Signal.LEFT_PHONE, self.now)
        self.log.add(Verb.LEFT_PHONE, person_id=person.id, typed=typed)
        # Said apart from the answer: taking a keyboard away and showing buttons does not fit into one message.
        self.messenger.tell(
            person, "contact/thanks", lane=Lane.ANSWER, when_unknown=WhenUnknown.RESEND, phone=phone, typed=typed
        )
        return self.become_lead(person, Wish.CALL, product)


@dataclass(frozen=True, slots=True)
class LeaveTypedPhone:
    """`read` finds a number in E.164 in a text, reading short ones like the business's own. None: there was none."""

    leave: LeavePhone
    playbook: Playbook

    def __call__(
        self, person: Person, text: str, read: Callable[[str, str], str | None], product: str
    ) -> AskConsent | LeadTaken | None:
        phone = read(text, self.playbook.business.phone)
        return None if phone is None else self.leave(person, phone, product, True)
