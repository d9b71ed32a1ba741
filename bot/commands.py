"""The command line. Whatever is wrong ends in one clear sentence and a non-zero code, never a traceback."""

import argparse
import asyncio
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import uvloop

from bot.clock import SystemClock
from bot.identity import make_sure_of_telegram
from bot.logs import configure
from bot.refusal import Refusal
from bot.settings import Settings, SettingsError, read_settings
from playbook import PlaybookError, load
from storage.backup import backup, restore
from storage.errors import StorageError
from storage.migrations import migrate, was_here

DEMO_PORT = 8080


def main(words: list[str]) -> int:
    """The exit code: 0 when all went well, 1 for what the operator must mend, 2 for a wrong command."""
    parser = argparse.ArgumentParser(prog="python -m bot", description="Fitlead, the Telegram sales assistant")
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run", help="work for the bot of BOT_TOKEN")
    run.add_argument("--or-demo", action="store_true", help="without a token start the demo instead")
    demo = commands.add_parser("demo", help="the sandbox on http://127.0.0.1:8080 and this very bot connected to it")
    demo.add_argument("--port", type=int, default=DEMO_PORT)
    commands.add_parser("check", help="look at settings, playbook, templates and database; print what is wrong")
    simulate = commands.add_parser("simulate", help="try the quiz of the playbook on simulated people; slow, a minute")
    simulate.add_argument("--n", type=int, default=6_000, help="people in each crowd (default 6000)")
    commands.add_parser("migrate", help="bring the database up to this version")
    for name, text in (("backup", "copy the database while it works"), ("restore", "put a backup in place")):
        commands.add_parser(name, help=text).add_argument("file", type=Path)
    leads = commands.add_parser("leads", help="leads from elsewhere").add_subparsers(dest="deed", required=True)
    bring = leads.add_parser("import", help="look at a CSV file and say what it holds; with --yes take it over")
    bring.add_argument("file", type=Path)
    bring.add_argument("--yes", action="store_true", help="import what is new, all of it or nothing")
    leads.add_parser("forget", help="erase who came from a file, by phone").add_argument("phone")
    options = parser.parse_args(words)
    try:
        settings = read_settings()
        configure(settings.log_level, settings.log_format)
        return _run(options, settings)
    except (SettingsError, StorageError, PlaybookError, Refusal) as error:
        print(str(error), file=sys.stderr)  # noqa: T201 - the sentence for the operator
        return 1
    except KeyboardInterrupt:
        return 130


def _run(options: argparse.Namespace, settings: Settings) -> int:
    """aiogram takes seconds to import, so each command imports what it needs."""
    command: str = options.command
    if command == "run" and settings.bot_token is None and options.or_demo:
        _say("No BOT_TOKEN in .env, so this is the demo. To work in Telegram, put the token from @BotFather there.")
        command, options.port = "demo", DEMO_PORT
    if command == "run":
        _go(make_sure_of_telegram(settings))
        load(settings.playbook_dir)  # what is wrong is said before anything heavy is imported
        migrate(settings.database_url, create=not was_here(settings.database_url))
        from bot.running import run  # noqa: PLC0415

        _go(run(settings))
    elif command == "demo":
        from bot.demo import demo  # noqa: PLC0415

        _go(demo(settings, options.port))
    elif command == "check":
        return _check(settings)
    elif command == "simulate":
        return _simulate(settings, options.n)
    elif command == "migrate":
        done = migrate(settings.database_url)
        _say(f"applied: {', '.join(done)}" if done else "up to date")
    elif command == "leads":
        from bot.importing import forget_imported, import_leads  # noqa: PLC0415

        if options.deed == "import":
            return import_leads(settings, options.file, sure=options.yes, say=_say)
        _say(f"erased: {forget_imported(settings, options.phone)}")
    elif command == "backup":
        backup(settings.database_url, options.file)
        _say(f"backup written to {options.file}")
    else:
        restore(settings.database_url, options.file, SystemClock().now())
        _say(f"restored from {options.file}: what was waiting to be sent stays unsent")
    return 0


def _go(program: Coroutine[Any, Any, None]) -> None:
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(program)


def _check(settings: Settings) -> int:
    from bot.checking import problems  # noqa: PLC0415

    found = problems(settings)
    if settings.bot_token is None:
        _say("BOT_TOKEN is not set: python -m bot run will refuse, python -m bot demo works")
    for problem in found:
        _say(problem)
    _say("all is well" if not found else f"{len(found)} problem(s)")
    return 1 if found else 0


def _simulate(settings: Settings, people: int) -> int:
    from bot.simulating import in_lines, on_every_core, simulated  # noqa: PLC0415

    if people < 1:
        raise Refusal("--n: at least one person in each crowd, for example --n 6000")
    rows = simulated(load(settings.playbook_dir).design, people, on_every_core)
    for line in in_lines(rows):
        _say(line)
    missed = sum(row.ok is False for row in rows)
    _say(f"{missed} target(s) missed" if missed else "every target is reached; people may still be different")
    return 1 if missed else 0


def _say(sentence: str) -> None:
    print(sentence, flush=True)  # noqa: T201 - the command line speaks to its user
