"""The sandbox clock: real time plus an offset in seconds that the page and the tests move."""

import os
import time
from pathlib import Path


class Clock:
    """One for the whole server. The offset is mirrored to a file, so a bot process can follow it."""

    def __init__(self, mirror: Path | None = None) -> None:
        self.offset = 0.0
        self._mirror = mirror
        self.set_offset(0.0)

    def now(self) -> float:
        """Unix seconds on the sandbox clock."""
        return time.time() + self.offset

    def forward(self, seconds: float) -> None:
        self.set_offset(self.offset + seconds)

    def set_offset(self, seconds: float) -> None:
        self.offset = seconds
        if self._mirror is not None:
            draft = self._mirror.with_name(self._mirror.name + ".new")
            draft.write_text(f"{seconds:.6f}\n", encoding="ascii")
            os.replace(draft, self._mirror)

    def view(self) -> dict[str, float]:
        return {"offset": self.offset, "now": self.now()}
