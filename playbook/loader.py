"""Reads the playbook whole, or refuses it whole with everything that is wrong."""

import difflib
from pathlib import Path

from pydantic import ValidationError

from playbook.build import build
from playbook.draft import FILES, Draft
from playbook.problems import PlaybookError, Problem
from playbook.rules import RULES
from playbook.shape_errors import report_shape_errors
from playbook.source import read_source
from sales.playbook import Playbook


def load(directory: Path) -> Playbook:
    """Raises PlaybookError with all problems; a running program then keeps the playbook it has."""
    if not directory.is_dir():
        message = f"there is no playbook directory {directory}"
        raise PlaybookError([Problem(directory.name, 1, "", "", message, "set PLAYBOOK_DIR to where it is")])
    draft = Draft(directory, {name: read_source(directory / name) for name in FILES})
    for name, shape in FILES.items():
        source = draft.sources[name]
        if source.data is None:
            continue
        try:
            draft.shapes[shape] = shape.model_validate(source.data)
        except ValidationError as error:
            report_shape_errors(source, error)
    for rule in RULES:
        rule(draft)
    problems = [problem for source in draft.sources.values() for problem in source.problems]
    problems += _strangers(directory)
    if problems:
        raise PlaybookError(problems)
    return build(draft)


def _strangers(directory: Path) -> list[Problem]:
    """A file under a wrong name would otherwise be ignored without a word."""
    problems = []
    for file in sorted([*directory.glob("*.yaml"), *directory.glob("*.yml")]):
        if file.name not in FILES:
            close = difflib.get_close_matches(file.name, FILES, n=1)
            step = f"did you mean {close[0]}?" if close else "remove it or move it elsewhere"
            problems.append(Problem(file.name, 1, "", "", "the playbook has no such file", step))
    return problems
