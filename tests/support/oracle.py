"""The judge: what people got, read from the sandbox's log, against what they did and what the bot lists as unknown.

The log belongs to Telegram's side and is written before an answer leaves, so it survives whatever kills the bot.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

import psycopg

from storage.database import sqlite_path
from tests.support.telegram import Json, World

SAYS = (
    *("sendMessage", "sendDocument", "sendPhoto", "sendVideo"),
    *("editMessageText", "editMessageCaption", "editMessageMedia"),
)


ENDS = ("qr1:1", "qh1")
"""Buttons that only stand where the quiz is over: answer anew, earlier results."""


@dataclass(frozen=True)
class Said:
    """A call that took effect. `fault` names what went wrong with the answer to it."""

    n: int
    chat_id: int
    method: str
    text: str
    data: tuple[str, ...]
    clock: float
    fault: str | None

    @property
    def question(self) -> str | None:
        """The quiz question it shows."""
        return next((data.split(":")[2] for data in self.data if data.startswith("qa1:")), None)

    @property
    def is_result(self) -> bool:
        return self.question is None and any(data in ENDS for data in self.data)


class _InChat(Protocol):
    @property
    def chat_id(self) -> int: ...


InChat = TypeVar("InChat", bound=_InChat)


async def said(world: World, *, accepted: bool | None = True) -> list[Said]:
    """Everything said by the bot, in the order it took effect; `accepted` None: refused calls too."""
    entries = await world.log(kind="call")
    return [
        _said(entry)
        for entry in entries
        if entry["method"] in SAYS and (accepted is None or entry["accepted"] is accepted)
    ]


def by_chat(calls: Iterable[InChat]) -> dict[int, list[InChat]]:
    chats: dict[int, list[InChat]] = {}
    for call in calls:
        chats.setdefault(call.chat_id, []).append(call)
    return chats


@dataclass(frozen=True)
class Listed:
    """An outbox row whose end nobody knows."""

    id: int
    chat_id: int
    when_unknown: str
    payload: str | None
    template: str | None
    params: str


class Books:
    """The bot's database, read by a stranger: for the unknown list, never for what was sent."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._file = sqlite_path(url)

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """A query with ? for each value."""
        if self._file is None:
            with psycopg.connect(self._url) as connection:
                return connection.execute(sql.replace("?", "%s").encode(), values).fetchall()
        with closing(sqlite3.connect(f"file:{self._file}?mode=ro", uri=True)) as connection:
            return connection.execute(sql, values).fetchall()

    def unknown(self) -> list[Listed]:
        rows = self.rows(
            "SELECT id, chat_id, when_unknown, payload, template, COALESCE(params, '')"
            " FROM outbox WHERE state = 'unknown' ORDER BY id"
        )
        return [Listed(*row) for row in rows]

    def count(self, table: str, state: str) -> int:
        return int(self.rows(f"SELECT COUNT(*) FROM {table} WHERE state = ?", state)[0][0])

    def is_quiet(self) -> bool:
        """Nothing left to handle or to send."""
        waiting = self.rows(
            "SELECT (SELECT COUNT(*) FROM inbox WHERE state IN ('pending', 'working'))"
            " + (SELECT COUNT(*) FROM outbox WHERE state IN ('pending', 'calling'))"
        )
        return not waiting[0][0]

    def is_sound(self) -> bool:
        return self._file is None or self.rows("PRAGMA integrity_check") == [("ok",)]


def assert_answers(expected: Sequence[str], heard: Sequence[str], repeats_allowed: Counter[str], who: object) -> None:
    """Each expected answer once and in order; a second copy only where the unknown list has the call.

    A copy may come late: behind an answer that was already waiting.
    """
    spare = Counter(heard)
    spare.subtract(expected)
    missing = {text: -count for text, count in spare.items() if count < 0}
    assert not missing, f"{who}: lost {missing}\nexpected {list(expected)}\nheard {list(heard)}"
    doubled = {text: count for text, count in spare.items() if count > repeats_allowed[text]}
    assert not doubled, f"{who}: said twice {doubled}, listed as unknown only {dict(repeats_allowed)}"


def assert_walk(shown: Sequence[Said], presses: int, who: object) -> None:
    """A quiz walked by `presses` answers to its result: as many different questions as answers, none skipped, none
    shown again once the next one was asked, the result at the end.
    """
    questions = list(_without_repeats(call.question or "result" for call in shown if call.question or call.is_result))
    again = [question for question, times in Counter(questions).items() if times > 1]
    assert not again, f"{who}: went back to {again}: {questions}"
    assert questions[-1:] == ["result"], f"{who}: never saw the result: {questions}"
    assert len(questions) == presses + 1, f"{who}: {presses} answers but {len(questions) - 1} questions: {questions}"


def _without_repeats(words: Iterable[str]) -> Iterator[str]:
    before = None
    for word in words:
        if word != before:
            yield word
        before = word


def _said(entry: Json) -> Said:
    body = entry["body"]
    keyboard = (body.get("reply_markup") or {}).get("inline_keyboard", [])
    return Said(
        n=entry["n"],
        chat_id=entry["chat_id"],
        method=entry["method"],
        text=str(body.get("text") or body.get("caption") or (body.get("media") or {}).get("caption") or ""),
        data=tuple(button["callback_data"] for row in keyboard for button in row if "callback_data" in button),
        clock=entry["clock"],
        fault=entry["fault"],
    )
