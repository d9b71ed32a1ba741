"""A lead nobody has taken yet turns out hotter than its notice said: those on duty hear of it."""

from dataclasses import dataclass

from sales.leads import Lead
from sales.outgoing import Lane, WhenUnknown
from sales.people import Person
from sales.playbook import Temperature
from sales.ports import LeadBook, Messenger
from sales.usecases.lead_words import LeadWords
from sales.usecases.notice_lead import OnDuty

_DEGREES = (Temperature.COLD, Temperature.WARM, Temperature.HOT)


@dataclass(frozen=True, slots=True)
class TellWarmer:
    """`before`: the lead as it was judged last. Says nothing when it has an owner: the card shows it."""

    leads: LeadBook
    on_duty: OnDuty
    words: LeadWords
    messenger: Messenger

    def __call__(self, person: Person, before: Lead | None) -> None:
        now = self.leads.open_of(person.id)
        if before is None or now is None or now.owner_id is not None:
            return
        if _DEGREES.index(now.temperature) <= _DEGREES.index(before.temperature):
            return
        receivers, _ = self.on_duty()
        for receiver in receivers:
            self.messenger.tell(
                receiver,
                "lead/warmer",
                lane=Lane.URGENT,
                when_unknown=WhenUnknown.LEAVE,
                about=now.about,
                dedupe_key=f"warmer:{now.id}:{now.temperature.value}:{receiver.id}",
                **self.words(now, person, receiver.language, with_phone=True),
            )
