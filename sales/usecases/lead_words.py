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
            **self.verdict(lead, language),
            "matches": self._matches(lead, language),
            "source": lead.source,
            "also": [],
            "wish": lead.wish.value,
            "product": self.product(lead.product, language),
            "created_at": lead.created_at.isoformat(),
            "zone": self.desk.timezone,
        }

    def verdict(self, lead: Lead, language: str) -> dict[str, Any]:
        """Both numbers and what they are made of, the weightiest first."""
        rules = self.playbook.qualification
        reasons = sorted(lead.reasons, key=lambda reason: -abs(reason.points))
        return {
            "temperature": lead.temperature.value,
            "score": lead.score,
            "fit": lead.fit,
            "fit_max": rules.fit_max,
            "engagement": lead.engagement,
            "engagement_max": rules.engagement_max,
            "chance": lead.chance,
            "reasons": [
                {"words": self._reason(r, language), "points": r.points, "is_guess": r.is_guess} for r in reasons
            ],
        }

    def asked(self, said: dict[str, Any], language: str) -> dict[str, Any]:
        """What is said beside the lead, with slides by their titles instead of their codes."""
        words = dict(said)
        if "slide" in words:
            words["slide"] = self.slide(words["slide"], language)
        if "questions" in words:
            words["questions"] = [{**one, "slide": self.slide(one["slide"], language)} for one in words["questions"]]
        return words

    def product(self, code: str | None, language: str) -> str:
        """Empty without one; the code itself when the playbook no longer has it."""
        if code is None:
            return ""
        try:
            return self.playbook.product(code).name.in_(language)
        except UnknownCode:
            return code

    def slide(self, code: str, language: str) -> str:
        """The slide's title; the code itself when no presentation has it any more. Empty without one."""
        found = next((slide for deck in self.playbook.decks if (slide := deck.slide(code)) is not None), None)
        return code if found is None else found.title.in_(language)

    def _reason(self, reason: Reason, language: str) -> str:
        label = self.playbook.qualification.label(reason.key)
        return reason.key if label is None else label.in_(language)

    def _matches(self, lead: Lead, language: str) -> list[dict[str, Any]]:
        ranking = [] if lead.result is None else lead.result["ranking"]
        return [{"name": self._profession(m["profession"], language), "percent": m["percent"]} for m in ranking]

    def _profession(self, code: str, language: str) -> str:
        try:
            return self.playbook.profession(code).name.in_(language)
        except UnknownCode:
            return code
