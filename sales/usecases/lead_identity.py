"""Who is behind a lead, where several accounts are: each of them, every source, what was bought before."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sales.leads import Lead, LeadStage
from sales.merging import attribution
from sales.people import Person
from sales.ports import MergeBook
from sales.usecases.lead_people import LeadPeople
from sales.usecases.lead_words import LeadWords

PAST = 2


@dataclass(frozen=True, slots=True)
class LeadIdentity:
    """JSON-able values of `lead/_identity`, empty for a lead of one account without a past.

    `accounts`: those beside `customer`; `also`: further sources after the first; `past`: closed leads;
    `merge`: what undoes the latest merge, empty when it is too late.
    """

    merges: MergeBook
    lead_people: LeadPeople
    words: LeadWords
    now: datetime

    def __call__(self, lead: Lead, customer: Person | None, language: str) -> dict[str, Any]:
        under = self.merges.under(lead.id)
        sources = attribution(self.merges.origins_of(lead.id)) if under else None
        undoable = [merge.token for merge in under if merge.may_be_undone(self.now)]
        return {
            "accounts": [self._account(one) for one in self.lead_people(lead) if customer and one.id != customer.id],
            "source": lead.source if sources is None or sources.first is None else sources.first.words,
            "also": [] if sources is None else [origin.words for origin in sources.also],
            "past": list(self._past(self.merges.past_of(lead)[:PAST], language)),
            "merge": undoable[-1] if undoable and lead.is_open else "",
        }

    def _account(self, person: Person) -> dict[str, Any]:
        return {
            "name": person.name,
            "username": person.username,
            "is_in_telegram": bool(person.telegram_id),
            "is_reachable": person.unreachable_at is None,
        }

    def _past(self, leads: Iterable[Lead], language: str) -> Iterable[dict[str, Any]]:
        for lead in leads:
            yield {
                "is_won": lead.stage is LeadStage.WON,
                "at": (lead.closed_at or lead.created_at).isoformat(),
                "product": self.words.product(lead.product, language),
            }
