"""What a learned reason means: answers in the playbook's own words, the rest by a template."""

from dataclasses import dataclass
from typing import Any

from sales.leads import Lead
from sales.people import Person
from sales.playbook import Playbook, Signal
from sales.ports import ScoreModels
from sales.usecases.snapshot_lead import ReadFacts

SHOWN = 3

_SIGNALS = {signal.value: signal for signal in Signal}


@dataclass(frozen=True, slots=True)
class LearnedWords:
    """`key` is "goal=change". Empty when the playbook has no words of its own: then score/_reason says it."""

    playbook: Playbook

    def __call__(self, key: str, language: str) -> str:
        fact, _, band = key.partition("=")
        signal = _SIGNALS.get(fact)
        rule = None if signal is None else self.playbook.qualification.rule(signal, band)
        return "" if rule is None else rule.label.in_(language)


@dataclass(frozen=True, slots=True)
class LearnedReasons:
    """Why the learned chance is what it is, the weightiest first; nothing while the rules judge alone. JSON-able."""

    models: ScoreModels
    facts: ReadFacts
    words: LearnedWords

    def __call__(self, lead: Lead, customer: Person | None, language: str) -> list[dict[str, Any]]:
        if lead.chance is None or customer is None:
            return []
        model = self.models.active()
        if model is None:
            return []
        facts = self.facts(customer, lead.wish, lead)
        return [
            {"key": reason.key, "words": self.words(reason.key, language), "points": reason.points}
            for reason in model.reasons(facts)[:SHOWN]
        ]
