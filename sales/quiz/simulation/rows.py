"""One line of the table: a figure and what it should be."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """`ok` None: a figure without a target, or one that this playbook does not allow."""

    id: str
    what: str
    target: str
    got: str
    ok: bool | None


def at_least(id: str, what: str, got: float, target: float) -> Row:
    return Row(id, what, f">= {target:.2f}", f"{got:.3f}", got >= target)


def at_most(id: str, what: str, got: float, target: float) -> Row:
    return Row(id, what, f"<= {target:.2f}", f"{got:.3f}", got <= target)


def exactly(id: str, what: str, holds: bool, target: str = "exact") -> Row:
    return Row(id, what, target, "yes" if holds else "no", holds)


def known(id: str, what: str, got: str) -> Row:
    return Row(id, what, "-", got, None)
