"""Leads from elsewhere: a file is reported on, then with --yes and without a problem taken over; or one is erased."""

from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path

from bot.clock import SystemClock
from bot.container import Scope, build, new_token
from bot.csv_rows import CsvFile, is_formula
from bot.import_report import EXAMPLES, Findings, report
from bot.refusal import Refusal
from bot.settings import Settings
from handlers.customer.phone import typed_phone
from playbook import load
from sales.learning.cells import RowRefused, Wrong
from sales.learning.import_row import COLUMNS, REQUIRED, ImportedLead, RowReader
from sales.playbook import Playbook
from sales.ports import Desk
from sales.usecases.forget import Forget
from sales.usecases.import_leads import AnnounceImport, JoinImported
from storage.lead_import import LeadImport, Sorted, beside_the_bot, imported_by_phone, joining
from storage.migrations import pending
from storage.people import People
from storage.transaction import Tx

CHUNK = 2_000


def import_leads(settings: Settings, path: Path, *, sure: bool, say: Callable[[str], None]) -> int:
    """The exit code: 0, or 1 when something in the file must be mended first. Raises Refusal, StorageError."""
    book = load(settings.playbook_dir)
    if pending(settings.database_url):
        raise Refusal("the database is not up to date; run: python -m bot migrate")
    file = CsvFile.opened(path, COLUMNS)
    missing = [column for column in REQUIRED if column not in file.columns]
    if missing:
        raise Refusal(f"{path}: line 1 must name the columns; missing: {', '.join(missing)}")
    now, findings = SystemClock().now(), Findings()
    with LeadImport.opened(settings.database_url) as desk:
        leads = _read(file, _reader(book, settings, now), findings)
        while chunk := list(islice(leads, CHUNK)):
            desk.stage(chunk, new_token)
        unused = [column for column in file.columns if column not in COLUMNS]
        found = desk.sort_out(EXAMPLES)
        for line in report(findings, found, unused):
            say(line)
        if findings.problems:
            say("nothing was imported: mend these lines first")
            return 1
        if not found.total("new") + found.total("joins"):
            say("there is nothing new in this file")
        elif not sure:
            say("nothing was imported yet; to import, add --yes")
        else:
            done = desk.take_over(settings.default_language, now, _announcer(book, settings, now))
            say(f"imported: {done.total('new') + done.total('joins')}")
    return 0


def forget_imported(settings: Settings, typed: str) -> int:
    """Who came from a file cannot press /forget: this does the same for them. How many there were. Raises Refusal."""
    book = load(settings.playbook_dir)
    phone = typed_phone(typed, book.business.phone)
    if phone is None:
        raise Refusal("that is no telephone number")
    now = SystemClock().now()
    with beside_the_bot(settings.database_url) as tx:
        found = [People(tx).by_id(id) for id in imported_by_phone(tx, phone)]
        for person in found:
            if person is not None:
                build(Forget, _scope(tx, book, settings, now))(person)
    return len(found)


def _reader(book: Playbook, settings: Settings, now: datetime) -> RowReader:
    def read_phone(text: str) -> str | None:
        return typed_phone(text, book.business.phone)

    return RowReader(book=book, zone=settings.timezone, now=now, read_phone=read_phone)


def _read(file: CsvFile, read: RowReader, findings: Findings) -> Iterator[ImportedLead]:
    """Rows that could be read; the others are noted."""
    for line, cells in file.rows():
        findings.rows += 1
        try:
            if cells is None:
                raise RowRefused(Wrong.WIDTH, "")
            findings.formulas += sum(map(is_formula, cells.values()))
            yield read(line, {column: cells[column] for column in COLUMNS if column in cells})
        except RowRefused as refused:
            findings.note(line, refused)


def _announcer(book: Playbook, settings: Settings, now: datetime) -> Callable[[Tx, Sorted], None]:
    def announce(tx: Tx, found: Sorted) -> None:
        scope = _scope(tx, book, settings, now)
        won, lost, free = (found.total("new", outcome) for outcome in ("won", "lost", "open"))
        join = build(JoinImported, scope)
        joined = sum(join(lead_id) for lead_id in joining(tx))
        free += found.total("joins") - joined
        build(AnnounceImport, scope)(won=won, lost=lost, open=free, joined=joined)

    return announce


def _scope(tx: Tx, book: Playbook, settings: Settings, now: datetime) -> Scope:
    desk = Desk(staff_chat=None, bot_username="", timezone=settings.timezone)
    return Scope(tx=tx, now=now, actor=None, playbook=book, desk=desk)
