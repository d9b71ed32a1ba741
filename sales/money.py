"""Money as integer minor units (kopecks, cents) with a currency: no fraction of a kopeck can ever appear."""

from dataclasses import dataclass


class MixedCurrency(ValueError):
    """Two amounts of different currencies met in one operation."""


@dataclass(frozen=True, slots=True, order=False)
class Money:
    """`amount` is in minor units; `currency` is an ISO 4217 code in capitals (XTR for Telegram Stars)."""

    amount: int
    currency: str

    def __post_init__(self) -> None:
        if type(self.amount) is not int:
            raise TypeError(f"money is counted in whole minor units, got {self.amount!r}")
        if len(self.currency) != 3 or not self.currency.isascii() or not self.currency.isupper():
            raise ValueError(f"a currency is three capital letters, got {self.currency!r}")

    def _same(self, other: "Money") -> int:
        if self.currency != other.currency:
            raise MixedCurrency(f"{self.currency} and {other.currency} do not add up or compare")
        return other.amount

    def __add__(self, other: "Money") -> "Money":
        return Money(self.amount + self._same(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.amount - self._same(other), self.currency)

    def __mul__(self, times: int) -> "Money":
        return Money(self.amount * times, self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.amount, self.currency)

    def __lt__(self, other: "Money") -> bool:
        return self.amount < self._same(other)

    def __le__(self, other: "Money") -> bool:
        return self.amount <= self._same(other)

    def __gt__(self, other: "Money") -> bool:
        return self.amount > self._same(other)

    def __ge__(self, other: "Money") -> bool:
        return self.amount >= self._same(other)

    def percent(self, basis_points: int) -> "Money":
        """A share in hundredths of a percent, rounded half away from zero (1000 = 10 %)."""
        product = self.amount * basis_points
        size = (abs(product) + 5_000) // 10_000
        return Money(size if product >= 0 else -size, self.currency)

    def split(self, parts: int) -> tuple["Money", ...]:
        """Equal instalments that sum to exactly this amount; the first ones carry the odd units."""
        if parts < 1:
            raise ValueError(f"money is split into at least one part, got {parts}")
        each, odd = divmod(self.amount, parts)
        return tuple(Money(each + (1 if i < odd else 0), self.currency) for i in range(parts))
