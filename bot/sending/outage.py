"""When Telegram cannot be reached nobody hammers it: everyone waits, then one call tries the way."""

LONGEST = 60.0
_DOUBTS = 5


class Outage:
    """A call that surely did not leave starts the wait at once, doubtful answers after five in a row.

    The wait doubles from 1 to 60 seconds. Rows lose nothing meanwhile: they were not sent, so no attempt is counted.
    """

    def __init__(self) -> None:
        self._strikes = 0
        self._doubts = 0
        self.until = 0.0

    @property
    def is_probing(self) -> bool:
        """One call at a time until one gets through."""
        return self._strikes > 0

    def unreached(self, now: float) -> bool:
        """A call surely did not leave. True when this lengthened the wait (calls of one volley count once)."""
        if now < self.until:
            return False
        self.until = now + min(LONGEST, 2.0**self._strikes)
        self._strikes = min(self._strikes + 1, 10)
        return True

    def doubtful(self, now: float) -> bool:
        self._doubts += 1
        return self._doubts >= _DOUBTS and self.unreached(now)

    def reached(self) -> None:
        self._strikes = self._doubts = 0
        self.until = 0.0
