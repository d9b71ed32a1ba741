"""What is written about the program is true of the program."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from aiogram import Dispatcher
from pydantic import SecretStr

import playbook
from bot.ringing import RINGS
from bot.settings import Settings
from handlers import setup
from handlers.callbacks import ACTIONS
from handlers.menus import MENUS
from handlers.permissions import FLAG, check_declared, declared_handlers
from sales.playbook import TimerKind
from tests.architecture.rooms import ROOT, all_code

DOCUMENTS = ["README.md", "README.en.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "docs/operating.md"]
_SETTING = re.compile(r"^([A-Z_]+)=(.*)$", re.MULTILINE)


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_every_setting_is_documented_with_its_default_and_nothing_else_is() -> None:
    documented = dict(_SETTING.findall(read(".env.example")))
    assert {name.lower() for name in documented} == set(Settings.model_fields)
    for name, field in Settings.model_fields.items():
        default = field.get_default(call_default_factory=True)
        if isinstance(default, SecretStr):
            default = default.get_secret_value()
        words = "" if default is None or default == () else str(default)
        assert documented[name.upper()] == words, name


def test_every_documented_setting_is_explained() -> None:
    lines = read(".env.example").splitlines()
    for number, line in enumerate(lines):
        if _SETTING.match(line):
            assert lines[number - 1].startswith("#"), line


def test_the_example_can_be_used_as_it_is() -> None:
    assert Settings(_env_file=str(ROOT / ".env.example")).database_url == "sqlite:///data/sales.db"


def commands() -> set[str]:
    shown = subprocess.run(
        [sys.executable, "-m", "bot", "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    found = re.search(r"\{([a-z,]+)\}", shown.stdout)
    assert found is not None
    return set(found.group(1).split(","))


def test_every_command_named_in_a_document_exists() -> None:
    known = commands()
    assert {"run", "demo", "check", "migrate", "backup", "restore"} <= known
    for name in DOCUMENTS:
        named = set(re.findall(r"python -m bot ([a-z]+)", read(name)))
        assert named <= known, name


def test_every_make_target_named_in_a_document_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", read("Makefile"), re.MULTILINE))
    for name in [*DOCUMENTS, ".ci/run"]:
        assert set(re.findall(r"`?\bmake ([a-z]+)\b(?=[`\s.,;:)])", read(name))) <= targets | {"sure"}, name


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_file_named_in_a_document_exists(name: str) -> None:
    folder = (ROOT / name).parent
    for link in re.findall(r"(?<!!\[)\]\(([^)#:\s]+)\)", read(name)):
        assert link.endswith(".png") or link in read("Makefile") or (folder / link).exists(), link


def test_every_word_of_the_glossary_is_in_the_code() -> None:
    rows = re.findall(r"^\|([^|\n]+)\|([^|\n]+)\|([^|\n]+)\|$", read("GLOSSARY.md"), re.MULTILINE)
    code = all_code()
    missing = []
    for _, term, _ in rows[2:] if rows[0][1].strip() == "In code" else rows:
        for word in re.split(r"[,:()]", term.replace("`", "")):
            stem = word.strip().split(".")[-1]
            if stem and stem.lower().replace(" ", "_") not in code.lower() and stem.lower() not in code.lower():
                missing.append(stem)
    assert missing == []


def test_every_handler_says_who_may_use_it() -> None:
    root = Dispatcher(disable_fsm=True)
    root.include_router(setup())
    check_declared(root)
    handlers = list(declared_handlers(root))
    assert len(handlers) > 20
    assert all(handler.flags[FLAG] for _, handler in handlers)


def test_every_button_has_a_handler_and_a_prefix_of_its_own() -> None:
    prefixes = [action.__prefix__ for action in ACTIONS.values()]
    assert len(prefixes) == len(set(prefixes))
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "handlers").rglob("*.py"))
    unheard = [name for name, action in ACTIONS.items() if f"{action.__name__}.filter(" not in code]
    assert unheard == []


def test_every_timer_rings_something() -> None:
    assert set(RINGS) == set(TimerKind)


def test_every_command_in_a_menu_is_listened_to() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "handlers").rglob("*.py"))
    for name in {command for menu in MENUS.values() for command in menu} - {"start"}:
        assert re.search(rf'Command\([^)]*"{name}"', code), name


def test_every_step_of_the_playbook_that_a_customer_reads_has_its_sentence() -> None:
    book = playbook.load(Path(playbook.__file__).parent)
    for step in book.cadences.quiz_nudge:
        for language in book.business.languages:
            assert (ROOT / "templates" / language / "nudges" / f"{step.key}.j2").exists()
    for steps in book.cadences.follow_up.values():
        assert all(step.title is not None for step in steps), "a salesperson's task needs a title"
