"""Values that samples are made of."""


class Word(str):
    """Free text: anything may stand here."""

    __slots__ = ()


PRICE = {"amount": 4_990_000, "currency": "RUB"}
TOKEN = "AbCdEf0123456_-x"
AT = "2026-11-23T12:00:00.123000+00:00"
ANNA = Word("Анна Иванова")
