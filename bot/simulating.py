"""`simulate`: the quiz of the playbook tried on simulated people, on every core; one line a target."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import yaml

from sales.quiz import Quiz
from sales.quiz.simulation import Job, Outcome, Profile, Row, independent_profiles, jobs, table

EVIDENCE = Path(__file__).parent / "evidence" / "onet.yaml"

Outcomes = list[tuple[Outcome, ...]]
RunAll = Callable[[Iterable[Job]], Iterator[Outcomes]]


def simulated(quiz: Quiz, people: int, run_all: RunAll) -> list[Row]:
    """The table for so many people in each crowd, the same whatever runs the jobs."""
    independent = evidence(quiz)
    planned = list(jobs(quiz, independent, people))
    found: dict[str, Outcomes] = {}
    for job, outcomes in zip(planned, run_all(planned), strict=True):
        found.setdefault(job.crowd.name, []).extend(outcomes)
    return table(quiz, independent, found)


def evidence(quiz: Quiz) -> tuple[Profile, ...] | None:
    """What O*NET measured of these professions; None when the playbook has others."""
    known = yaml.safe_load(EVIDENCE.read_text(encoding="utf-8"))["professions"]
    return independent_profiles(quiz, {code: profession["values"] for code, profession in known.items()})


def on_every_core(planned: Iterable[Job]) -> Iterator[Outcomes]:
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        yield from pool.map(_run, planned)


def in_lines(rows: list[Row]) -> Iterator[str]:
    """Aligned columns: id, what, target, got, ok."""
    cells = [("", "what", "target", "got", ""), *((r.id, r.what, r.target, r.got, _MARK[r.ok]) for r in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(4)]
    for row in cells:
        yield "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[4]]).rstrip()


_MARK = {True: "ok", False: "MISSED", None: ""}


def _run(job: Job) -> Outcomes:
    return job()
