"""Pydantic's findings about the shape of a file, told to a person who edits YAML."""

import difflib
from typing import Any

from pydantic import BaseModel, ValidationError

from playbook import shapes
from playbook.problems import quoted
from playbook.source import Source

_KNOWN_KEYS = sorted(
    {
        name
        for shape in vars(shapes).values()
        if isinstance(shape, type) and issubclass(shape, BaseModel)
        for name in shape.model_fields
    }
)
_SENTENCES = {
    "playbook": ("{name}: {message}", "{next_step}"),
    "missing": ('"{name}" is missing', "add it (the example playbook shows how)"),
    "string_type": ('"{name}" must be text', "put it in quotes"),
    "int_type": ('"{name}" must be a whole number', "write digits without quotes"),
    "float_type": ('"{name}" must be a number', "write digits without quotes"),
    "list_type": ('"{name}" must be a list', "start each item on its own line with a dash"),
    "dict_type": ('"{name}" must be a set of keys', "write it as key: value pairs"),
    "model_type": ('"{name}" must be a set of keys', "write it as key: value pairs"),
    "enum": ("{value} is not known here", "use one of {expected}"),
    "too_short": ('"{name}" needs at least {min_length}', "add what is missing"),
    "string_too_short": ('"{name}" is empty', "write it"),
    "too_long": ('"{name}" may have at most {max_length}', "remove what is over"),
    "string_pattern_mismatch": ("{value} does not fit here", "it must match {pattern}"),
}


def report_shape_errors(source: Source, error: ValidationError) -> None:
    for found in error.errors(include_url=False):
        path = tuple(step for step in found["loc"] if step != "[key]")
        value = path[-1] if "[key]" in found["loc"] else source.value(path)
        context = {"name": path[-1] if path else source.name, "value": quoted(value), **found.get("ctx", {})}
        message, next_step = _sentence(found["type"], context, found["msg"])
        source.report(path, message, next_step)


def _sentence(kind: str, context: dict[str, Any], fallback: str) -> tuple[str, str]:
    name = str(context["name"])
    if kind == "extra_forbidden":
        close = difflib.get_close_matches(name, _KNOWN_KEYS, n=1)
        return f'unknown key "{name}"', f'did you mean "{close[0]}"?' if close else "remove it"
    if kind not in _SENTENCES:
        return f'"{name}" is wrong: {fallback[:1].lower()}{fallback[1:]}', "change the value"
    message, next_step = _SENTENCES[kind]
    return message.format(**context), next_step.format(**context)
