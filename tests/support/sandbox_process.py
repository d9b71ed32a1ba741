"""`python -m sandbox` as a process of the tests."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


def launch(
    *, limits: str = "off", clock_file: Path | None = None, log: Path | None = None, seed: int | None = None
) -> tuple[subprocess.Popen[str], str]:
    """Starts `python -m sandbox` on a free port; the process and its address."""
    command = [sys.executable, "-m", "sandbox", "--port", "0", "--limits", limits]
    for option, value in (("--clock-file", clock_file), ("--log", log), ("--seed", seed)):
        if value is not None:
            command += [option, str(value)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    line = process.stdout.readline()
    if "sandbox ready " not in line:
        end(process)
        raise AssertionError(f"the sandbox did not start: {line!r}")
    return process, line.split()[-1]


def end(process: subprocess.Popen[str]) -> None:
    process.terminate()
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdout is not None:
        process.stdout.close()


@contextmanager
def running_sandbox(**options: Any) -> Iterator[str]:
    """A sandbox for a module-wide fixture; yields its address, for Sandbox.connect in each test."""
    process, url = launch(**options)
    try:
        yield url
    finally:
        end(process)
