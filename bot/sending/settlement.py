"""What becomes of a row: the two transactions around a call. These functions run in the database's thread."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.sending.ports import AbsurdFlood, ChatMoved, ContentFault, OnEvent, TokenDead, Unreachable
from bot.sending.request import as_new_message, is_edit
from bot.sending.results import Outcome, Verdict
from sales.outgoing import Lane, Outgoing, WhenUnknown
from storage.outbox import Delivery, Outbox
from storage.transaction import Tx

RESEND_DELAYS = (1, 5, 25)  # seconds before each new try of a call nobody can tell the end of
PAGE = 1000
PAGES = 10


@dataclass(slots=True)
class Call:
    """A row marked as on the wire. `target` is the message it edits, `has_moved` whether its chat moved before."""

    row: Outgoing
    target: int | None = None
    has_moved: bool = False


@dataclass(slots=True)
class Begun:
    """`waits` are edits whose message is not sent yet."""

    calls: list[Call] = field(default_factory=list)
    waits: list[Outgoing] = field(default_factory=list)
    dropped: list[Outgoing] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Result:
    """`halt` is how many seconds nobody may speak because of it."""

    call: Call
    verdict: Verdict
    halt: float = 0.0


@dataclass(frozen=True, slots=True)
class Page:
    rows: list[Outgoing]
    unseen_from: Lane | None


def begin(
    tx: Tx, rows: Iterable[Outgoing], expired: Iterable[Outgoing], *, owner: str, now: datetime, lease: datetime
) -> Begun:
    """The commit right before the calls. Whatever was withdrawn or taken meanwhile is dropped. Raises Deposed."""
    outbox, begun = Outbox(tx), Begun()
    outbox.confirm_lead(owner)
    for row in expired:
        outbox.withdraw(row.id, reason="too late", now=now)
        begun.dropped.append(row)
    for row in rows:
        if row.resend_of is not None and is_edit(row) and outbox.is_overtaken(row):
            outbox.withdraw(row.id, reason="overtaken", now=now)
            begun.dropped.append(row)
            continue
        target = None
        if row.edit_of is not None:
            told = outbox.fate(row.edit_of)
            if told is not None and told.state in ("pending", "calling"):
                begun.waits.append(row)
                continue
            target = told.message_id if told is not None and told.state == "sent" else None
            if target is None:
                outbox.withdraw(row.id, reason="nothing to edit", now=now)
                begun.dropped.append(row)
                continue
        if outbox.start((row.id,), owner=owner, lease_until=lease):
            begun.calls.append(Call(row, target))
        else:
            begun.dropped.append(row)
    return begun


def settle(tx: Tx, result: Result, *, owner: str, now: datetime, halted_until: datetime | None, tell: OnEvent) -> None:
    """Record how one call ended, and what follows from it."""
    row, verdict, outbox = result.call.row, result.verdict, Outbox(tx)
    match verdict.outcome:
        case Outcome.NOT_SENT | Outcome.FLOOD | Outcome.TOKEN_DEAD:
            outbox.back(row.id, owner=owner, not_before=now, forgiven=True)
        case Outcome.MOVED if verdict.new_chat_id is not None and not result.call.has_moved:
            outbox.back(row.id, owner=owner, not_before=now, forgiven=True, chat_id=verdict.new_chat_id)
            outbox.move_chat(row.chat_id, verdict.new_chat_id)
            tell(tx, ChatMoved(row.chat_id, verdict.new_chat_id))
        case Outcome.UNKNOWN:
            give_up_knowing(outbox, row, reason=verdict.reason or "unknown", now=now, after_failure=True)
        case _:
            _finish(outbox, row, verdict, owner=owner, now=now)
    if halted_until is not None:
        outbox.halt("bot", halted_until)
    _tell(tx, result, tell)


def _finish(outbox: Outbox, row: Outgoing, verdict: Verdict, *, owner: str, now: datetime) -> None:
    state, reason = _ending(verdict)
    delivery = Delivery(state=state, message_id=verdict.message_id, error_code=verdict.code, reason=reason)
    is_ours = outbox.finish(row.id, owner=owner, delivery=delivery, now=now)
    if verdict.outcome is not Outcome.EDIT_LOST or not is_ours:
        return
    anew = as_new_message(row)
    if anew is not None:
        outbox.add(
            chat_id=anew.chat_id,
            lane=anew.lane,
            when_unknown=anew.when_unknown,
            now=now,
            method=anew.method,
            payload=anew.payload,
            language=anew.language,
            about=anew.about,
            expires_at=anew.expires_at,
        )


def _ending(verdict: Verdict) -> tuple[str, str | None]:
    if verdict.outcome is Outcome.SENT:
        return "sent", verdict.reason
    if verdict.outcome in (Outcome.HARMLESS, Outcome.EDIT_LOST):
        return "skipped", verdict.reason
    return "failed", verdict.reason


def _tell(tx: Tx, result: Result, tell: OnEvent) -> None:
    row, verdict = result.call.row, result.verdict
    if verdict.outcome is Outcome.UNREACHABLE:
        tell(tx, Unreachable(row.chat_id, verdict.reason or ""))
    elif verdict.outcome is Outcome.CONTENT_FAULT:
        tell(tx, ContentFault(row, verdict.code or 0, verdict.reason or ""))
    elif verdict.outcome is Outcome.TOKEN_DEAD:
        tell(tx, TokenDead())
    elif verdict.absurd is not None:
        tell(tx, AbsurdFlood(verdict.absurd))


def give_up_knowing(outbox: Outbox, row: Outgoing, *, reason: str, now: datetime, after_failure: bool) -> None:
    """List the call as unknown; a class that prefers twice to never is said again, three times at most."""
    generation = outbox.generation(row.id) if row.when_unknown is WhenUnknown.RESEND else 0
    if generation >= len(RESEND_DELAYS):
        row = replace(row, when_unknown=WhenUnknown.LEAVE)
        generation = 0
    pause = timedelta(seconds=RESEND_DELAYS[generation]) if after_failure else timedelta()
    outbox.mark_unknown(row, reason=reason, now=now, not_before=now + pause)


def recover(tx: Tx, *, owner: str, now: datetime, ours: frozenset[int]) -> int:
    """Calls whose process is gone are unknown; `ours` are still on the wire here. How many were found.

    Raises Deposed: who does not lead any more must not take the new leader's calls for stranded ones.
    """
    outbox, found = Outbox(tx), 0
    outbox.confirm_lead(owner)
    while left := [row for row in outbox.stranded(owner=owner, now=now) if row.id not in ours]:
        for row in left:
            give_up_knowing(outbox, row, reason="the program stopped mid-call", now=now, after_failure=False)
        found += len(left)
    return found


def read_page(tx: Tx, *, held: frozenset[int], now: datetime, pages: int) -> Page:
    """The next rows that memory does not hold, in order."""
    outbox = Outbox(tx)
    fresh: list[Outgoing] = []
    after: tuple[int, int] | None = (-1, 0)
    for _ in range(pages):
        if after is None or len(fresh) >= PAGE:
            break
        rows, after = outbox.page(now, after=after, limit=PAGE, skip=held)
        fresh += rows
    return Page(fresh, None if after is None else Lane(after[0]))
