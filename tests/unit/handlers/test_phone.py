"""Telephone numbers as people type and share them."""

import pytest

from handlers.customer.phone import shared_phone, typed_phone

OURS = "+7 495 000-00-00"


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("+7 916 123-45-67", "+79161234567"),
        ("8 916 123 45 67", "+79161234567"),
        ("9161234567", "+79161234567"),
        ("звоните после шести: 8(916)123-45-67, спасибо", "+79161234567"),
        ("+1 415 555 2671", "+14155552671"),
        ("+375 29 123-45-67", "+375291234567"),
        ("12345", None),
        ("нет", None),
        ("", None),
        ("+7 916 123", None),
        ("9" * 4096, None),
        ("x" * 3000 + "+79161234567", None),
    ],
)
def test_a_typed_number_is_found_or_not(text: str, phone: str | None) -> None:
    assert typed_phone(text, OURS) == phone


def test_a_short_number_is_read_as_one_of_the_business_country() -> None:
    assert typed_phone("020 7946 0958", "+44 20 7946 0000") == "+442079460958"
    assert typed_phone("020 7946 0958", OURS) is None


def test_without_a_number_of_the_business_only_full_ones_are_read() -> None:
    assert typed_phone("8 916 123-45-67", "") is None
    assert typed_phone("+7 916 123-45-67", "") == "+79161234567"


@pytest.mark.parametrize(
    ("number", "phone"),
    [
        ("79161234567", "+79161234567"),
        ("+79161234567", "+79161234567"),
        (" 442079460958 ", "+442079460958"),
        ("", None),
        ("abc", None),
        ("123", None),
    ],
)
def test_a_shared_number_comes_with_or_without_the_plus(number: str, phone: str | None) -> None:
    assert shared_phone(number) == phone
