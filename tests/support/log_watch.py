"""Every log line of the whole run at DEBUG, searched at its end for what must never stand in one.

Bots in the tests' own process log into one file; bots in processes of their own log into files they are given. What
people say is gathered by the driver (tests/support/telegram.py).
"""

import logging
import re
import tempfile
from pathlib import Path

import structlog

from bot.logs import configure

_TOKEN = re.compile(r"\d{3,}:[A-Za-z0-9_-]{30,}")
_PHONE = re.compile(r"\+7\d{10}")
_SHORTEST = 12  # signs: shorter words may stand in a log for another reason


class LogWatch:
    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self.own = Path(self._folder.name) / "in-process.log"
        self._files: list[Path] = [self.own]
        self._said: set[str] = set()
        self._handler: logging.Handler | None = None

    def begin(self) -> None:
        """The tests' own process logs at DEBUG, the way the bot does."""
        configure("DEBUG", "json")
        self._handler = logging.FileHandler(self.own, encoding="utf-8", delay=False)
        self._handler.setFormatter(
            structlog.stdlib.ProcessorFormatter(
                processors=[
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    structlog.processors.JSONRenderer(ensure_ascii=False),
                ],
                foreign_pre_chain=logging.getLogger().handlers[0].formatter.foreign_pre_chain,  # type: ignore[union-attr]
            )
        )
        logging.getLogger().handlers = [self._handler]  # not on the screen: pytest shows a failed test's own lines

    def stay(self) -> None:
        """A test that set up logging for itself took our handler away: put it back."""
        root = logging.getLogger()
        if self._handler is not None and self._handler not in root.handlers:
            root.addHandler(self._handler)
            root.setLevel(logging.DEBUG)

    def reads(self, file: Path) -> Path:
        """This file will hold a bot's log: it is copied when the run ends, if it is still there."""
        kept = Path(self._folder.name) / f"{len(self._files)}.log"
        self._files.append(kept)
        kept.symlink_to(file)
        return file

    def hears(self, text: object) -> None:
        """Somebody wrote this to the bot."""
        if isinstance(text, str) and len(text.strip()) >= _SHORTEST and not text.startswith("/"):
            self._said.add(text.strip())

    def leaks(self) -> list[str]:
        """What was found, one sentence each; the secret itself is not repeated whole."""
        found: list[str] = []
        for file in self._files:
            if file.exists():
                found += self._leaks_in(file)
        return found

    def _leaks_in(self, file: Path) -> list[str]:
        found = []
        for line in file.read_text(encoding="utf-8", errors="replace").splitlines():
            for name, pattern in (("token", _TOKEN), ("phone number", _PHONE)):
                if pattern.search(line):
                    found.append(f"a {name} in the log: {pattern.sub('…', line)[:300]}")
            said = next((text for text in self._said if text in line), None)
            if said is not None:
                found.append(f"what somebody wrote ({said[:12]}…) in the log: {line[:300]}")
        return found

    @property
    def lines(self) -> int:
        return sum(file.read_bytes().count(b"\n") for file in self._files if file.exists())

    def close(self) -> None:
        if self._handler is not None:
            logging.getLogger().removeHandler(self._handler)
            self._handler.close()
        self._folder.cleanup()


WATCH = LogWatch()
