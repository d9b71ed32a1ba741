"""Small files, small functions, honest names, and words where words belong."""

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.rooms import ROOT, files, functions, name_of, tree_of

_CYRILLIC = re.compile(r"[А-Яа-яЁё]")
_VAGUE = {"utils", "util", "misc", "helpers", "helper", "common", "tools", "stuff", "shared", "base"}
# Factories that only list small functions one below the other: their length is the list's.
_LISTS = {"setup", "add_routes"}


@pytest.mark.parametrize("path", files(), ids=name_of)
def test_a_file_is_short_enough_to_be_read_at_once(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


@pytest.mark.parametrize("path", files("bot", "handlers", "sales", "storage", "playbook", "sandbox"), ids=name_of)
def test_a_function_does_one_thing(path: Path) -> None:
    lengths = {f.name: (f.end_lineno or 0) - f.body[0].lineno + 1 for f in functions(tree_of(path))}
    assert {name: lines for name, lines in lengths.items() if lines > 40 and name not in _LISTS} == {}


def test_handlers_are_thin() -> None:
    thick = {}
    for path in files("handlers"):
        for setup in functions(tree_of(path)):
            if setup.name != "setup":
                continue
            for handler in setup.body:
                if isinstance(handler, ast.AsyncFunctionDef):
                    lines = (handler.end_lineno or 0) - handler.lineno + 1
                    if lines > 15:
                        thick[f"{name_of(path)}:{handler.name}"] = lines
    assert thick == {}


def test_no_name_says_nothing() -> None:
    folders = {path.parent for path in files()}
    assert [name_of(path) for path in [*files(), *folders] if path.stem in _VAGUE] == []


@pytest.mark.parametrize("path", files("bot", "handlers", "sales", "storage", "playbook"), ids=name_of)
def test_sentences_live_in_templates(path: Path) -> None:
    literals = [
        (node.lineno, node.value)
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _CYRILLIC.search(node.value)
    ]
    assert literals == []


def test_nothing_is_ever_unpickled() -> None:
    guilty = [
        name_of(path)
        for path in files()
        for node in ast.walk(tree_of(path))
        if (isinstance(node, ast.Import) and {a.name for a in node.names} & {"pickle", "marshal", "shelve", "dill"})
        or (isinstance(node, ast.ImportFrom) and node.module in {"pickle", "marshal", "shelve", "dill"})
    ]
    assert guilty == []


def test_real_time_comes_in_by_one_door() -> None:
    wild = re.compile(r"\b(datetime\.(now|utcnow|today)|date\.today|time\.time)\(")
    allowed = {"bot/clock.py"}
    guilty = [
        name_of(path)
        for path in files("bot", "handlers", "sales", "storage", "playbook")
        if name_of(path) not in allowed and wild.search(path.read_text(encoding="utf-8"))
    ]
    assert guilty == []


def test_the_environment_is_read_in_one_place() -> None:
    allowed = {"bot/settings.py", "bot/demo.py"}  # the demo hands it on to its child processes
    guilty = [
        name_of(path)
        for path in files("bot", "handlers", "sales", "storage", "playbook")
        if name_of(path) not in allowed and re.search(r"\bos\.(environ|getenv)\b", path.read_text(encoding="utf-8"))
    ]
    assert guilty == []


def test_nothing_is_left_half_done() -> None:
    marks = re.compile(r"\b(TODO|FIXME|XXX|HACK|NotImplementedError)\b")
    assert [name_of(path) for path in files() if marks.search(path.read_text(encoding="utf-8"))] == []


def test_tests_skip_nothing_for_ever() -> None:
    mark = re.compile(r"pytest\.mark\.(xfail|skip)\b")
    tests = (path for path in (ROOT / "tests").rglob("*.py") if path != Path(__file__))
    assert [name_of(path) for path in tests if mark.search(path.read_text(encoding="utf-8"))] == []
