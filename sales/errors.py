"""What a person may be told went wrong: a template key, never a sentence."""

from typing import Any, ClassVar


class SalesError(Exception):
    """A refusal the person sees as `errors/<key>`; nothing was changed.

    `instead`: the template of a screen that takes the place of the pressed one, when that has nothing to offer now.
    """

    instead: ClassVar[str | None] = None

    def __init__(self, key: str, **params: Any) -> None:
        super().__init__(key)
        self.key = key
        self.params = params


class Outdated(SalesError):
    """An old button: the world has moved on. Shown as a toast."""

    def __init__(self) -> None:
        super().__init__("outdated")


class NotYours(SalesError):
    """Someone else's lead, or none at all: the same answer for both. Whatever the old card said of it goes."""

    instead = "lead/gone"

    def __init__(self) -> None:
        super().__init__("not_found")


class OlderResult(SalesError):
    """A button of a quiz result that a later one has replaced."""

    instead = "quiz/older"

    def __init__(self) -> None:
        super().__init__("older_result")


class NoSuchAttempt(SalesError):
    """A button of quiz answers that are somebody else's or were erased: the same answer for both."""

    instead = "quiz/gone"

    def __init__(self) -> None:
        super().__init__("outdated")
