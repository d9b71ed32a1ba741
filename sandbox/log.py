"""The append-only log: what the bot called and what was delivered, written before the answer leaves.

It is the judge of the tests, so a line is on its way to the disk (flushed) before anyone can act on the answer.
"""

import hashlib
import json
import time
from bisect import bisect_right
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

Entry = dict[str, Any]


def body_hash(method: str, body: object) -> str:
    """Equal for two calls with the same method and parameters, whatever their encoding or order."""
    canonical = json.dumps(body, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.blake2b(f"{method} {canonical}".encode(), digest_size=8).hexdigest()


class LogFile:
    """The JSON-lines file shared by all worlds; `n` counts over all of them."""

    def __init__(self, path: Path | None) -> None:
        self._file: BinaryIO | None = None
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = path.open("ab", buffering=0)
        self.count = 0

    def append(self, entry: Entry) -> None:
        self.count += 1
        entry["n"] = self.count
        if self._file is not None:
            self._file.write(json.dumps(entry, separators=(",", ":"), default=str).encode() + b"\n")

    def close(self) -> None:
        if self._file is not None:
            self._file.close()


class WorldLog:
    """One world's share of the log, kept in memory for the control API."""

    def __init__(self, file: LogFile, bot_id: int) -> None:
        self._file = file
        self._bot_id = bot_id
        self._entries: list[Entry] = []

    def write(self, kind: str, clock: float, **fields: Any) -> Entry:
        entry: Entry = {"n": 0, "t": time.monotonic(), "wall": time.time(), "clock": clock}
        entry["bot_id"] = self._bot_id
        entry["kind"] = kind
        entry.update(fields)
        self._file.append(entry)
        self._entries.append(entry)
        return entry

    def read(self, since: int = 0, limit: int | None = None, **equal: Any) -> list[Entry]:
        """The first `limit` entries with n > since whose fields equal the given ones."""
        start = bisect_right(self._entries, since, key=lambda entry: entry["n"])
        after = islice(self._entries, start, None)
        fitting = (e for e in after if all(e.get(name) == value for name, value in equal.items()))
        return list(islice(fitting, limit))
