"""The outbox: what is due to leave, and what became of what left."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Required, TypedDict, Unpack

import orjson

from sales.outgoing import Lane, Outgoing, WhenUnknown
from storage.errors import Deposed
from storage.times import from_ms, from_ms_or_none, to_ms, to_ms_or_none
from storage.transaction import Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """How a finished call ended. `state` is sent, failed or skipped."""

    state: str
    message_id: int | None = None
    error_code: int | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Fate:
    """Where an outgoing message stands now."""

    state: str
    lane: Lane
    message_id: int | None


@dataclass(frozen=True, slots=True)
class Spoken:
    """A call that ended lately: what the sender's limits must remember across a restart."""

    chat_id: int
    method: str
    edit_of: int | None
    at: datetime


class Said(TypedDict, total=False):
    """The fields of an Outgoing, to say something new."""

    chat_id: Required[int]
    lane: Required[Lane]
    when_unknown: Required[WhenUnknown]
    method: str
    payload: Mapping[str, Any] | None
    template: str | None
    params: Mapping[str, Any] | None
    language: str
    edit_of: int | None
    about: str | None
    not_before: datetime | None
    expires_at: datetime | None
    resend_of: int | None


class Outbox:
    """Rows move pending → calling → sent | failed | unknown | skipped; each move is fenced by the state before it."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx
        self._sql = tx.sql

    def add(self, *, now: datetime, dedupe_key: str | None = None, **said: Unpack[Said]) -> int | None:
        """The new row's id, or None when `dedupe_key` was said before. Goes out right after COMMIT."""
        message = Outgoing(id=0, **said)
        row = self._sql.outbox_add(
            chat_id=message.chat_id,
            lane=int(message.lane),
            when_unknown=message.when_unknown.value,
            method=message.method,
            payload=_to_json(message.payload),
            template=message.template,
            params=_to_json(message.params),
            language=message.language,
            edit_of=message.edit_of,
            about=message.about,
            dedupe_key=dedupe_key,
            not_before=to_ms_or_none(message.not_before) or 0,
            expires_at=to_ms_or_none(message.expires_at),
            created_at=to_ms(now),
            resend_of=message.resend_of,
        )
        if row is None:
            return None
        self._tx.outgoing.append(replace(message, id=row["id"]))
        return int(row["id"])

    def waiting(self, now: datetime, *, after: tuple[int, int] = (-1, 0), limit: int = 200) -> list[Outgoing]:
        rows = self._sql.outbox_waiting(now=to_ms(now), after_lane=after[0], after_id=after[1], limit=limit)
        return [_outgoing(row) for row in rows]

    def page(
        self, now: datetime, *, after: tuple[int, int], limit: int, skip: frozenset[int]
    ) -> tuple[list[Outgoing], tuple[int, int] | None]:
        """Like `waiting`, without those the caller already holds; and where the next page begins, None at the end."""
        rows = list(self._sql.outbox_waiting(now=to_ms(now), after_lane=after[0], after_id=after[1], limit=limit))
        more = (rows[-1]["lane"], rows[-1]["id"]) if len(rows) == limit else None
        return [_outgoing(row) for row in rows if row["id"] not in skip], more

    def next_due(self, now: datetime) -> datetime | None:
        """When the earliest message that must still wait may go."""
        return from_ms_or_none(self._sql.outbox_next_due(now=to_ms(now))["due"])

    def confirm_lead(self, owner: str) -> None:
        """Raises Deposed when another sender took over. Until this transaction ends none can."""
        row = self._sql.outbox_leader()
        if row is not None and row["value"] != owner:
            raise Deposed(owner)

    def start(self, ids: Iterable[int], *, owner: str, lease_until: datetime) -> set[int]:
        """Mark as on the wire; returns those that were still ours to send.

        One marked before by this very owner counts as well: the answer to that COMMIT was lost, and no call was made.
        """
        lease = to_ms(lease_until)
        return {id for id in ids if self._sql.outbox_start(id=id, owner=owner, lease_until=lease)}

    def finish(self, id: int, *, owner: str, delivery: Delivery, now: datetime) -> bool:
        """False when the row was already given up as unknown (our lease had run out)."""
        changed = self._sql.outbox_finish(
            id=id,
            owner=owner,
            state=delivery.state,
            message_id=delivery.message_id,
            error_code=delivery.error_code,
            reason=delivery.reason,
            now=to_ms(now),
        )
        return bool(changed)

    def back(self, id: int, *, owner: str, not_before: datetime, forgiven: bool, chat_id: int | None = None) -> bool:
        """Surely not sent: pending again. `forgiven` uncounts the attempt; `chat_id` is where the chat moved."""
        changed = self._sql.outbox_back(
            id=id, owner=owner, not_before=to_ms(not_before), forgiven=int(forgiven), chat_id=chat_id
        )
        return bool(changed)

    def mark_unknown(
        self, message: Outgoing, *, reason: str, now: datetime, not_before: datetime | None = None
    ) -> int | None:
        """List the call as unknown; when its class says so, say it again under a new row (its id is returned)."""
        if not self._sql.outbox_mark_unknown(id=message.id, reason=reason, now=to_ms(now)):
            return None
        if message.when_unknown is not WhenUnknown.RESEND:
            return None
        return self.add(
            chat_id=message.chat_id,
            lane=message.lane,
            when_unknown=WhenUnknown.RESEND,
            now=now,
            method=message.method,
            payload=message.payload,
            template=message.template,
            params=message.params,
            language=message.language,
            edit_of=message.edit_of,
            about=message.about,
            not_before=not_before,
            expires_at=message.expires_at,
            resend_of=message.id,
        )

    def stranded(self, *, owner: str, now: datetime) -> list[Outgoing]:
        """Calls left behind by a process that died, or whose lease ran out."""
        return [_outgoing(row) for row in self._sql.outbox_stranded(owner=owner, now=to_ms(now))]

    def sent_about(self, about: str) -> list[tuple[Outgoing, int | None]]:
        """Messages that show this subject (not edits of them), with Telegram's message id once known."""
        return [(_outgoing(row), row["message_id"]) for row in self._sql.outbox_sent_about(about=about)]

    def about_of(self, chat_id: int, message_id: int) -> str | None:
        row = self._sql.outbox_about_of(chat_id=chat_id, message_id=message_id)
        return None if row is None else row["about"]

    def message_id_of(self, id: int) -> int | None:
        """Telegram's message id of an outgoing message, None while or when there is none."""
        row = self._sql.outbox_by_id(id=id)
        return None if row is None else row["message_id"]

    def fate(self, id: int) -> Fate | None:
        row = self._sql.outbox_by_id(id=id)
        return None if row is None else Fate(row["state"], Lane(row["lane"]), row["message_id"])

    def said_as(self, dedupe_key: str) -> int | None:
        """The row that was said under this key."""
        row = self._sql.outbox_by_dedupe_key(dedupe_key=dedupe_key)
        return None if row is None else int(row["id"])

    def generation(self, id: int) -> int:
        """How many times this message was said before under another row, none of them known to have arrived."""
        return len(self._tellings(id)) - 1

    def is_overtaken(self, message: Outgoing) -> bool:
        """Whether what this edit says once more was changed again meanwhile: then its words are out of date."""
        later = self._sql.outbox_later_edits(chat_id=message.chat_id, first_id=min(self._tellings(message.id)))
        target = (message.payload or {}).get("message_id")
        return any(
            row["edit_of"] == message.edit_of and (_from_json(row["payload"]) or {}).get("message_id") == target
            for row in later
        )

    def _tellings(self, id: int) -> list[int]:
        """This row and those it repeats, newest first."""
        told = [id]
        row = self._sql.outbox_by_id(id=id)
        while row is not None and row["resend_of"] is not None:
            told.append(row["resend_of"])
            row = self._sql.outbox_by_id(id=row["resend_of"])
        return told

    def spoken_since(self, moment: datetime, *, limit: int = 2000) -> list[Spoken]:
        """Calls Telegram took after `moment`, oldest first."""
        rows = self._sql.outbox_spoken_since(since=to_ms(moment), limit=limit)
        return [Spoken(row["chat_id"], row["method"], row["edit_of"], from_ms(row["finished_at"])) for row in rows][
            ::-1
        ]

    def withdraw_about(self, about: str, *, reason: str, now: datetime) -> int:
        """Take back what was not sent yet; how many."""
        return int(self._sql.outbox_skip_about(about=about, reason=reason, now=to_ms(now)))

    def withdraw(self, id: int, *, reason: str, now: datetime) -> bool:
        return bool(self._sql.outbox_skip(id=id, reason=reason, now=to_ms(now)))

    def withdraw_chat(self, chat_id: int, *, reason: str, now: datetime, from_lane: Lane = Lane.ANSWER) -> int:
        return int(self._sql.outbox_skip_chat(chat_id=chat_id, reason=reason, now=to_ms(now), from_lane=int(from_lane)))

    def scrub_chat(self, chat_id: int) -> None:
        """Empty what was said there."""
        self._sql.outbox_scrub_chat(chat_id=chat_id)

    def scrub_about(self, about: str) -> None:
        """Empty what was said about this subject, to whomever."""
        self._sql.outbox_scrub_about(about=about)

    def move_chat(self, old_id: int, new_id: int) -> int:
        """A group became a supergroup: what waits for it follows."""
        return int(self._sql.outbox_move_chat(old_id=old_id, new_id=new_id))

    def counts(self) -> dict[str, int]:
        return {row["state"]: row["total"] for row in self._sql.outbox_counts()}

    def purge(self, before: datetime) -> int:
        return int(self._sql.outbox_purge(before=to_ms(before)))

    def halt(self, scope: str, until: datetime) -> None:
        """Remember a 429 across restarts; scope is "bot" or a chat id as text."""
        self._sql.halt_set(scope=scope, until=to_ms(until))

    def halts(self, now: datetime) -> dict[str, datetime]:
        self._sql.halts_clear(now=to_ms(now))
        return {row["scope"]: from_ms(row["until"]) for row in self._sql.halts_active(now=to_ms(now))}


def _to_json(value: Mapping[str, Any] | None) -> str | None:
    return None if value is None else orjson.dumps(value).decode()


def _from_json(text: str | None) -> dict[str, Any] | None:
    return None if text is None else orjson.loads(text)


def _outgoing(row: Any) -> Outgoing:
    return Outgoing(
        id=row["id"],
        chat_id=row["chat_id"],
        lane=Lane(row["lane"]),
        when_unknown=WhenUnknown(row["when_unknown"]),
        method=row["method"],
        payload=_from_json(row["payload"]),
        template=row["template"],
        params=_from_json(row["params"]),
        language=row["language"],
        edit_of=row["edit_of"],
        about=row["about"],
        attempts=row["attempts"],
        not_before=from_ms_or_none(row["not_before"]),
        expires_at=from_ms_or_none(row["expires_at"]),
        resend_of=row["resend_of"],
    )
