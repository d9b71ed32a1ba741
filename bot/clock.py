"""The one place where real time comes in."""

from datetime import UTC, datetime, timedelta
from pathlib import Path


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


class ShiftedClock:
    """Real time plus an offset in seconds that someone else writes into a file: how demo and tests travel in time.

    `refresh` rereads the file and says whether time jumped.
    """

    def __init__(self, offset_file: Path) -> None:
        self._file = offset_file
        self._offset = timedelta()
        self.refresh()

    def now(self) -> datetime:
        return datetime.now(UTC) + self._offset

    def refresh(self) -> bool:
        try:
            offset = timedelta(seconds=float(self._file.read_text(encoding="ascii") or "0"))
        except (FileNotFoundError, ValueError):
            return False
        jumped, self._offset = offset != self._offset, offset
        return jumped
