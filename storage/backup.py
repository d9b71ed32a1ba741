"""Copying the database while it works, and putting a copy back in place."""

import contextlib
import os
import shutil
import sqlite3
import subprocess
from datetime import datetime
from pathlib import Path

from storage.database import sqlite_path
from storage.errors import StorageError
from storage.sqlite import claim_file
from storage.times import to_ms


def backup(url: str, target: Path) -> None:
    """A consistent copy, readable by its owner only. Raises StorageError; an existing file is never overwritten."""
    if target.exists():
        raise StorageError(f"{target}: is already there; choose another name")
    target.parent.mkdir(parents=True, exist_ok=True)
    source = sqlite_path(url)
    if source is None:
        _pg_tool(["pg_dump", "--format=custom", f"--file={target}", url])
        target.chmod(0o600)
        return
    if not source.exists():
        raise StorageError(f"{source}: no database here to copy")
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        with contextlib.closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as connection:
            connection.execute("VACUUM INTO ?", [str(target)])
        _check(target)
    except (sqlite3.Error, StorageError) as error:
        target.unlink(missing_ok=True)
        raise StorageError(f"{source}: cannot copy the database: {error}") from error


def restore(url: str, copy: Path, now: datetime) -> None:
    """Put the copy in the database's place; the bot must not be running.

    What was waiting to leave when the copy was made is not sent, updates in work are not handled once more, and timers
    already due do not ring: people got those messages, or the moment for them has passed. Later timers stay.
    """
    if not copy.exists():
        raise StorageError(f"{copy}: no such file")
    target = sqlite_path(url)
    if target is None:
        _pg_tool(["pg_restore", "--clean", "--if-exists", "--no-owner", f"--dbname={url}", str(copy)])
        _pg_tool(["psql", "--quiet", f"--dbname={url}", "--command", ";".join(_quieting(now))])
        return
    _check(copy)
    target.parent.mkdir(parents=True, exist_ok=True)
    lock = claim_file(target)
    try:
        fresh = target.with_name(f"{target.name}.restoring")
        shutil.copyfile(copy, fresh)
        fresh.chmod(0o600)
        with contextlib.closing(sqlite3.connect(fresh, isolation_level=None)) as connection:
            for statement in _quieting(now):
                connection.execute(statement)
        for suffix in ("-wal", "-shm"):
            target.with_name(target.name + suffix).unlink(missing_ok=True)
        fresh.replace(target)
    except sqlite3.Error as error:
        raise StorageError(f"{copy}: cannot restore this copy: {error}") from error
    finally:
        os.close(lock)


def _quieting(now: datetime) -> list[str]:
    at = to_ms(now)
    return [
        f"UPDATE inbox SET state = 'done', finished_at = {at} WHERE state IN ('pending', 'working')",
        f"UPDATE outbox SET state = 'skipped', reason = 'restored from a backup', finished_at = {at} "
        "WHERE state IN ('pending', 'calling')",
        f"UPDATE timers SET state = 'skipped', reason = 'restored from a backup', finished_at = {at} "
        f"WHERE state = 'open' AND due_at <= {at}",
        "DELETE FROM meta WHERE key = 'restored_at'",
        f"INSERT INTO meta (key, value) VALUES ('restored_at', '{at}')",
    ]


def _check(file: Path) -> None:
    try:
        with contextlib.closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
            verdict = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
            connection.execute("SELECT value FROM meta LIMIT 1")
    except sqlite3.Error as error:
        raise StorageError(f"{file}: is not a Fitlead backup ({error})") from error
    if verdict != "ok":
        raise StorageError(f"{file}: is damaged ({verdict})")


def _pg_tool(words: list[str]) -> None:
    if shutil.which(words[0]) is None:
        raise StorageError(f"{words[0]} is not installed; it comes with PostgreSQL's client package")
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise StorageError(f"{words[0]} failed: {(done.stderr.strip().splitlines() or ['no reason given'])[-1]}")
