"""What a learned reason means: answers in the playbook's own words, the rest by a template."""

from dataclasses import dataclass

from sales.playbook import Playbook, Signal

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
