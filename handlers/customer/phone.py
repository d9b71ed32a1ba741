"""Telephone numbers as people type and share them."""

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberMatcher

_LONGEST = 200


def typed_phone(text: str, like: str) -> str | None:
    """The first real number in what was typed, in E.164; None when there is none.

    A number without a country code is read as one of the country of `like`, the business's own number.
    """
    for found in PhoneNumberMatcher(text[:_LONGEST], _region_of(like)):
        return phonenumbers.format_number(found.number, PhoneNumberFormat.E164)
    return None


def shared_phone(number: str) -> str | None:
    """A contact's number in E.164. Telegram gives it in the international form, with or without the plus."""
    try:
        parsed = phonenumbers.parse("+" + number.strip().lstrip("+"))
    except NumberParseException:
        return None
    is_possible = phonenumbers.is_possible_number(parsed)
    return phonenumbers.format_number(parsed, PhoneNumberFormat.E164) if is_possible else None


def _region_of(phone: str) -> str | None:
    try:
        return phonenumbers.region_code_for_number(phonenumbers.parse(phone))
    except NumberParseException:
        return None
