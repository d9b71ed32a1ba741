"""What an import found, in sentences for the operator."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from sales.learning.cells import RowRefused, Wrong
from storage.lead_import import Sorted

EXAMPLES = 20

_WRONG = {
    Wrong.MISSING: "must not be empty",
    Wrong.TOO_LONG: "too long",
    Wrong.NUL: "holds a NUL byte",
    Wrong.DATE: "is no date (2026-11-23, 2026-11-23 14:05 or 23.11.2026)",
    Wrong.FUTURE: "lies in the future",
    Wrong.CLOSED_EARLY: "closed before it was created",
    Wrong.NOT_CLOSED: "is open, yet has the day it was closed",
    Wrong.PHONE: "is no telephone number",
    Wrong.NO_PHONE: "an open lead needs a phone: there is no other way to reach it",
    Wrong.VALUE: "unknown value",
    Wrong.NUMBER: "is no whole number from 0 to 1000",
    Wrong.WIDTH: "the row has more or fewer cells than the header",
}
_VERDICTS = {
    "same_id": "the same external_id as a line before",
    "same_phone": "the same phone as a line before",
    "imported": "imported earlier",
    "known": "the phone of somebody who works here",
    "erased": "asked to be forgotten",
}


@dataclass
class Findings:
    """Counts everything, keeps the first few of each kind: bounded, however wrong the file is."""

    rows: int = 0
    formulas: int = 0
    problems: int = 0
    _seen: dict[tuple[Wrong, str], list[str]] = field(default_factory=dict)
    _counts: dict[tuple[Wrong, str], int] = field(default_factory=lambda: defaultdict(int))

    def note(self, line: int, refused: RowRefused) -> None:
        kind = (refused.wrong, refused.column)
        self.problems += 1
        self._counts[kind] += 1
        examples = self._seen.setdefault(kind, [])
        if len(examples) < EXAMPLES:
            examples.append(f"{line}: {_shown(refused.value)}" if refused.value else str(line))

    def problem_lines(self) -> Iterator[str]:
        for (wrong, column), examples in sorted(self._seen.items()):
            total = self._counts[wrong, column]
            yield f"{column + ': ' if column else ''}{_WRONG[wrong]} ({total}), at line {_listed(examples, total)}"


def report(findings: Findings, found: Sorted, unused: list[str]) -> Iterator[str]:
    """First what comes in, then what does not, then what is wrong."""
    yield f"rows: {findings.rows}"
    closed = f"{found.total('new', 'won')} won and {found.total('new', 'lost')} lost to learn from"
    yield f"new: {closed}, {found.total('new', 'open')} open for the pool"
    if total := found.total("joins"):
        lines = [f"{line} ({_shown(id)})" for line, id in found.examples["joins"]]
        yield f"of people whose phone is known, joined with their lead: {total}, at line {_listed(lines, total)}"
    for verdict, words in _VERDICTS.items():
        if total := found.total(verdict):
            lines = [f"{line} ({_shown(id)})" for line, id in found.examples[verdict]]
            yield f"left out, {words}: {total}, at line {_listed(lines, total)}"
    if unused:
        yield f"columns not used: {', '.join(map(_shown, unused))}"
    if findings.formulas:
        yield f"cells that look like formulas, kept as plain text: {findings.formulas}"
    yield from findings.problem_lines()


def _listed(examples: list[str], total: int) -> str:
    return ", ".join(examples) + (" and more" if total > len(examples) else "")


def _shown(value: str) -> str:
    """A file's words on a terminal: no control characters, not too long."""
    return repr(value[:40])
