"""What is wrong with a playbook, in sentences that a salesperson can act on."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """`file` is a name inside the playbook directory, `line` counts from 1, `path` is like products[2].price."""

    file: str
    line: int
    path: str
    value: str
    message: str
    next_step: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}; {self.next_step}"


def quoted(value: object) -> str:
    """A value as a person would name it in a sentence."""
    if value is None:
        return "nothing"
    if isinstance(value, list | dict):
        return "a list" if isinstance(value, list) else "a set of keys"
    return f'"{value}"'


class PlaybookError(Exception):
    """The playbook was refused. `problems` holds all of them, in the order of files and lines."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = sorted(problems, key=lambda problem: (problem.file, problem.line, problem.path))
        super().__init__("\n".join(str(problem) for problem in self.problems))
