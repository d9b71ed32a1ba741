"""What a person may be told went wrong: a template key, never a sentence."""

from typing import Any


class SalesError(Exception):
    """A refusal the person sees as `errors/<key>`; nothing was changed."""

    def __init__(self, key: str, **params: Any) -> None:
        super().__init__(key)
        self.key = key
        self.params = params


class Outdated(SalesError):
    """An old button: the world has moved on. Shown as a toast."""

    def __init__(self) -> None:
        super().__init__("outdated")


class NotYours(SalesError):
    """Someone else's lead, or none at all: the same answer for both."""

    def __init__(self) -> None:
        super().__init__("not_found")
