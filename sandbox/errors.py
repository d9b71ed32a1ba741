"""Refusals: of a Bot API call, and of a control request."""

from typing import Any


class ApiError(Exception):
    """A Bot API call refused without effect; `description` is said as Telegram says it."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


class LimitExceeded(ApiError):
    """429 with `retry_after` in seconds; `scope` is the limit that was exceeded."""

    def __init__(self, scope: str, retry_after: int, during_halt: bool) -> None:
        super().__init__(429, f"Too Many Requests: retry after {retry_after}", retry_after=retry_after)
        self.scope = scope
        self.during_halt = during_halt


class ControlError(Exception):
    """A control request that makes no sense; answered with 4xx and one sentence."""

    def __init__(self, sentence: str, status: int = 400) -> None:
        super().__init__(sentence)
        self.status = status


def bad(description: str) -> ApiError:
    return ApiError(400, f"Bad Request: {description}")


def forbidden(description: str) -> ApiError:
    return ApiError(403, f"Forbidden: {description}")
