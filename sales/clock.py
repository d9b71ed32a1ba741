"""Time is an argument. Rules take `now`; whoever calls them holds a Clock."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    def now(self) -> datetime:
        """Aware UTC."""
        ...


def require_aware(moment: datetime) -> datetime:
    """The moment itself. Raises ValueError when it has no time zone: a naive time is a wrong time somewhere."""
    if moment.tzinfo is None:
        raise ValueError(f"naive datetime: {moment!r}")
    return moment
