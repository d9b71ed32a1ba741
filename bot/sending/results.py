"""One pure function says what an answer means. Every branch has a row in its test."""

import math
import re
import socket
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

import aiohttp

from bot.sending.api import Answer

LONGEST_HALT = 3600.0  # seconds; a longer wish is cut and raises an alarm


class Outcome(Enum):
    SENT = auto()
    HARMLESS = auto()  # refused because it no longer matters
    EDIT_LOST = auto()  # the message to edit is gone
    WRONG_SHAPE = auto()  # it shows a file where a text was to be changed, or the other way round
    UNDELETABLE = auto()  # too old: it stays where it is
    FLOOD = auto()  # 429: not sent, everybody waits
    UNREACHABLE = auto()  # this person cannot be written to
    FAILED = auto()
    CONTENT_FAULT = auto()  # what was said is refused, whoever hears it
    MOVED = auto()
    TOKEN_DEAD = auto()
    UNKNOWN = auto()  # nobody can tell whether Telegram took it
    NOT_SENT = auto()  # surely not sent, and not the message's fault


@dataclass(frozen=True, slots=True)
class Verdict:
    """`wait` is seconds (FLOOD, already capped), `absurd` what was asked for when it had to be capped."""

    outcome: Outcome
    message_id: int | None = None
    code: int | None = None
    reason: str | None = None
    wait: float = 0.0
    absurd: str | None = None
    new_chat_id: int | None = None


_NEVER_LEFT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.ClientHttpProxyError,
               aiohttp.InvalidURL, ConnectionRefusedError, socket.gaierror)  # fmt: skip

_UNREACHABLE = (
    ("bot was blocked", "blocked"),
    ("user is deactivated", "deactivated"),
    ("user_deactivated", "deactivated"),
    ("user_is_deactivated", "deactivated"),
    ("bot was kicked", "kicked"),
    ("bot is not a member", "kicked"),
    ("chat was deleted", "kicked"),
    ("chat was deactivated", "kicked"),
    ("can't initiate conversation", "not started"),
)

_CONTENT = (
    "can't parse",
    "too long",
    "too_long",
    "must be non-empty",
    "text is empty",
    "message is empty",
    "wrong file identifier",
    "wrong remote file",
    "wrong file_id",
    "wrong http url",
    "wrong type of",
    "failed to get http url content",
    "button_",
    "inline keyboard button",
    "entity_bounds_invalid",
    "photo_invalid",
    "media_",
    "reply markup",
)

_FILE = ("file", "photo", "image", "video", "document", "media", "too large")

_SIGNS = (
    (Outcome.WRONG_SHAPE, ("there is no text in the message", "there is no caption in the message")),
    (Outcome.UNDELETABLE, ("message can't be deleted",)),
    (Outcome.EDIT_LOST, ("message to edit not found", "message can't be edited", "message_id_invalid")),
    (Outcome.HARMLESS, ("query is too old", "query_id_invalid", "message to delete not found")),
    (Outcome.CONTENT_FAULT, _CONTENT),
)


def classify(answer: Answer) -> Verdict:
    """What happened to the message, by the table in the architecture page."""
    if answer.status is None:
        return _without_answer(answer.kinds)
    body = answer.body
    if answer.status == 429 or _code(answer) == 429:
        return _flood(answer)
    if isinstance(body, dict) and body.get("ok") is True:
        return Verdict(Outcome.SENT, message_id=_message_id(body.get("result")))
    if isinstance(body, dict) and body.get("ok") is False:
        return _refused(_code(answer), str(body.get("description", "")), body.get("parameters"))
    return _unreadable(answer)


def is_about_file(verdict: Verdict) -> bool:
    """Telegram will not have this very file or file id. Asked only of calls that carry one."""
    text = (verdict.reason or "").lower()
    about_else = any(sign in text for sign in ("caption", "rights", "forbidden", "parse entities"))
    return may_be_the_file(verdict) and not about_else and any(sign in text for sign in _FILE)


def may_be_the_file(verdict: Verdict) -> bool:
    """Refused for good, in a way that the same words without their file may escape."""
    is_refusal = verdict.outcome in (Outcome.FAILED, Outcome.CONTENT_FAULT) and verdict.code in (400, 413)
    return is_refusal and "chat not found" not in (verdict.reason or "").lower()


def _without_answer(kinds: tuple[type[BaseException], ...]) -> Verdict:
    name = kinds[0].__name__ if kinds else "no answer"
    if any(issubclass(kind, _NEVER_LEFT) for kind in kinds):
        return Verdict(Outcome.NOT_SENT, reason=name)
    return Verdict(Outcome.UNKNOWN, reason=name)


def _unreadable(answer: Answer) -> Verdict:
    """Not the Bot API's JSON: a broken success was still a success, and a proxy's page tells nothing."""
    if answer.status == 200 or b'"ok":true' in answer.raw.replace(b" ", b""):
        return Verdict(Outcome.SENT, reason="sent, but the answer was unreadable")
    if answer.status == 413:
        return Verdict(Outcome.CONTENT_FAULT, code=413, reason="request too large")
    return Verdict(Outcome.UNKNOWN, code=answer.status, reason=f"HTTP {answer.status} without a Bot API answer")


def _refused(code: int | None, description: str, parameters: Any) -> Verdict:
    if code is None or code >= 500 or code < 400:
        return Verdict(Outcome.UNKNOWN, code=code, reason=description or f"HTTP {code}")
    text = description.lower()
    moved_to = parameters.get("migrate_to_chat_id") if isinstance(parameters, dict) else None
    if isinstance(moved_to, int) and not isinstance(moved_to, bool):
        return Verdict(Outcome.MOVED, code=code, reason=description, new_chat_id=moved_to)
    if code == 401 or (code == 404 and "method" not in text):
        return Verdict(Outcome.TOKEN_DEAD, code=code, reason=description)
    if code == 413:
        return Verdict(Outcome.CONTENT_FAULT, code=code, reason=description)
    if code in (400, 403):
        return _about_this_message(code, description, text)
    return Verdict(Outcome.FAILED, code=code, reason=description)


def _about_this_message(code: int, description: str, text: str) -> Verdict:
    for sign, why in _UNREACHABLE:
        if sign in text:
            return Verdict(Outcome.UNREACHABLE, code=code, reason=why)
    if code == 400 and "message is not modified" in text:
        return Verdict(Outcome.SENT, reason="not modified")
    for outcome, signs in _SIGNS if code == 400 else ():
        if any(sign in text for sign in signs):
            return Verdict(outcome, code=code, reason=description)
    return Verdict(Outcome.FAILED, code=code, reason=description)


def _flood(answer: Answer) -> Verdict:
    asked = _asked_wait(answer)
    try:
        seconds = float(asked)
    except (TypeError, ValueError, OverflowError):
        seconds = 1.0
    if math.isnan(seconds):
        seconds = 1.0
    absurd = str(asked)[:40] if seconds > LONGEST_HALT else None
    return Verdict(Outcome.FLOOD, code=429, wait=min(max(seconds, 1.0), LONGEST_HALT), absurd=absurd)


def _asked_wait(answer: Answer) -> Any:
    body = answer.body if isinstance(answer.body, dict) else {}
    parameters = body.get("parameters")
    if isinstance(parameters, dict) and parameters.get("retry_after") is not None:
        return parameters["retry_after"]
    said = re.search(r"retry after (\d+)", str(body.get("description", "")))
    return said.group(1) if said else answer.retry_header


def _code(answer: Answer) -> int | None:
    code = answer.body.get("error_code") if isinstance(answer.body, dict) else None
    return code if isinstance(code, int) else answer.status


def _message_id(result: Any) -> int | None:
    """Albums answer with a list; the first message stands for all."""
    if isinstance(result, list) and result:
        result = result[0]
    found = result.get("message_id") if isinstance(result, dict) else None
    return found if isinstance(found, int) else None
