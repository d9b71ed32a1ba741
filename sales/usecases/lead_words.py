"""A lead as its reader sees it: codes become words of the reader's language, ready for a template."""

from dataclasses import dataclass
from typing import Any

from sales.leads import Lead, Reason
from sales.people import Person
from sales.playbook import Playbook, UnknownCode
from sales.ports import Desk


@dataclass(frozen=True, slots=True)
class LeadWords:
    """JSON-able. `phone` is empty unless `with_phone`: it is for staff in private, never for a group."""

    playbook: Playbook
    desk: Desk

    def __call__(self, lead: Lead, customer: Person | None, language: str, *, with_phone: bool) -> dict[str, Any]:
        return {
            "lead": lead.token,
            "name": "" if customer is None else customer.name,
            "username": "" if customer is None else customer.username,
            "phone": customer.phone if customer is not None and with_phone else "",
            "has_phone": customer is not None and bool(customer.phone),
            "temperature": lead.temperature.value,
            "score": lead.score,
            "reasons": [{"words": self._reason(r, language), "points": r.points} for r in lead.reasons],
            "matches": self._matches(lead, language),
            "source": lead.source,
            "wish": lead.wish.value,
            "product": self.product(lead.product, language),
            "created_at": lead.created_at.isoformat(),
            "zone": self.desk.timezone,
        }

    def product(self, code: str | None, language: str) -> str:
        """Empty without one; the code itself when the playbook no longer has it."""
        if code is None:
            return ""
        try:
            return self.playbook.product(code).name.in_(language)
        except UnknownCode:
            return code

    def _reason(self, reason: Reason, language: str) -> str:
        rules = (rule for rule in self.playbook.qualification.rules if rule.reason == reason.key)
        rule = next(rules, None)
        return reason.key if rule is None else rule.label.in_(language)

    def _matches(self, lead: Lead, language: str) -> list[dict[str, Any]]:
        ranking = [] if lead.result is None else lead.result["ranking"]
        return [{"name": self._profession(m["profession"], language), "percent": m["percent"]} for m in ranking]

    def _profession(self, code: str, language: str) -> str:
        try:
            return self.playbook.profession(code).name.in_(language)
        except UnknownCode:
            return code
