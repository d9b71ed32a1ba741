"""The figures as a page: docs/benchmarks.md."""

import platform
import statistics
from dataclasses import dataclass, field
from datetime import datetime
from importlib.metadata import version
from os import cpu_count
from pathlib import Path
from zoneinfo import ZoneInfo

from bench.contestants import AIOGRAM, OURS, PTB
from bench.steps import Runs

_METHOD = Path(__file__).with_name("method.md")
LIBRARIES = ("aiogram", "python-telegram-bot", "aiohttp", "aiosqlite", "uvloop")


@dataclass(slots=True)
class Line:
    what: str
    figure: str
    goal: str = ""
    is_met: bool | None = None


@dataclass(slots=True)
class Page:
    race: list[list[str]] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    def add(self, what: str, figure: str, goal: str = "", is_met: bool | None = None) -> None:
        self.lines.append(Line(what, figure, goal, is_met))

    def add_race(self, results: dict[str, Runs]) -> None:
        yardstick = results[AIOGRAM].cpu_ms
        for name, runs in results.items():
            self.race.append(
                [
                    name,
                    f"{runs.cpu_ms:.2f}",
                    f"{1000 / runs.cpu_ms:.0f}",
                    f"{yardstick / runs.cpu_ms:.2f}",
                    f"{statistics.median(runs.speed):.0f}",
                    f"{statistics.median(runs.p95):.0f}",
                ]
            )
        ours = results[OURS].cpu_ms
        for name, goal in ((AIOGRAM, 1.0), (PTB, 2.0)):
            ratio = results[name].cpu_ms / ours
            self.add(f"Steps per CPU second against {name}", f"{ratio:.2f}×", f"≥ {goal}×", ratio >= goal)

    def text(self) -> str:
        return "\n".join([*_heading(), *self._race(), *self._goals(), _METHOD.read_text(encoding="utf-8")])

    def _race(self) -> list[str]:
        if not self.race:
            return []
        head = ["Bot", "CPU ms a step", "steps per CPU second", "against bare aiogram", "steps/s", "p95 ms"]
        return ["## One quiz step, 32 people at once", "", *_table(head, self.race), ""]

    def _goals(self) -> list[str]:
        marks = {None: "", True: "yes", False: "**no**"}
        rows = [[line.what, line.figure, line.goal, marks[line.is_met]] for line in self.lines]
        return ["## Figures and goals", "", *_table(["What", "Measured", "Goal", "Met"], rows), ""]


def _table(head: list[str], rows: list[list[str]]) -> list[str]:
    return [f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows)]


def _heading() -> list[str]:
    today = datetime.now(ZoneInfo("UTC")).date().isoformat()
    used = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return [
        "# Benchmarks",
        "",
        f"Written by `make bench` on {today}: {cpu_count()} cores ({platform.machine()}, {platform.system()}),"
        f" Python {platform.python_version()},",
        f"{used}.",
        "",
    ]
