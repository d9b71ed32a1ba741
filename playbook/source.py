"""One YAML file with the line of everything in it.

Only plain values are known (text, whole number, fraction, true, false, nothing), so `21:00`, `no` and `2026-11-01`
stay the text that a person wrote.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from playbook.problems import Problem

Where = tuple[str | int, ...]
Value = str | int | float | bool | list["Value"] | dict[str, "Value"] | None

_DEEPEST = 20
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WHOLE = re.compile(r"[-+]?(0|[1-9]\d*)\Z")
_FRACTION = re.compile(r"[-+]?\d+\.\d+\Z")
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}


@dataclass(slots=True)
class Source:
    name: str
    data: Value = None
    lines: dict[Where, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def line(self, path: Where) -> int:
        """Of this path, or of the nearest thing around it that exists."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def value(self, path: Where) -> Value:
        found: Value = self.data
        for step in path:
            if isinstance(found, dict) and step in found:
                found = found[str(step)]
            elif isinstance(found, list) and isinstance(step, int) and step < len(found):
                found = found[step]
            else:
                return None
        return found

    def report(self, path: Where, message: str, next_step: str) -> None:
        value = self.value(path)
        shown = "" if value is None or isinstance(value, list | dict) else str(value)
        self.problems.append(
            Problem(self.name, self.line(path), path_text(path), shown, message, next_step),
        )


def read_source(file: Path) -> Source:
    """Never raises for what stands in the file: whatever is wrong with it is in `problems`."""
    source = Source(file.name)
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        source.report((), "the file is missing", "put it back, even if it holds only its empty lists")
        return source
    except (OSError, UnicodeDecodeError) as error:
        source.report((), f"the file cannot be read ({error})", "save it as plain UTF-8 text")
        return source
    try:
        loader = _LOADER(text)
        node = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        source.lines[()] = error.problem_mark.line + 1 if error.problem_mark else 1
        source.report((), f"this is not valid YAML ({error.problem})", "check indents, quotes and brackets here")
        return source
    except yaml.YAMLError:
        source.report((), "the file holds characters that YAML does not allow", "save it as plain UTF-8 text")
        return source
    except RecursionError:
        source.report((), "this is nested too deep", "check the brackets")
        return source
    if node is None:
        source.report((), "the file is empty", "fill it in or restore the example")
    else:
        source.data = _value(source, node, (), frozenset())
    return source


def path_text(path: Where) -> str:
    """products[2].price"""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def _value(source: Source, node: yaml.Node, path: Where, inside: frozenset[int]) -> Value:
    source.lines.setdefault(path, node.start_mark.line + 1)
    if id(node) in inside:
        source.report(path, "this refers to itself", "write the value out instead of the *reference")
        return None
    if len(path) > _DEEPEST:
        source.report(path, "this is nested too deep", "check the brackets")
        return None
    inside |= {id(node)}
    if isinstance(node, yaml.MappingNode):
        return _mapping(source, node, path, inside)
    if isinstance(node, yaml.SequenceNode):
        return [_value(source, child, (*path, i), inside) for i, child in enumerate(node.value)]
    return _scalar(str(node.value), quoted=bool(getattr(node, "style", None)))


def _mapping(source: Source, node: yaml.MappingNode, path: Where, inside: frozenset[int]) -> dict[str, Value]:
    mapping: dict[str, Value] = {}
    for key_node, value_node in node.value:
        key = key_node.value if isinstance(key_node, yaml.ScalarNode) else ""
        line = key_node.start_mark.line + 1
        if key in mapping:
            message = f'"{key}" is given twice, first on line {source.lines[(*path, key)]}'
            problem = Problem(source.name, line, path_text((*path, key)), "", message, "keep one of the two")
            source.problems.append(problem)
            continue
        source.lines[(*path, key)] = line
        mapping[key] = _value(source, value_node, (*path, key), inside)
    return mapping


def _scalar(text: str, quoted: bool) -> Value:
    if quoted:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _WHOLE.match(text):
        return int(text)
    return float(text) if _FRACTION.match(text) else text
