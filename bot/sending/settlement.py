"""What becomes of a row: the two transactions around a call. These functions run in the database's thread."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.sending.ports import AbsurdFlood, BrokenFile, ChatMoved, ContentFault, OnEvent, TokenDead, Unreachable
from bot.sending.request import as_new_message, is_edit
from bot.sending.results import Outcome, Verdict
from bot.sending.standing_in import replace_message, stand_in_of, target_of
from bot.sending.uploads import Learned
from sales.outgoing import Lane, Outgoing, WhenUnknown
from storage.media import Media
from storage.outbox import Delivery, Outbox, Said
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
    """`halt` is how many seconds nobody may speak because of it; `broken` is the file the words went without."""

    call: Call
    verdict: Verdict
    halt: float = 0.0
    learned: Learned | None = None
    broken: BrokenFile | None = None


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
            _finish(outbox, result.call, verdict, owner=owner, now=now)
    if result.learned is not None:
        _learn(tx, result.learned, now)
    if halted_until is not None:
        outbox.halt("bot", halted_until)
    _tell(tx, result, tell)


def _finish(outbox: Outbox, call: Call, verdict: Verdict, *, owner: str, now: datetime) -> None:
    row, target = call.row, target_of(call.row, call.target)
    state, reason = _ending(verdict)
    delivery = Delivery(state=state, message_id=verdict.message_id, error_code=verdict.code, reason=reason)
    if not outbox.finish(row.id, owner=owner, delivery=delivery, now=now) or target is None:
        return
    if verdict.outcome is Outcome.UNDELETABLE:
        bare = replace(row, method="editMessageReplyMarkup", payload={"message_id": target}, edit_of=None)
        outbox.add(**_said(bare), now=now)
    elif verdict.outcome in (Outcome.EDIT_LOST, Outcome.WRONG_SHAPE) and (anew := as_new_message(row)) is not None:
        if verdict.outcome is Outcome.EDIT_LOST:
            outbox.add(**_said(anew), now=now)
        elif (stand_in := stand_in_of(outbox, row.chat_id, target)) is not None:
            outbox.add(**_said(replace(row, payload=anew.payload, edit_of=stand_in)), now=now)
        else:
            replace_message(outbox, target, **_said(anew), now=now)


def _said(row: Outgoing) -> Said:
    """What is said, without how it fared."""
    return {
        "chat_id": row.chat_id,
        "lane": row.lane,
        "when_unknown": row.when_unknown,
        "method": row.method,
        "payload": row.payload,
        "language": row.language,
        "edit_of": row.edit_of,
        "about": row.about,
        "expires_at": row.expires_at,
    }


def _learn(tx: Tx, learned: Learned, now: datetime) -> None:
    media = Media(tx, learned.bot_id)
    if learned.file_id is not None:
        media.remember(learned.file, learned.file_id, now)
    elif learned.refused is not None:
        media.forget(learned.file, learned.refused)


def _ending(verdict: Verdict) -> tuple[str, str | None]:
    if verdict.outcome is Outcome.SENT:
        return "sent", verdict.reason
    if verdict.outcome in (Outcome.HARMLESS, Outcome.EDIT_LOST, Outcome.WRONG_SHAPE, Outcome.UNDELETABLE):
        return "skipped", verdict.reason
    return "failed", verdict.reason


def _tell(tx: Tx, result: Result, tell: OnEvent) -> None:
    row, verdict = result.call.row, result.verdict
    if result.broken is not None:
        tell(tx, result.broken)
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
