"""`python -m bench [part …]`: measure, print the table, keep it in docs/benchmarks.md when everything was measured."""

import argparse
import shutil
import statistics
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

import uvloop

from bench.commits import committing
from bench.contestants import ALL
from bench.steps import half_load, memory, race
from bench.table import Page
from bench.timers import ticking

KEPT = Path(__file__).resolve().parents[1] / "docs" / "benchmarks.md"
Options = argparse.Namespace


async def _race(page: Page, folder: Path, options: Options) -> None:
    page.add_race(await race(ALL, folder, rounds=options.rounds, steps=options.steps, warm_up=500))


async def _delay(page: Page, folder: Path, options: Options) -> None:
    highest, p50s, p95s = await half_load(folder, seconds=5.0, rounds=options.rounds)
    p50, p95 = statistics.median(p50s), statistics.median(p95s)
    page.add(
        f"Press to answer, p95 at half of our capacity ({highest / 2:.0f} of {highest:.0f} steps/s; p50 {p50:.0f} ms)",
        f"{p95:.0f} ms",
        "< 50 ms",
        p95 < 50,
    )


async def _memory(page: Page, folder: Path, options: Options) -> None:
    few, many = 1000, options.people
    at_start, after_few, after_many = await memory(folder, few=few, many=many)
    page.add("Memory after start", f"{at_start:.0f} MB")
    page.add(f"Memory after {few:,} people", f"{after_few:.0f} MB")
    page.add(f"Memory after {many:,} people", f"{after_many:.0f} MB", "< 250 MB", after_many < 250)
    growth = after_many - after_few
    page.add(f"Growth from {few:,} to {many:,} people", f"{growth:.1f} MB", "< 20 MB", growth < 20)


async def _timers(page: Page, folder: Path, options: Options) -> None:
    closing, nudging, idle = await ticking(folder, stored=options.timers)
    stored = f"{options.timers:,} timers stored"
    page.add(f"Tick with 100 due, each found and closed ({stored})", f"{closing:.1f} ms", "< 10 ms", closing < 10)
    page.add("The same tick with what 100 nudges do besides", f"{nudging:.1f} ms")
    page.add("Tick with none due", f"{idle:.2f} ms")


async def _commits(page: Page, folder: Path, options: Options) -> None:
    alone, together = await committing(folder, writes=40_000)
    page.add("Small transactions a second, one client", f"{alone:,.0f}")
    page.add("Small transactions a second, 32 clients (grouped commits)", f"{together:,.0f}")


PARTS: dict[str, Callable[[Page, Path, Options], Awaitable[None]]] = {
    "steps": _race,
    "delay": _delay,
    "memory": _memory,
    "timers": _timers,
    "commits": _commits,
}


async def _run(options: Options) -> None:
    page, folder = Page(), Path(tempfile.mkdtemp(prefix="bench-"))
    try:
        for name in options.parts or PARTS:
            print(f"measuring: {name}", file=sys.stderr, flush=True)
            await PARTS[name](page, folder, options)
    except BaseException:
        print(f"what the bots said: {folder}/bots.log", file=sys.stderr)
        raise
    shutil.rmtree(folder)
    print(page.text())
    if set(options.parts or PARTS) == set(PARTS):
        KEPT.write_text(page.text(), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("parts", nargs="*", help=f"only these: {', '.join(PARTS)}")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--steps", type=int, default=1500, help="per bot and round")
    parser.add_argument("--people", type=int, default=100_000, help="for the memory")
    parser.add_argument("--timers", type=int, default=1_000_000)
    uvloop.run(_run(parser.parse_args()))


if __name__ == "__main__":
    main()
