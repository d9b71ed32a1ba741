import pytest

from sales.money import MixedCurrency, Money


def roubles(amount: int) -> Money:
    return Money(amount, "RUB")


def test_money_adds_subtracts_and_multiplies_in_whole_minor_units():
    assert roubles(150) + roubles(50) - roubles(20) == roubles(180)
    assert roubles(150) * 3 == roubles(450)
    assert -roubles(1) == roubles(-1)


def test_money_compares_within_one_currency():
    assert roubles(1) < roubles(2) <= roubles(2)
    assert roubles(3) > roubles(2) >= roubles(2)


@pytest.mark.parametrize("operate", ["__add__", "__sub__", "__lt__", "__le__", "__gt__", "__ge__"])
def test_two_currencies_never_meet(operate):
    with pytest.raises(MixedCurrency):
        getattr(roubles(1), operate)(Money(1, "USD"))


@pytest.mark.parametrize("amount", [1.5, "100", True])
def test_money_is_whole(amount):
    with pytest.raises(TypeError):
        Money(amount, "RUB")


@pytest.mark.parametrize("currency", ["rub", "RU", "РУБ", ""])
def test_a_currency_is_three_capital_latin_letters(currency):
    with pytest.raises(ValueError, match="three capital letters"):
        Money(1, currency)


@pytest.mark.parametrize(("points", "share"), [(1_000, 100), (1_250, 125), (1, 0), (5, 1), (10_000, 999)])
def test_a_share_is_rounded_half_away_from_zero(points, share):
    base = 1_000 if points != 10_000 else 999
    assert roubles(base).percent(points) == roubles(share)
    assert roubles(-base).percent(points) == roubles(-share)


@pytest.mark.parametrize(("amount", "parts"), [(100, 3), (0, 5), (7, 7), (1_299_000, 12), (-100, 3)])
def test_instalments_sum_to_exactly_the_price(amount, parts):
    pieces = roubles(amount).split(parts)
    assert sum(piece.amount for piece in pieces) == amount
    assert max(piece.amount for piece in pieces) - min(piece.amount for piece in pieces) <= 1


def test_money_splits_into_at_least_one_part():
    with pytest.raises(ValueError, match="at least one"):
        roubles(100).split(0)
