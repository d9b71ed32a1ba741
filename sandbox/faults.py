"""Programmed faults: which call goes wrong, and how the answer to it looks."""

import json
import random
import time
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

from sandbox.errors import ApiError, ControlError, bad, forbidden

ACCEPT = "accept_500 accept_502_html accept_drop accept_timeout accept_slow accept_unparsable accept_unknown_fields"
REFUSE = "refuse_429 refuse_401 refuse_403 refuse_400 refuse_migrate refuse_500 refuse_502_html refuse_503 refuse_drop"
ACTIONS = frozenset(f"{ACCEPT} {REFUSE}".split())
_FORBIDDEN = {
    "blocked": "bot was blocked by the user",
    "deactivated": "user is deactivated",
    "kicked": "bot was kicked from the group chat",
    "supergroup_kicked": "bot was kicked from the supergroup chat",
}
_HTML = b"<html>\r\n<head><title>%b</title></head>\r\n<body>\r\n<center><h1>%b</h1></center>\r\n</body>\r\n</html>\r\n"
_ODD_RETRY: dict[str, Any] = {"string": "5", "negative": -1, "huge": 10**9, "zero": 0}


@dataclass(slots=True)
class Reply:
    """What leaves the server. `drop` cuts the connection instead, `hang` never answers, `delay` is in seconds."""

    status: int
    body: bytes
    content_type: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    drop: bool = False
    hang: bool = False
    delay: float = 0.0


def json_reply(status: int, payload: dict[str, Any]) -> Reply:
    return Reply(status, json.dumps(payload, separators=(",", ":")).encode())


def error_reply(error: ApiError) -> Reply:
    payload: dict[str, Any] = {"ok": False, "error_code": error.code, "description": error.description}
    if error.parameters:
        payload["parameters"] = error.parameters
    return json_reply(error.code, payload)


@dataclass(slots=True)
class Fault:
    id: int
    action: str
    options: dict[str, Any]
    born: float = field(default_factory=time.monotonic)
    seen: int = 0
    fired: int = 0

    @property
    def name(self) -> str:
        return self.options.get("name") or self.action

    @property
    def refuses(self) -> bool:
        return self.action.startswith("refuse")

    def strikes(self, method: str, chat_id: int | str | None, dice: random.Random) -> bool:
        """Whether this call is hit; counts the calls it looked at."""
        want = self.options
        if not self._covers(method, chat_id):
            return False
        self.seen += 1
        if want.get("nth") is not None and self.seen != want["nth"]:
            return False
        if dice.random() >= want.get("probability", 1.0):
            return False
        self.fired += 1
        return True

    def _covers(self, method: str, chat_id: int | str | None) -> bool:
        want = self.options
        age = time.monotonic() - self.born
        if not want.get("after", 0.0) <= age < want.get("until", float("inf")):
            return False
        if want.get("methods") and not any(fnmatchcase(method, pattern) for pattern in want["methods"]):
            return False
        if want.get("chats") and chat_id not in want["chats"]:
            return False
        return want.get("times") is None or self.fired < want["times"]

    def refusal(self) -> Reply:
        """The answer of a refuse action; the call has no effect."""
        kind = self.action.removeprefix("refuse_")
        if kind == "drop":
            return Reply(0, b"", drop=True)
        if kind in ("502_html", "500"):
            return _bad_gateway() if kind == "502_html" else _restarting()
        if kind == "503":
            after = self.options.get("retry_after", 5)
            reply = error_reply(ApiError(503, "Service Unavailable"))
            reply.headers = {} if after is None else {"Retry-After": str(after)}
            return reply
        if kind == "429":
            return self._too_many()
        return error_reply(self._error(kind))

    def _error(self, kind: str) -> ApiError:
        if kind == "401":
            return ApiError(401, "Unauthorized")
        if kind == "403":
            return forbidden(_FORBIDDEN[self.options.get("reason", "blocked")])
        if kind == "migrate":
            upgraded = bad("group chat was upgraded to a supergroup chat")
            upgraded.parameters = {"migrate_to_chat_id": self.options["to"]}
            return upgraded
        description = self.options.get("description", "chat not found")
        return ApiError(400, description if description.startswith("Bad Request") else f"Bad Request: {description}")

    def announced_seconds(self) -> float:
        """The halt this fault tells the bot to keep, 0 where it tells none that can be understood."""
        if self.action != "refuse_429" or self.options.get("shape", "json") != "json":
            return 0.0
        return float(self.options.get("retry_after", 1) or 0)

    def _too_many(self) -> Reply:
        shape = self.options.get("shape", "json")
        if shape == "html":
            return Reply(429, _HTML % (b"429 Too Many Requests", b"429 Too Many Requests"), "text/html")
        seconds = _ODD_RETRY.get(shape, self.options.get("retry_after", 1))
        if shape == "missing" or seconds is None:
            return error_reply(ApiError(429, "Too Many Requests"))
        return error_reply(ApiError(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds))

    def distorted(self, reply: Reply) -> Reply:
        """The answer of an accept action; the call has had its effect."""
        kind = self.action.removeprefix("accept_")
        if kind == "500":
            return _restarting()
        if kind == "502_html":
            return _bad_gateway()
        if kind == "unparsable":
            return Reply(200, reply.body[: max(len(reply.body) // 2, 20)])
        if kind == "unknown_fields":
            payload = json.loads(reply.body)
            if isinstance(payload.get("result"), dict):
                payload["result"]["field_of_tomorrow"] = {"kind": "unheard_of", "value": [1, None]}
            payload["meta_of_tomorrow"] = True
            return json_reply(reply.status, payload)
        reply.drop = kind == "drop"
        reply.hang = kind == "timeout"
        reply.delay = float(self.options.get("seconds", 90)) if kind == "slow" else 0.0
        return reply


def _restarting() -> Reply:
    return error_reply(ApiError(500, "Internal Server Error: restart"))


def _bad_gateway() -> Reply:
    return Reply(502, _HTML % (b"502 Bad Gateway", b"502 Bad Gateway"), "text/html")


class Faults:
    """The faults in force in one world, in the order they were set; the first that strikes wins."""

    def __init__(self, dice: random.Random) -> None:
        self._dice = dice
        self._serial = 0
        self._faults: dict[int, Fault] = {}

    def add(self, wanted: dict[str, Any]) -> int:
        action = wanted.get("action")
        if action not in ACTIONS:
            raise ControlError(f"an action is one of {', '.join(sorted(ACTIONS))}")
        if action == "refuse_migrate" and not isinstance(wanted.get("to"), int):
            raise ControlError("refuse_migrate needs the new chat's id in `to`")
        if action == "refuse_403" and wanted.get("reason", "blocked") not in _FORBIDDEN:
            raise ControlError(f"a reason is one of {', '.join(_FORBIDDEN)}")
        self._serial += 1
        self._faults[self._serial] = Fault(self._serial, action, wanted)
        return self._serial

    def remove(self, fault_id: int | None = None) -> None:
        if fault_id is None:
            self._faults.clear()
        elif self._faults.pop(fault_id, None) is None:
            raise ControlError(f"no fault {fault_id}", 404)

    def strike(self, method: str, chat_id: int | str | None) -> Fault | None:
        for fault in self._faults.values():
            if fault.strikes(method, chat_id, self._dice):
                return fault
        return None

    def view(self) -> list[dict[str, Any]]:
        return [{**f.options, "id": f.id, "seen": f.seen, "fired": f.fired} for f in self._faults.values()]
